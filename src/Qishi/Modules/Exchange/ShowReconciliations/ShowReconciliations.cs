using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Web;

namespace Qishi.Modules.Exchange.ShowReconciliations;

/// <summary>Every run with its counts, and every difference with who mended it.</summary>
internal sealed class ShowReconciliationsHandler(AppDb db)
{
    public Task<List<Department>> DepartmentsAsync(CancellationToken ct) => db.Set<Department>().AsNoTracking().OrderBy(d => d.Position).ToListAsync(ct);

    public Task<Paged<Reconciliation>> RunsAsync(ListQuery query, CancellationToken ct)
    {
        var rows = db.Set<Reconciliation>().AsNoTracking();
        if (query.Text("department") is { } department)
            rows = rows.Where(r => r.Department == department);
        if (Guid.TryParse(query.Text("run"), out var run))
            rows = rows.Where(r => r.RunId == run);
        if (query.Text("result") is { } result)
            rows = result switch { "different" => rows.Where(r => r.Differences > 0), "failed" => rows.Where(r => r.Failure != null), "same" => rows.Where(r => r.Differences == 0 && r.Failure == null), _ => rows };
        return rows.OrderByDescending(r => r.At).ThenBy(r => r.Id).PageAsync(query, ct);
    }

    public Task<Paged<Difference>> DifferencesAsync(ListQuery query, CancellationToken ct) => Differences(query).PageAsync(query, ct);

    public IQueryable<Difference> Differences(ListQuery query)
    {
        var rows = db.Set<Difference>().AsNoTracking();
        if (query.Text("department") is { } department)
            rows = rows.Where(d => d.Department == department);
        if (Guid.TryParse(query.Text("id"), out var id))
            rows = rows.Where(d => d.Id == id);
        // Those a run saw: found by it or before, and not gone before it.
        if (Guid.TryParse(query.Text("run"), out var run))
            rows = rows.Where(d => db.Set<Reconciliation>().Any(r => r.RunId == run && r.Department == d.Department && r.At >= d.FoundAt && r.At <= d.LastSeenAt));
        rows = query.Text("state") switch { "open" => rows.Where(d => d.MendedAt == null), "mended" => rows.Where(d => d.MendedAt != null), _ => rows };
        return rows.OrderBy(d => d.MendedAt != null).ThenByDescending(d => d.FoundAt).ThenBy(d => d.HandOverKey).ThenBy(d => d.Id);
    }
}
