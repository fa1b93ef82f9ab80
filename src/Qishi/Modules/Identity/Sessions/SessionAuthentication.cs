using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Qishi.Kernel;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Identity.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Web;

namespace Qishi.Modules.Identity.Sessions;

internal sealed class SessionSchemeOptions : AuthenticationSchemeOptions;

/// <summary>Reads the session row, the account and today's roles on each request: what was taken away is gone with the next request.</summary>
internal sealed class SessionAuthentication(
    IOptionsMonitor<SessionSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AppDb db, AuthRulesReader rulesReader, TimeProvider clock)
    : AuthenticationHandler<SessionSchemeOptions>(options, logger, encoder)
{
    private static readonly TimeSpan SeenPrecision = TimeSpan.FromSeconds(60);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (SessionCookie.Read(Context) is not { } token || Context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
            return AuthenticateResult.NoResult();
        var (digest, now, ct) = (SessionCookie.DigestOf(token), clock.UtcNow(), Context.RequestAborted);
        var found = await db.Set<Session>().AsNoTracking().Where(s => s.TokenDigest == digest)
            .Join(db.Set<Account>(), s => s.AccountId, a => a.Id, (s, a) => new { Session = s, a.Kind, a.Disabled }).SingleOrDefaultAsync(ct);
        if (found is null)
            return AuthenticateResult.NoResult();
        var session = found.Session;
        var rules = await rulesReader.ReadAsync(ct);
        if (found.Disabled || SessionStore.HasRunOut(session, rules, now))
            return await DropAsync(digest, ct);
        if (session.Stage != SessionStage.Full)
            return AuthenticateResult.NoResult();
        if (await IdentityOfAsync(found.Kind, session, now, ct) is not { } identity)
            return await DropAsync(digest, ct);
        identity.AddClaim(new Claim(ActorClaims.Session, digest));
        if (now - session.ProvedAt <= TimeSpan.FromMinutes(rules.ReauthMinutes))
            identity.AddClaim(new Claim(ActorClaims.Fresh, "1"));
        if (now - session.LastSeenAt > SeenPrecision)
            await db.Set<Session>().Where(s => s.TokenDigest == digest).ExecuteUpdateAsync(u => u.SetProperty(s => s.LastSeenAt, now), ct);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Redirect(SignInAddresses.WithReturn(SignInAddresses.For(Context), properties.RedirectUri));
        return Task.CompletedTask;
    }

    private async Task<AuthenticateResult> DropAsync(string digest, CancellationToken ct)
    {
        await db.Set<Session>().Where(s => s.TokenDigest == digest).ExecuteDeleteAsync(ct);
        SessionCookie.Clear(Context);
        return AuthenticateResult.NoResult();
    }

    private async Task<ClaimsIdentity?> IdentityOfAsync(AccountKind kind, Session session, DateTime now, CancellationToken ct) => kind switch
    {
        AccountKind.Staff => await StaffIdentityAsync(session, ChinaTime.DayOf(now), ct),
        AccountKind.Applicant => await ApplicantIdentityAsync(session, ct),
        _ => throw new InvalidOperationException($"Unknown kind {kind}."),
    };

    private async Task<ClaimsIdentity?> StaffIdentityAsync(Session session, DateOnly today, CancellationToken ct)
    {
        var found = await db.Set<Posting>().AsNoTracking()
            .Where(p => p.Id == session.PostingId && p.AccountId == session.AccountId && p.From <= today && (p.To == null || p.To >= today))
            .Select(p => new
            {
                p.Unit,
                Roles = p.Roles.Select(r => r.Role).ToList(),
                Name = db.Set<Staff>().Where(s => s.AccountId == p.AccountId).Select(s => s.Name).First(),
                p.Title,
                UnitName = db.Set<OrgUnitVersion>().Where(v => v.UnitCode == p.Unit && v.From <= today && (v.To == null || v.To >= today)).Select(v => v.Name).FirstOrDefault(),
                Kind = db.Set<OrgUnit>().Where(u => u.Code == p.Unit).Select(u => (OrgUnitKind?)u.Kind).FirstOrDefault(),
            }).SingleOrDefaultAsync(ct);
        if (found is null)
            return null;
        var identity = NewIdentity(session.AccountId, ActorKind.Staff, found.Name, found.Roles);
        identity.AddClaim(new Claim(ActorClaims.Unit, found.Unit));
        identity.AddClaim(new Claim(WorkbenchLayout.UnitNameClaim, $"{found.UnitName} {found.Title}".Trim()));
        if (found.Kind is OrgUnitKind.Department or OrgUnitKind.Outlet)
            identity.AddClaim(new Claim(ActorClaims.Department, found.Unit));
        return identity;
    }

    private async Task<ClaimsIdentity?> ApplicantIdentityAsync(Session session, CancellationToken ct)
    {
        var applicant = await db.Set<Applicant>().AsNoTracking().SingleOrDefaultAsync(a => a.AccountId == session.AccountId, ct);
        return applicant is null ? null : NewIdentity(session.AccountId, ActorKind.Applicant, applicant.Name, [Roles.Applicant]);
    }

    private static ClaimsIdentity NewIdentity(Guid account, ActorKind kind, string name, IEnumerable<string> roles) => new(
        [
            new(ActorClaims.Account, account.ToString()), new(ActorClaims.Kind, kind.ToString()), new(ActorClaims.Name, name),
            .. roles.Select(r => new Claim(ActorClaims.Role, r)),
        ], AuthSchemes.Session);
}
