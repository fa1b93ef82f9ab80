using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Data;

namespace Qishi.Modules.Exchange.Order;

/// <summary>What other modules see of departments.</summary>
internal sealed class DepartmentBook(AppDb db) : IDepartments
{
    public async Task<IReadOnlyList<DepartmentCard>> AllAsync(CancellationToken ct)
    {
        var waiting = await db.Set<HandOver>().Where(h => h.Current && !HandOverFlow.Final.Contains(h.Status)).GroupBy(h => h.Department)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        return
        [
            .. (await db.Set<Department>().AsNoTracking().Where(d => d.Matter != "").OrderBy(d => d.Position).ToListAsync(ct))
                .Select(d => new DepartmentCard(d.Code, d.Name, d.ShortName, d.Matter, d.TypicalMinutes, d.DownSince, waiting.GetValueOrDefault(d.Code))),
        ];
    }

    public async Task<IReadOnlyList<OutageCard>> OutagesAsync(string department, DateTime fromUtc, DateTime toUtc, CancellationToken ct) =>
        await CardsAsync(db.Set<Outage>().Where(o => o.Department == department), fromUtc, toUtc, ct);

    public async Task<IReadOnlyList<OutageCard>> OutagesAsync(DateTime fromUtc, DateTime toUtc, CancellationToken ct) => await CardsAsync(db.Set<Outage>(), fromUtc, toUtc, ct);

    private static Task<List<OutageCard>> CardsAsync(IQueryable<Outage> outages, DateTime fromUtc, DateTime toUtc, CancellationToken ct) =>
        outages.Where(o => o.From < toUtc && (o.To == null || o.To > fromUtc)).OrderBy(o => o.From)
            .Select(o => new OutageCard(o.Id, o.Department, o.From, o.To, o.Evidence, o.ReportedBy)).ToListAsync(ct);
}
