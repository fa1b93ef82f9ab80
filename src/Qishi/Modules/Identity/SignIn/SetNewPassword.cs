using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Model;
using Qishi.Modules.Identity.Passwords;
using Qishi.Modules.Identity.Sessions;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;

namespace Qishi.Modules.Identity.SignIn;

public sealed class SetNewPasswordForm
{
    public string? NewPassword { get; set; }
    public string? Repeat { get; set; }
}

/// <summary>A password that is too old, or that somebody else gave out, is changed before the sign-in goes on.</summary>
internal sealed class SetNewPasswordHandler(AppDb db, SessionStore sessions, SignInSteps steps, PasswordChange change, AuthRulesReader rulesReader, CurrentActor current)
{
    public async Task<Result<string>> HandleAsync(SetNewPasswordForm form, CancellationToken ct)
    {
        var rules = await rulesReader.ReadAsync(ct);
        if (await sessions.CurrentAsync(rules, ct) is not { Stage: SessionStage.AwaitingNewPassword } session)
            return ConfirmCodeHandler.StartAgain;
        var account = await db.Set<Account>().SingleAsync(a => a.Id == session.AccountId, ct);
        var problems = await change.ApplyAsync(account, form.NewPassword, form.Repeat, rules, current.Actor with { AccountId = account.Id }, ct);
        if (problems.Count > 0)
            return Result<string>.Refused(problems);
        var next = await steps.AfterSecondFactorAsync(account, rules, session.ReturnUrl, ct);
        await db.SaveChangesAsync(ct);
        return next;
    }
}
