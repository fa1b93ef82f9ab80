using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Model;
using Qishi.Modules.Identity.Passwords;
using Qishi.Modules.Identity.Sessions;
using Qishi.Modules.Identity.SignIn;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;

namespace Qishi.Modules.Identity.MyAccount;

public sealed class ChangePasswordForm
{
    public string? OldPassword { get; set; }
    public string? NewPassword { get; set; }
    public string? Repeat { get; set; }
}

/// <summary>Changes the own password; every other session of the account ends with it.</summary>
internal sealed class ChangePasswordHandler(
    AppDb db, PasswordHashing hashing, PasswordChange change, SessionStore sessions, SignInLimits limits, FieldCipher cipher, AuthRulesReader rulesReader, CurrentActor current)
{
    public async Task<Result<string>> HandleAsync(ChangePasswordForm form, string? sessionDigest, CancellationToken ct)
    {
        var (rules, source) = (await rulesReader.ReadAsync(ct), current.Actor.SourceAddress ?? "local");
        var account = await db.Set<Account>().SingleAsync(a => a.Id == current.Actor.AccountId, ct);
        var loginKey = cipher.Login("account:" + account.Id);
        if (account.PasswordHash is not null)
        {
            if (await limits.RefusalAsync(loginKey, source, rules, ct) is { } refusal)
                return refusal;
            if (await hashing.CheckAsync(account.PasswordHash, form.OldPassword ?? "", ct) != true)
            {
                limits.Count(loginKey, source);
                await db.SaveChangesAsync(ct);
                return new Problem("old-password-wrong", "原密码不对。请再输一次", nameof(form.OldPassword));
            }
        }

        var problems = await change.ApplyAsync(account, form.NewPassword, form.Repeat, rules, current.Actor, ct);
        if (problems.Count > 0)
            return Result<string>.Refused(problems);
        await sessions.EndOthersAsync(account.Id, sessionDigest, ct);
        await db.SaveChangesAsync(ct);
        return Urls.Me;
    }
}
