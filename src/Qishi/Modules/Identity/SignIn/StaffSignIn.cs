using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Model;
using Qishi.Modules.Identity.Passwords;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;

namespace Qishi.Modules.Identity.SignIn;

public sealed class StaffSignInForm
{
    public string? Account { get; set; }
    public string? Password { get; set; }
    public string? ReturnUrl { get; set; }
}

/// <summary>First step of staff: account and password. Opens no page by itself; the next step asks for the code.</summary>
internal sealed class StaffSignInHandler(
    AppDb db, FieldCipher cipher, PasswordHashing hashing, SignInLimits limits, SignInSteps steps, AuthRulesReader rulesReader, CurrentActor current)
{
    /// <summary>One text for an unknown account, a wrong password, an ended posting and a disabled account: none tells which.</summary>
    public static Problem Wrong { get; } = new("signin-wrong", "账号或密码不对。请检查后再输一次");

    public static Problem Busy { get; } = new("signin-busy", "现在登录的人多，请过几秒再点一次“下一步”");

    /// <summary>The address of the next step.</summary>
    public async Task<Result<string>> HandleAsync(StaffSignInForm form, CancellationToken ct)
    {
        var missing = Missing(form);
        if (missing.Length > 0)
            return missing;
        var typed = NormalisedText.Codes(form.Account).ToLowerInvariant();
        var (loginKey, source, rules) = (cipher.Login(typed), current.Actor.SourceAddress ?? "local", await rulesReader.ReadAsync(ct));
        if (await limits.RefusalAsync(loginKey, source, rules, ct) is { } refusal)
        {
            steps.RecordRefused(loginKey, refusal.Code);
            await db.SaveChangesAsync(ct);
            return refusal;
        }

        var account = await db.Set<Staff>().Where(s => s.StaffNo == typed).Join(db.Set<Account>(), s => s.AccountId, a => a.Id, (_, a) => a).SingleOrDefaultAsync(ct);
        var right = await hashing.CheckAsync(account?.PasswordHash, form.Password!, ct);
        if (right is null)
            return Busy;
        if (right == false || account!.Disabled || (await steps.PostingsAsync(account.Id, ct)).Count == 0)
        {
            limits.Count(loginKey, source);
            steps.RecordRefused(loginKey, "wrong");
            await db.SaveChangesAsync(ct);
            return Wrong;
        }

        var stage = account.TotpConfirmedAt is null ? SessionStage.AwaitingEnrolment : SessionStage.AwaitingCode;
        var next = await steps.OpenAsync(account, stage, null, form.ReturnUrl, ct);
        await db.SaveChangesAsync(ct);
        return next;
    }

    private static Problem[] Missing(StaffSignInForm form) =>
    [
        .. string.IsNullOrWhiteSpace(form.Account) ? [new Problem("account-missing", "请填写账号", nameof(form.Account))] : Array.Empty<Problem>(),
        .. string.IsNullOrEmpty(form.Password) ? [new Problem("password-missing", "请填写密码", nameof(form.Password))] : Array.Empty<Problem>(),
    ];
}
