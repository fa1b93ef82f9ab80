using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Model;
using Qishi.Modules.Identity.Passwords;
using Qishi.Modules.Identity.Sessions;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Identity.SignIn;

/// <summary>First sign-in of staff: binds the authenticator app. The secret is made once per account and taken into use with the first right code.</summary>
internal sealed class EnrolAuthenticatorHandler(
    AppDb db, EventLog log, SessionStore sessions, SignInSteps steps, AuthRulesReader rulesReader, CurrentActor current, TimeProvider clock)
{
    /// <summary>Secret and address to scan; null when no sign-in is at this step.</summary>
    public async Task<Enrolment?> ShowAsync(CancellationToken ct)
    {
        if (await FindAsync(ct) is not { } found)
            return null;
        if (found.Account.TotpSecret is null)
        {
            found.Account.TotpSecret = Authenticator.NewSecret();
            await db.SaveChangesAsync(ct);
        }

        return new(found.Account.TotpSecret, Authenticator.Uri(found.Account.TotpSecret, found.Staff.StaffNo));
    }

    public async Task<Result<string>> HandleAsync(ConfirmCodeForm form, CancellationToken ct)
    {
        if (await FindAsync(ct) is not { Account.TotpSecret: { } secret } found)
            return ConfirmCodeHandler.StartAgain;
        if (Authenticator.StepOf(secret, form.Code, found.Account.TotpLastStep, clock.UtcNow()) is not { } step)
            return ConfirmCodeHandler.WrongCode;
        (found.Account.TotpConfirmedAt, found.Account.TotpLastStep) = (clock.UtcNow(), step);
        log.Record(current.Actor with { AccountId = found.Account.Id, Name = found.Staff.Name, Kind = ActorKind.Staff }, "AuthenticatorEnrolling", null, new AuthenticatorEnrolled(found.Account.Id));
        steps.RecordSignedIn(found.Account, found.Staff.Name, "password+totp");
        var next = await steps.AfterSecondFactorAsync(found.Account, await rulesReader.ReadAsync(ct), found.Session.ReturnUrl, ct);
        await db.SaveChangesAsync(ct);
        return next;
    }

    private async Task<(Session Session, Account Account, Staff Staff)?> FindAsync(CancellationToken ct)
    {
        if (await sessions.CurrentAsync(await rulesReader.ReadAsync(ct), ct) is not { Stage: SessionStage.AwaitingEnrolment } session)
            return null;
        return (session, await db.Set<Account>().SingleAsync(a => a.Id == session.AccountId, ct), await db.Set<Staff>().SingleAsync(s => s.AccountId == session.AccountId, ct));
    }
}

internal sealed record Enrolment(string Secret, string Uri);
