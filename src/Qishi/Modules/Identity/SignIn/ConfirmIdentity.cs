using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Identity.Model;
using Qishi.Modules.Identity.Passwords;
using Qishi.Modules.Identity.Sessions;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Web;

namespace Qishi.Modules.Identity.SignIn;

public sealed class ConfirmIdentityForm
{
    public string? Code { get; set; }
    public string? ReturnUrl { get; set; }

    /// <summary>Button pressed: <c>send</c> or <c>confirm</c>.</summary>
    public string? Act { get; set; }
}

/// <summary>Before a sensitive act: staff give a fresh authenticator code, applicants a code sent to their mobile.</summary>
internal sealed class ConfirmIdentityHandler(
    AppDb db, FieldCipher cipher, SessionStore sessions, SignInLimits limits, IOneTimeCodes codes, AuthRulesReader rulesReader, CurrentActor current, TimeProvider clock)
{
    private string Purpose => $"confirm:{current.Actor.AccountId}";

    public async Task<Result<DateTime>> SendCodeAsync(CancellationToken ct)
    {
        var applicant = await db.Set<Applicant>().AsNoTracking().SingleAsync(a => a.AccountId == current.Actor.AccountId, ct);
        return await codes.SendAsync(applicant.Mobile, Purpose, "用于确认是您本人操作", ct);
    }

    public async Task<Result<string>> HandleAsync(ConfirmIdentityForm form, CancellationToken ct)
    {
        var (rules, source) = (await rulesReader.ReadAsync(ct), current.Actor.SourceAddress ?? "local");
        var session = await sessions.CurrentAsync(rules, ct);
        var account = await db.Set<Account>().SingleAsync(a => a.Id == current.Actor.AccountId, ct);
        var loginKey = cipher.Login("account:" + account.Id);
        if (session is null)
            return ConfirmCodeHandler.StartAgain;
        if (await limits.RefusalAsync(loginKey, source, rules, ct) is { } refusal)
            return refusal;
        if (!await IsRightAsync(account, form.Code ?? "", ct))
        {
            limits.Count(loginKey, source);
            await db.SaveChangesAsync(ct);
            return account.Kind == AccountKind.Staff ? ConfirmCodeHandler.WrongCode : PersonSignInHandler.WrongCode;
        }

        session.ProvedAt = clock.UtcNow();
        await db.SaveChangesAsync(ct);
        return LocalUrl.Safe(form.ReturnUrl, Urls.Me);
    }

    private async Task<bool> IsRightAsync(Account account, string code, CancellationToken ct)
    {
        if (account.Kind == AccountKind.Applicant)
        {
            var applicant = await db.Set<Applicant>().AsNoTracking().SingleAsync(a => a.AccountId == account.Id, ct);
            return await codes.CheckAsync(applicant.Mobile, Purpose, code, ct);
        }

        if (account.TotpSecret is null || Authenticator.StepOf(account.TotpSecret, code, account.TotpLastStep, clock.UtcNow()) is not { } step)
            return false;
        account.TotpLastStep = step;
        return true;
    }
}
