using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Kernel.Flow;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Licences.Contracts;
using Qishi.Modules.Licences.Model;
using Qishi.Modules.Licences.ShowCode;
using Qishi.Modules.Licences.Sign;
using Qishi.Modules.Registration.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Licences.VerifyCode;

/// <summary>Results of rulebook A §12.1, and one for a grant that was taken back.</summary>
internal enum CodeResult { Valid, ExpiredQr, SignatureInvalid, VersionSuperseded, StatusRevoked, StatusDeregistered, StatusSuspended, GrantEnded }

/// <param name="Result">What was found.</param>
/// <param name="CheckedAt">When, UTC.</param>
/// <param name="Fields">The licence as it is now; null when the code is not ours.</param>
/// <param name="StatusWord">Status of the entity now.</param>
/// <param name="Purpose">What it was shown for.</param>
/// <param name="By">By whom.</param>
internal sealed record CodeAnswer(CodeResult Result, DateTime CheckedAt, IReadOnlyDictionary<string, string>? Fields, string? StatusWord, string? Purpose, string? By)
{
    /// <summary>The word of the rulebook: <c>EXPIRED_QR</c>.</summary>
    public string Code => string.Concat(Result.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? "_" + c : c.ToString())).ToUpperInvariant();

    public (Tone Tone, string Word, string Note) Words => Result switch
    {
        CodeResult.Valid => (Tone.G, "电子营业执照有效", "与登记机关现在的记录一致"),
        CodeResult.ExpiredQr => (Tone.A, "二维码已过期", "二维码几分钟内有效，请持照人重新出示"),
        CodeResult.SignatureInvalid => (Tone.R, "不是登记机关签发的二维码", "二维码可能不完整，也可能是伪造的，请持照人重新出示"),
        CodeResult.VersionSuperseded => (Tone.A, "执照已经换发", "出示的是变更以前的执照，请持照人重新出示"),
        CodeResult.StatusRevoked => (Tone.R, "执照已被吊销或者登记已被撤销", "不能继续经营"),
        CodeResult.StatusDeregistered => (Tone.L, "主体已注销或者迁出", "执照失效"),
        CodeResult.StatusSuspended => (Tone.V, "主体歇业、清算或者正在办理注销", "主体资格仍在，电子营业执照已冻结，只有持有人可以出示"),
        CodeResult.GrantEnded => (Tone.R, "出示人的授权已经结束", "请持有人本人或者新的被授权人出示"),
    };
}

/// <summary>
/// Checks a code against the register as it is at this moment, not only against what was written down of it: what ended a second ago is void at once.
/// The end of the entity says more than an old code: it comes first. Every check is in the holder's log.
/// </summary>
internal sealed class VerifyCodeHandler(AppDb db, LicenceBook book, ILicenceFacts facts, IBureauSigning bureau, EventLog log, Actor actor, TimeProvider clock)
{
    public async Task<CodeAnswer> HandleAsync(string? code, string? why, CancellationToken ct)
    {
        var now = clock.UtcNow();
        if (LicenceCode.Read(code?.Trim()) is not { } read || !await bureau.VerifiesAsync(read.Bytes, read.Signature, At(read.Facts.IssuedAt), ct) || await facts.FindAsync(read.Facts.Uscc, ct) is not { } f)
            return await RecordAsync(new(CodeResult.SignatureInvalid, now, null, null, null, null), null, why, ct);
        var shown = await db.Set<LicenceUse>().AsNoTracking().SingleOrDefaultAsync(u => u.Id == read.Facts.Id, ct);
        var grant = shown?.GrantId is { } id ? await db.Set<LicenceGrant>().AsNoTracking().SingleOrDefaultAsync(g => g.Id == id, ct) : null;
        var result = Judge(f.Status, read.Facts.No < f.No, grant is not null && !grant.Holds(clock.Today()), now > At(read.Facts.ExpiresAt));
        var licence = await book.CurrentAsync(read.Facts.Uscc, ct);
        var answer = new CodeAnswer(result, now, licence is null ? null : LicenceText.Fields(licence.Text), f.StatusWord, LicenceMatters.Word(read.Facts.Purpose), shown?.By);
        return await RecordAsync(answer, read.Facts, why, ct);
    }

    internal static CodeResult Judge(EntityStatus status, bool superseded, bool grantEnded, bool expired) => ElectronicLicence.Of(status) switch
    {
        ElectronicLicenceState.Revoked => CodeResult.StatusRevoked,
        ElectronicLicenceState.Deregistered => CodeResult.StatusDeregistered,
        _ when superseded => CodeResult.VersionSuperseded,
        _ when grantEnded => CodeResult.GrantEnded,
        _ when expired => CodeResult.ExpiredQr,
        ElectronicLicenceState.Frozen => CodeResult.StatusSuspended,
        _ => CodeResult.Valid,
    };

    private async Task<CodeAnswer> RecordAsync(CodeAnswer answer, CodeFacts? code, string? why, CancellationToken ct)
    {
        if (code is not null)
            db.Add(new LicenceUse
            {
                Id = Guid.CreateVersion7(clock.GetUtcNow()),
                Uscc = code.Uscc,
                No = code.No,
                Kind = LicenceUseKind.Checked,
                Purpose = NormalisedText.Text(why) is { Length: > 0 and <= 60 } said ? said : answer.Purpose ?? "",
                By = actor.NameOnRecord,
                AccountId = actor.AccountId,
                At = answer.CheckedAt,
                Result = answer.Code,
            });
        log.Record(actor, "ElectronicLicenceChecking", null, new ElectronicLicenceChecked(code?.Uscc, answer.Code));
        await db.SaveChangesAsync(ct);
        return answer;
    }

    private static DateTime At(long seconds) => seconds is > 0 and < 253_402_300_000 ? DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime : DateTime.UnixEpoch;
}
