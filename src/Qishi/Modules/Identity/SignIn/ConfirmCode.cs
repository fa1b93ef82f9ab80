using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Model;
using Qishi.Modules.Identity.Passwords;
using Qishi.Modules.Identity.Sessions;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;

namespace Qishi.Modules.Identity.SignIn;

public sealed class ConfirmCodeForm
{
    public string? Code { get; set; }
}

/// <summary>Second step of staff: the code of the authenticator app.</summary>
internal sealed class ConfirmCodeHandler(
    AppDb db, FieldCipher cipher, SessionStore sessions, SignInLimits limits, SignInSteps steps, AuthRulesReader rulesReader, CurrentActor current, TimeProvider clock)
{
    public static Problem StartAgain { get; } = new("signin-start-again", "登录超时了。请重新输入账号和密码");

    public static Problem WrongCode { get; } = new("totp-wrong", "动态口令不对，或者已经用过。请等手机上换了新的6位数字再输", nameof(ConfirmCodeForm.Code));

    public async Task<Result<string>> HandleAsync(ConfirmCodeForm form, CancellationToken ct)
    {
        var rules = await rulesReader.ReadAsync(ct);
        if (await sessions.CurrentAsync(rules, ct) is not { Stage: SessionStage.AwaitingCode } session)
            return StartAgain;
        if (string.IsNullOrWhiteSpace(form.Code))
            return new Problem("totp-missing", "请填写手机动态口令，6位数字", nameof(form.Code));
        var account = await db.Set<Account>().SingleAsync(a => a.Id == session.AccountId, ct);
        var staff = await db.Set<Staff>().SingleAsync(s => s.AccountId == account.Id, ct);
        var (loginKey, source) = (cipher.Login(staff.StaffNo), current.Actor.SourceAddress ?? "local");
        if (await limits.RefusalAsync(loginKey, source, rules, ct) is { } refusal)
            return refusal;
        if (account.Disabled || Authenticator.StepOf(account.TotpSecret!, form.Code, account.TotpLastStep, clock.UtcNow()) is not { } step)
        {
            limits.Count(loginKey, source);
            steps.RecordRefused(loginKey, "wrong-code");
            await db.SaveChangesAsync(ct);
            return WrongCode;
        }

        account.TotpLastStep = step;
        await limits.ForgetAsync(loginKey, source, ct);
        steps.RecordSignedIn(account, staff.Name, "password+totp");
        var next = await steps.AfterSecondFactorAsync(account, rules, session.ReturnUrl, ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            // The same code arrived twice at once: the row version lets one through.
            return WrongCode;
        }

        return next;
    }
}
