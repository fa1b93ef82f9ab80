using System.Net;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Kernel;
using Qishi.Modules.Identity.Model;
using Qishi.Modules.Identity.Sessions;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;

namespace Qishi.Tests.Support;

/// <summary>
/// Clients of signed-in demo people. The session is made by Identity's own code; tests of signing in go through the pages.
/// Names: <c>registrar1</c>, <c>registrar2</c>, <c>supervisor1</c>, <c>guide1</c>, <c>leader1</c>, <c>inspector1</c>, <c>checker1</c>, <c>office1</c>, <c>outlet1</c>, <c>operator1</c>, <c>sysadmin1</c>,
/// <c>secadmin1</c>, <c>auditadmin1</c> (the n-th holder of the role by staff number), <c>liaison:POLICE</c> and <c>liaison:POLICE:2</c> (of a department), <c>applicant1</c>…,
/// or a staff number.
/// </summary>
public static class SignIn
{
    private static readonly Dictionary<string, string> RoleOf = new()
    {
        ["registrar"] = Roles.Registrar,
        ["supervisor"] = Roles.RegistrationSupervisor,
        ["guide"] = Roles.Guide,
        ["leader"] = Roles.Leader,
        ["inspector"] = Roles.StationInspector,
        ["checker"] = Roles.Inspector,
        ["office"] = Roles.InspectionOffice,
        ["outlet"] = Roles.OutletClerk,
        ["operator"] = Roles.Operator,
        ["sysadmin"] = Roles.SystemAdmin,
        ["secadmin"] = Roles.SecurityAdmin,
        ["auditadmin"] = Roles.AuditAdmin,
    };

    /// <summary>A client with a session of this person; it keeps cookies and follows redirects only when asked to.</summary>
    public static async Task<HttpClient> SignedInAsync(this TestApp app, string who, bool followRedirects = false)
    {
        using var anonymous = app.CreateClient();
        var token = await app.SessionAsync(who);
        return app.ClientWith(followRedirects, new Cookie(SessionCookie.PlainName, token, "/", app.ClientOptions.BaseAddress.Host));
    }

    /// <summary>The token of a new session of this person.</summary>
    public static Task<string> SessionAsync(this TestApp app, string who) => app.AsAsync(null, async services =>
    {
        var (db, clock) = (services.GetRequiredService<AppDb>(), services.GetRequiredService<TimeProvider>());
        var (accountId, posting) = await FindAsync(services, who);
        var account = await db.Set<Account>().SingleAsync(a => a.Id == accountId);
        var token = SessionCookie.NewToken();
        SessionStore.Add(db, clock, account, SessionStage.Full, posting, token, "local", "测试");
        await db.SaveChangesAsync();
        return token;
    });

    /// <summary>A client that keeps cookies.</summary>
    public static HttpClient ClientWith(this TestApp app, bool followRedirects = false, params Cookie[] cookies)
    {
        var container = new CookieContainer();
        foreach (var cookie in cookies)
            container.Add(cookie);
        return followRedirects
            ? app.CreateDefaultClient(new RedirectHandler(), new CookieContainerHandler(container))
            : app.CreateDefaultClient(new CookieContainerHandler(container));
    }

    /// <summary>The actor of a demo person, for tests that call handlers.</summary>
    public static Task<Actor> ActorAsync(this TestApp app, string who) => app.AsAsync(null, async services =>
    {
        var db = services.GetRequiredService<AppDb>();
        var (accountId, postingId) = await FindAsync(services, who);
        var posting = await db.Set<Posting>().Include(p => p.Roles).SingleOrDefaultAsync(p => p.Id == postingId);
        string[] roles = posting is null ? [Roles.Applicant] : [.. posting.Roles.Select(r => r.Role)];
        var permissions = services.GetRequiredService<Qishi.Platform.ModuleList>().Permissions.Where(p => p.Roles.Any(roles.Contains)).Select(p => p.Code);
        var name = posting is null ? (await db.Set<Applicant>().SingleAsync(a => a.AccountId == accountId)).Name : (await db.Set<Staff>().SingleAsync(s => s.AccountId == accountId)).Name;
        return new Actor
        {
            AccountId = accountId,
            Kind = posting is null ? ActorKind.Applicant : ActorKind.Staff,
            Name = name,
            Roles = roles.ToHashSet(),
            Permissions = permissions.ToHashSet(),
            Unit = posting?.Unit,
            Department = roles.Any(r => r is Roles.Liaison or Roles.OutletClerk) ? posting?.Unit : null,
            SourceAddress = "local",
            CorrelationId = "test",
        };
    });

    private static async Task<(Guid Account, Guid? Posting)> FindAsync(IServiceProvider services, string who)
    {
        var (db, today) = (services.GetRequiredService<AppDb>(), services.GetRequiredService<TimeProvider>().Today());
        if (who.StartsWith("applicant", StringComparison.Ordinal) || (who.Length == 11 && who.All(char.IsAsciiDigit)))
        {
            var mobile = who.Length == 11 && char.IsAsciiDigit(who[0]) ? who : "138" + who["applicant".Length..].PadLeft(8, '0');
            var key = services.GetRequiredService<FieldCipher>().Mobile(mobile);
            return ((await db.Set<Applicant>().SingleAsync(a => a.MobileKey == key)).AccountId, null);
        }

        var current = db.Set<Posting>().Where(p => p.From <= today && (p.To == null || p.To >= today))
            .Join(db.Set<Staff>(), p => p.AccountId, s => s.AccountId, (p, s) => new { Posting = p, s.StaffNo });
        if (who.StartsWith("liaison:", StringComparison.Ordinal))
        {
            var parts = who.Split(':');
            var found = await current.Where(x => x.Posting.Unit == parts[1] && x.Posting.Roles.Any(r => r.Role == Roles.Liaison)).OrderBy(x => x.StaffNo).Select(x => x.Posting).ToListAsync();
            var chosen = found[parts.Length > 2 ? int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture) - 1 : 0];
            return (chosen.AccountId, chosen.Id);
        }

        var word = who.TrimEnd("0123456789".ToCharArray());
        if (RoleOf.TryGetValue(word, out var role))
        {
            var n = int.Parse(who[word.Length..], System.Globalization.CultureInfo.InvariantCulture);
            var found = await current.Where(x => x.Posting.Roles.Any(r => r.Role == role)).OrderBy(x => x.StaffNo).ThenBy(x => x.Posting.Unit).Select(x => x.Posting).ToListAsync();
            var chosen = found.DistinctBy(p => p.AccountId).ElementAt(n - 1);
            return (chosen.AccountId, chosen.Id);
        }

        var posting = await current.Where(x => x.StaffNo == who).OrderBy(x => x.Posting.Unit).Select(x => x.Posting).FirstAsync();
        return (posting.AccountId, posting.Id);
    }
}
