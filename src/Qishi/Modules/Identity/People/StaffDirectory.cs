using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Identity.Model;
using Qishi.Platform.Data;

namespace Qishi.Modules.Identity.People;

/// <inheritdoc />
internal sealed class StaffDirectory(AppDb db, StandingRows standing) : IDirectory
{
    public async Task<OrgUnitCard?> UnitAsync(string code, DateOnly on, CancellationToken ct) => (await UnitsAsync(on, u => u.Code == code, ct)).SingleOrDefault();

    public async Task<IReadOnlyList<OrgUnitCard>> UnitsAsync(OrgUnitKind kind, DateOnly on, CancellationToken ct) =>
        await UnitsAsync(on, u => u.Kind == kind, ct);

    public async Task<StaffCard?> StaffAsync(Guid accountId, DateOnly on, CancellationToken ct)
    {
        var staff = await db.Set<Staff>().AsNoTracking().Include(s => s.Postings).ThenInclude(p => p.Roles).SingleOrDefaultAsync(s => s.AccountId == accountId, ct);
        if (staff is null)
            return null;
        // Somebody whose posting has ended is still the person who once decided: the last posting names the unit, without roles.
        var held = staff.Postings.Where(p => p.HoldsOn(on)).OrderByDescending(p => p.From).ToList();
        var unit = (held.FirstOrDefault() ?? staff.Postings.OrderByDescending(p => p.From).FirstOrDefault())?.Unit ?? "";
        return new(accountId, staff.StaffNo, staff.Name, unit, [.. held.SelectMany(p => p.Roles).Select(r => r.Role).Distinct()]);
    }

    public async Task<IReadOnlyList<StaffCard>> WithRoleAsync(string role, string? unit, DateOnly on, CancellationToken ct)
    {
        var day = on;
        var found = await (
            from p in db.Set<Posting>()
            where p.From <= day && (p.To == null || p.To >= day) && (unit == null || p.Unit == unit) && p.Roles.Any(r => r.Role == role)
            join s in db.Set<Staff>() on p.AccountId equals s.AccountId
            join a in db.Set<Account>() on p.AccountId equals a.Id
            where !a.Disabled
            orderby s.StaffNo, p.From
            select new { s.AccountId, s.StaffNo, s.Name, p.Unit, Roles = p.Roles.Select(r => r.Role).ToList() }).ToListAsync(ct);
        return [.. found.DistinctBy(f => f.AccountId).Select(f => new StaffCard(f.AccountId, f.StaffNo, f.Name, f.Unit, f.Roles))];
    }

    public async Task<IReadOnlyList<StaffCard>> PostedAsync(DateOnly on, CancellationToken ct)
    {
        var day = on;
        var found = await (
            from p in db.Set<Posting>()
            where p.From <= day && (p.To == null || p.To >= day)
            join s in db.Set<Staff>() on p.AccountId equals s.AccountId
            orderby s.StaffNo, p.From
            select new { s.AccountId, s.StaffNo, s.Name, p.Unit, Roles = p.Roles.Select(r => r.Role).ToList() }).ToListAsync(ct);
        return [.. found.Select(f => new StaffCard(f.AccountId, f.StaffNo, f.Name, f.Unit, f.Roles))];
    }

    private async Task<IReadOnlyList<OrgUnitCard>> UnitsAsync(DateOnly day, Func<OrgUnit, bool> which, CancellationToken ct)
    {
        var versions = (await standing.AllAsync<OrgUnitVersion>(ct)).Where(v => v.From <= day && (v.To is null || v.To >= day)).ToLookup(v => v.UnitCode, StringComparer.Ordinal);
        return [.. (await standing.AllAsync<OrgUnit>(ct)).Where(which).OrderBy(u => u.Code, StringComparer.Ordinal)
            .SelectMany(u => versions[u.Code].Select(v => new OrgUnitCard(u.Code, v.Name, u.Kind, v.Parent, v.Phone)))];
    }
}
