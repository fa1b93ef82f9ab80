using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Model;
using Qishi.Modules.Identity.Sessions;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Web.Controls;

namespace Qishi.Modules.Identity.SignIn;

/// <summary>Today's postings of whoever is signing in or signed in, as choices.</summary>
internal sealed class OwnPostings(AppDb db, SessionStore sessions, SignInSteps steps, AuthRulesReader rulesReader, TimeProvider clock)
{
    public async Task<IReadOnlyList<Option>> OptionsAsync(CancellationToken ct)
    {
        if (await sessions.CurrentAsync(await rulesReader.ReadAsync(ct), ct) is not { } session || session.Stage is not (SessionStage.AwaitingPosting or SessionStage.Full))
            return [];
        var (postings, today) = (await steps.PostingsAsync(session.AccountId, ct), clock.Today());
        var codes = postings.Select(p => p.Unit).ToList();
        var names = await db.Set<OrgUnitVersion>().Where(v => codes.Contains(v.UnitCode) && v.From <= today && (v.To == null || v.To >= today)).ToDictionaryAsync(v => v.UnitCode, v => v.Name, ct);
        return [.. postings.Select(p => new Option(p.Id.ToString(), $"{names.GetValueOrDefault(p.Unit, p.Unit)} {p.Title}".Trim(), string.Join("、", p.Roles.Select(r => Roles.Names.GetValueOrDefault(r.Role, r.Role)))))];
    }
}
