using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Model;
using Qishi.Modules.Identity.Sessions;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Identity.SignIn;

/// <summary>Which step of a sign-in comes next, and where it is asked.</summary>
internal sealed class SignInSteps(AppDb db, EventLog log, SessionStore sessions, TimeProvider clock, CurrentActor current)
{
    /// <summary>Opens the session of the next step after both factors of a staff member were right; the address to go on to. The caller saves.</summary>
    public async Task<string> AfterSecondFactorAsync(Account account, AuthRules rules, string? returnUrl, CancellationToken ct)
    {
        var postings = await PostingsAsync(account.Id, ct);
        var stage = PasswordIsOld(account, rules, clock.UtcNow()) ? SessionStage.AwaitingNewPassword
            : postings.Count > 1 ? SessionStage.AwaitingPosting
            : SessionStage.Full;
        return await OpenAsync(account, stage, postings.Count == 1 ? postings[0].Id : null, returnUrl, ct);
    }

    public async Task<string> OpenAsync(Account account, SessionStage stage, Guid? posting, string? returnUrl, CancellationToken ct)
    {
        var session = await sessions.OpenAsync(account, stage, posting, returnUrl, ct);
        return AddressOf(stage, account.Kind, session.ReturnUrl);
    }

    /// <summary>Postings that hold today, newest first.</summary>
    public Task<List<Posting>> PostingsAsync(Guid accountId, CancellationToken ct)
    {
        var today = clock.Today();
        return db.Set<Posting>().Include(p => p.Roles).Where(p => p.AccountId == accountId && p.From <= today && (p.To == null || p.To >= today))
            .OrderByDescending(p => p.From).ToListAsync(ct);
    }

    public void RecordSignedIn(Account account, string name, string method) =>
        log.Record(current.Actor with { AccountId = account.Id, Name = name, Kind = account.Kind == AccountKind.Staff ? ActorKind.Staff : ActorKind.Applicant },
            "SigningIn", null, new SignedIn(account.Id, method));

    public void RecordRefused(string loginKey, string why) => log.Record(current.Actor, "SigningIn", null, new SignInRefused(loginKey, why));

    public static bool PasswordIsOld(Account account, AuthRules rules, DateTime now) =>
        account.MustChangePassword || (rules.Djcp3 && account.Kind == AccountKind.Staff && account.PasswordSetAt?.AddDays(rules.PasswordMaxAgeDays) <= now);

    public static string AddressOf(SessionStage stage, AccountKind kind, string? returnUrl) => stage switch
    {
        SessionStage.AwaitingCode => Urls.SignInCode,
        SessionStage.AwaitingEnrolment => Urls.SignInEnrol,
        SessionStage.AwaitingNewPassword => Urls.SignInNewPassword,
        SessionStage.AwaitingPosting => Urls.SignInPosting,
        SessionStage.Full => returnUrl ?? (kind == AccountKind.Staff ? Urls.StaffHome : Urls.ApplicantHome),
        _ => throw new InvalidOperationException($"Unknown stage {stage}."),
    };
}
