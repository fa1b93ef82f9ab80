using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Identity.Model;
using Qishi.Modules.Identity.Passwords;
using Qishi.Modules.Identity.SignIn;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Web;

namespace Qishi.Modules.Identity.FirstAdministrator;

public sealed class FirstAdministratorForm
{
    public string? Secret { get; set; }
    public string? StaffNo { get; set; }
    public string? Name { get; set; }
    public string? NewPassword { get; set; }
    public string? Repeat { get; set; }
}

/// <summary>
/// A production start holds no account at all. Whoever stands at the console gets a one-time secret and makes the first system administrator with it;
/// the account still binds an authenticator at its first sign-in.
/// </summary>
internal sealed class FirstAdministratorHandler(
    AppDb db, EventLog log, PasswordHashing hashing, SignInLimits limits, FieldCipher cipher, AuthRulesReader rulesReader, CurrentActor current, Site site, TimeProvider clock)
{
    public const string BureauCode = "MSA";

    private static readonly Problem Wrong = new("bootstrap-wrong", "启动密钥不对，或者已经用过。重新启动程序会给出新的密钥", nameof(FirstAdministratorForm.Secret));

    public async Task<bool> IsOpenAsync(CancellationToken ct) => !await db.Set<Account>().AnyAsync(a => a.Kind == AccountKind.Staff, ct);

    /// <summary>A new secret in place of any earlier one; null when there is an account already.</summary>
    public async Task<string?> NewSecretAsync(CancellationToken ct)
    {
        if (!await IsOpenAsync(ct))
            return null;
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));
        await db.Set<BootstrapSecret>().ExecuteDeleteAsync(ct);
        db.Add(new BootstrapSecret { Digest = DigestOf(secret), IssuedAt = clock.UtcNow() });
        await db.SaveChangesAsync(ct);
        return secret;
    }

    public async Task<Result<Guid>> HandleAsync(FirstAdministratorForm form, CancellationToken ct)
    {
        var (rules, source, loginKey) = (await rulesReader.ReadAsync(ct), current.Actor.SourceAddress ?? "local", cipher.Login("bootstrap"));
        var (staffNo, name) = (NormalisedText.Codes(form.StaffNo).ToLowerInvariant(), NormalisedText.Name(form.Name));
        List<Problem> problems = [.. PasswordRules.Check(form.NewPassword, [staffNo, name], rules)];
        if (form.NewPassword != form.Repeat)
            problems.Add(new("password-repeat", "两次输入的密码不一样。请再输一次", nameof(form.Repeat)));
        if (staffNo.Length is < 3 or > 40)
            problems.Add(new("staff-no-form", "账号用工号，3到40位", nameof(form.StaffNo)));
        if (name.Length is 0 or > 50)
            problems.Add(new("name-missing", "请填写姓名，最多50个字", nameof(form.Name)));
        if (problems.Count > 0)
            return Result<Guid>.Refused(problems);
        if (await limits.RefusalAsync(loginKey, source, rules, ct) is { } refusal)
            return refusal;
        var stored = await db.Set<BootstrapSecret>().SingleOrDefaultAsync(ct);
        if (!await IsOpenAsync(ct) || stored is null || stored.Digest != DigestOf((form.Secret ?? "").Trim()))
        {
            limits.Count(loginKey, source);
            await db.SaveChangesAsync(ct);
            return Wrong;
        }

        db.Remove(stored);
        return await AddAsync(staffNo, name, form.NewPassword!, ct);
    }

    private async Task<Guid> AddAsync(string staffNo, string name, string password, CancellationToken ct)
    {
        var (now, today) = (clock.UtcNow(), clock.Today());
        var account = new Account { Id = Guid.CreateVersion7(clock.GetUtcNow()), Kind = AccountKind.Staff, Duty = Duty.SystemAdmin, CreatedAt = now, PasswordHash = hashing.Hash(password), PasswordSetAt = now };
        var posting = new Posting { Id = Guid.CreateVersion7(clock.GetUtcNow()), AccountId = account.Id, Unit = BureauCode, Title = "系统管理员", From = today };
        posting.Roles.Add(PostingRole.Of(posting, Roles.SystemAdmin));
        if (!await db.Set<OrgUnit>().AnyAsync(u => u.Code == BureauCode, ct))
        {
            db.Add(new OrgUnit { Code = BureauCode, Kind = OrgUnitKind.Bureau });
            db.Add(new OrgUnitVersion { Id = Guid.CreateVersion7(clock.GetUtcNow()), UnitCode = BureauCode, Name = site.Bureau, From = today, Phone = site.Phone });
        }

        db.Add(account);
        db.Add(new Staff { AccountId = account.Id, StaffNo = staffNo, Name = name, Postings = { posting } });
        log.Record(current.Actor, "FirstAdministratorAdding", null,
            new StaffAdded(account.Id, staffNo, nameof(Duty.SystemAdmin)), new StaffPosted(account.Id, posting.Id, BureauCode, today, null), new RolesGranted(account.Id, posting.Id, [], [Roles.SystemAdmin]));
        await db.SaveChangesAsync(ct);
        return account.Id;
    }

    private static string DigestOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
