using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.AddStaff;
using Qishi.Modules.Identity.Model;
using Qishi.Modules.Identity.Passwords;
using Qishi.Modules.Identity.Sessions;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Identity.GuardAccount;

public sealed class GuardAccountForm
{
    /// <summary><c>disable</c>, <c>enable</c>, <c>password</c>, <c>authenticator</c>, <c>unlock</c>.</summary>
    public string? Act { get; set; }

    public string? Reason { get; set; }
}

/// <summary>
/// The security administrator stops an account, opens it again, gives a new first password or takes a lost phone off. Everything ends the account's sessions.
/// </summary>
internal sealed class GuardAccountHandler(AppDb db, EventLog log, PasswordHashing hashing, SessionStore sessions, FieldCipher cipher, CurrentActor current, TimeProvider clock)
{
    public static readonly IReadOnlyDictionary<string, string> Acts = new Dictionary<string, string>
    {
        ["disable"] = "停用账号",
        ["enable"] = "启用账号",
        ["password"] = "重置密码",
        ["authenticator"] = "解除动态口令（手机丢失、更换）",
        ["unlock"] = "解除锁定",
    };

    public Task<bool> ExistsAsync(Guid accountId, CancellationToken ct) => db.Set<Account>().AnyAsync(a => a.Id == accountId && a.Kind == AccountKind.Staff, ct);

    /// <summary>A sentence about what was done; with a new password, the only time it is shown.</summary>
    public async Task<Result<Guarded>> HandleAsync(Guid accountId, GuardAccountForm form, CancellationToken ct)
    {
        var account = await db.Set<Account>().SingleOrDefaultAsync(a => a.Id == accountId && a.Kind == AccountKind.Staff, ct);
        if (account is null)
            return new Problem("staff-unknown", "没有找到这个人员。请从人员列表重新进入");
        var reason = NormalisedText.Text(form.Reason);
        if (Check(form, reason, accountId == current.Actor.AccountId) is { Count: > 0 } problems)
            return Result<Guarded>.Refused(problems);
        var (done, password) = await ApplyAsync(account, form.Act!, ct);
        await sessions.EndOthersAsync(accountId, null, ct);
        log.Record(current.Actor, "AccountGuarding", reason, done);
        await db.SaveChangesAsync(ct);
        return new Guarded(Acts[form.Act!], password);
    }

    private async Task<(IEvent Done, string? Password)> ApplyAsync(Account account, string act, CancellationToken ct)
    {
        switch (act)
        {
            case "disable":
                account.Disabled = true;
                return (new AccountDisabled(account.Id), null);
            case "enable":
                account.Disabled = false;
                return (new AccountEnabled(account.Id), null);
            case "password":
                var password = AddStaffHandler.FirstPassword();
                (account.PasswordHash, account.PasswordSetAt, account.MustChangePassword) = (hashing.Hash(password), clock.UtcNow(), true);
                return (new PasswordReset(account.Id), password);
            case "authenticator":
                (account.TotpSecret, account.TotpConfirmedAt, account.TotpLastStep) = (null, null, 0);
                return (new AuthenticatorRemoved(account.Id), null);
            case "unlock":
                var key = cipher.Login(await db.Set<Staff>().Where(s => s.AccountId == account.Id).Select(s => s.StaffNo).SingleAsync(ct));
                db.RemoveRange(await db.Set<SignInFailure>().Where(f => f.LoginKey == key).ToListAsync(ct));
                return (new AccountUnlocked(account.Id), null);
            default:
                throw new InvalidOperationException($"Unknown act {act}.");
        }
    }

    private static List<Problem> Check(GuardAccountForm form, string reason, bool own)
    {
        List<Problem> problems = [];
        if (own)
            problems.Add(new("guard-own", "不能对自己的账号做这件事。请另一位安全管理员办理"));
        if (form.Act is null || !Acts.ContainsKey(form.Act))
            problems.Add(new("act-missing", "请选择要做什么", nameof(form.Act)));
        if (reason.Length is 0 or > 100)
            problems.Add(new("reason-missing", "请写明原因，最多100个字，不要写个人信息", nameof(form.Reason)));
        return problems;
    }
}

/// <summary>What was done, and the new first password where one was made.</summary>
public sealed record Guarded(string What, string? FirstPassword);
