using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Rules;
using Qishi.Platform.Web;

namespace Qishi.Modules.Identity.ListStaff;

/// <summary>Staff by name, number, unit, role and state; dormant accounts (no sign-in for 90 days) can be listed for clearing out.</summary>
internal sealed class ListStaffHandler(AppDb db, IRules rules, TimeProvider clock)
{
    public async Task<Paged<StaffLine>> HandleAsync(ListQuery query, CancellationToken ct)
    {
        var (today, now) = (clock.Today(), clock.UtcNow());
        var rows = from s in db.Set<Staff>() join a in db.Set<Account>() on s.AccountId equals a.Id select new { s, a };
        if (query.Text("q") is { } text)
            rows = rows.Where(r => r.s.Name.Contains(text) || r.s.StaffNo.StartsWith(text));
        if (query.Text("unit") is { } unit)
            rows = rows.Where(r => r.s.Postings.Any(p => p.Unit == unit && p.From <= today && (p.To == null || p.To >= today)));
        if (query.Text("role") is { } role)
            rows = rows.Where(r => r.s.Postings.Any(p => p.From <= today && (p.To == null || p.To >= today) && p.Roles.Any(x => x.Role == role)));
        var state = query.Text("state");
        if (state == "disabled")
            rows = rows.Where(r => r.a.Disabled);
        else if (state == "ended")
            rows = rows.Where(r => !r.s.Postings.Any(p => p.To == null || p.To >= today));
        else if (state == "dormant")
        {
            var since = now.AddDays(-(await rules.BookAsync(ct)).Int("auth.dormantDays", today));
            rows = rows.Where(r => !r.a.Disabled && (r.a.LastSignInAt ?? r.a.CreatedAt) < since);
        }

        var page = await rows.OrderBy(r => r.s.StaffNo).Select(r => new
        {
            r.s.AccountId,
            r.s.StaffNo,
            r.s.Name,
            r.a.Disabled,
            r.a.LastSignInAt,
            Postings = r.s.Postings.Where(p => p.From <= today && (p.To == null || p.To >= today)).Select(p => new
            {
                p.Title,
                Roles = p.Roles.Select(x => x.Role).ToList(),
                Unit = db.Set<OrgUnitVersion>().Where(v => v.UnitCode == p.Unit && v.From <= today && (v.To == null || v.To >= today)).Select(v => v.Name).FirstOrDefault() ?? p.Unit,
            }).ToList(),
        }).PageAsync(query, ct);
        return new([.. page.Rows.Select(r => new StaffLine(
            r.AccountId, r.StaffNo, r.Name, string.Join("；", r.Postings.Select(p => $"{p.Unit} {p.Title}".Trim())),
            string.Join("、", r.Postings.SelectMany(p => p.Roles).Distinct().Select(x => Roles.Names.GetValueOrDefault(x, x))), r.Disabled, r.Postings.Count > 0, r.LastSignInAt))], page.Total);
    }
}

internal sealed record StaffLine(Guid AccountId, string StaffNo, string Name, string Postings, string Roles, bool Disabled, bool Posted, DateTime? LastSignInAt)
{
    public string State => Disabled ? "已停用" : Posted ? "在岗" : "不在岗";

    public Kernel.Flow.Tone Tone => Disabled ? Kernel.Flow.Tone.R : Posted ? Kernel.Flow.Tone.G : Kernel.Flow.Tone.L;
}
