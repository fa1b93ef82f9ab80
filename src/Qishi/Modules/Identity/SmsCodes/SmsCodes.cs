using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Identity.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Messaging;

namespace Qishi.Modules.Identity.SmsCodes;

/// <inheritdoc />
internal sealed class SmsCodes(AppDb db, EventLog log, Messages messages, FieldCipher cipher, AuthRulesReader rulesReader, CurrentActor current, TimeProvider clock)
    : IOneTimeCodes
{
    private const int CodesPerSourcePerHour = 60;

    public async Task<Result<DateTime>> SendAsync(string mobile, string purpose, string purposeText, CancellationToken ct)
    {
        var phone = PhoneNumber.ParseMobile(mobile);
        if (!phone.Ok)
            return Result<DateTime>.Refused(phone.Problems);
        var (rules, now, key, source) = (await rulesReader.ReadAsync(ct), clock.UtcNow(), cipher.Mobile(phone.Value.Value), current.Actor.SourceAddress);
        if (await RefusalAsync(key, source, rules, now, ct) is { } refusal)
            return refusal;
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var code = RandomNumberGenerator.GetInt32((int)Math.Pow(10, rules.CodeLength)).ToString(CultureInfo.InvariantCulture).PadLeft(rules.CodeLength, '0');
        db.Add(new OneTimeCode
        {
            Id = id,
            MobileKey = key,
            Purpose = purpose,
            CodeDigest = cipher.OneTimeCode(id, code),
            Source = source,
            SentAt = now,
            ExpiresAt = now.AddMinutes(rules.CodeMinutes),
        });
        messages.Queue(phone.Value.Value, $"【望溪县市场监管局】验证码{code}，{rules.CodeMinutes}分钟内有效，{purposeText}。工作人员不会向您索要验证码。", "identity.code", $"code:{id}");
        log.Record(current.Actor, "OneTimeCodeSending", null, new OneTimeCodeSent(id, purpose));
        await db.SaveChangesAsync(ct);
        return now.AddMinutes(rules.CodeMinutes);
    }

    public async Task<bool> CheckAsync(string mobile, string purpose, string code, CancellationToken ct)
    {
        var phone = PhoneNumber.ParseMobile(mobile);
        if (!phone.Ok)
            return false;
        var (rules, now, key) = (await rulesReader.ReadAsync(ct), clock.UtcNow(), cipher.Mobile(phone.Value.Value));
        // Only the last code of a purpose counts: an earlier one ends when the next is sent.
        var sent = await db.Set<OneTimeCode>().AsNoTracking().Where(c => c.MobileKey == key && c.Purpose == purpose).OrderByDescending(c => c.SentAt).FirstOrDefaultAsync(ct);
        if (sent is null || sent.UsedAt is not null || sent.ExpiresAt < now || sent.WrongAnswers >= rules.CodeMaxAttempts)
            return false;
        var row = db.Set<OneTimeCode>().Where(c => c.Id == sent.Id && c.UsedAt == null && c.WrongAnswers < rules.CodeMaxAttempts);
        if (!FixedTimeEquals(sent.CodeDigest, cipher.OneTimeCode(sent.Id, NormalisedText.Codes(code))))
        {
            await row.ExecuteUpdateAsync(u => u.SetProperty(c => c.WrongAnswers, c => c.WrongAnswers + 1), ct);
            return false;
        }

        // Taken at once and by itself, so that of two parallel answers one gets it.
        return await row.ExecuteUpdateAsync(u => u.SetProperty(c => c.UsedAt, now), ct) == 1;
    }

    private async Task<Problem?> RefusalAsync(string key, string? source, AuthRules rules, DateTime now, CancellationToken ct)
    {
        var dayAgo = now.AddDays(-1);
        var sent = await db.Set<OneTimeCode>().Where(c => c.MobileKey == key && c.SentAt > dayAgo).OrderByDescending(c => c.SentAt).Select(c => c.SentAt).ToListAsync(ct);
        if (sent.Count > 0 && (now - sent[0]).TotalSeconds < rules.CodeResendSeconds)
            return new("code-too-soon", $"验证码刚发过，请{rules.CodeResendSeconds - (int)(now - sent[0]).TotalSeconds}秒后再点。没收到的，看看是不是被手机拦截了");
        if (sent.Count >= rules.CodesPerPhonePerDay)
            return new("code-too-many", $"这个手机号一天内已发{sent.Count}次验证码，不能再发。请明天再试，或到大厅办理");
        var hourAgo = now.AddHours(-1);
        return source is not null && await db.Set<OneTimeCode>().CountAsync(c => c.Source == source && c.SentAt > hourAgo, ct) >= CodesPerSourcePerHour
            ? new("code-source", "您所在网络发的验证码太多，请1小时后再试，或到大厅办理")
            : null;
    }

    private static bool FixedTimeEquals(string a, string b) =>
        CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(a), System.Text.Encoding.ASCII.GetBytes(b));
}
