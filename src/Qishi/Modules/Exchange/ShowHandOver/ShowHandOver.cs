using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Data;

namespace Qishi.Modules.Exchange.ShowHandOver;

/// <summary>One hand-over with everything that ever went to and fro: raw attempts, receipts, versions, the record made by hand.</summary>
internal sealed class ShowHandOverHandler(AppDb db)
{
    private const int Most = 200;

    public async Task<HandOverFile?> FindAsync(Guid id, CancellationToken ct)
    {
        if (await db.Set<HandOver>().AsNoTracking().SingleOrDefaultAsync(h => h.Id == id, ct) is not { } row)
            return null;
        var department = await db.Set<Department>().AsNoTracking().SingleAsync(d => d.Code == row.Department, ct);
        return new(
            row, department.ShortName, department.NextProbeAt,
            await db.Set<Attempt>().AsNoTracking().Where(a => a.HandOverId == id).OrderByDescending(a => a.At).Take(Most).ToListAsync(ct),
            await db.Set<Receipt>().AsNoTracking().Where(r => r.HandOverId == id).OrderByDescending(r => r.ReceivedAt).Take(Most).ToListAsync(ct),
            await db.Set<HandOver>().AsNoTracking().Where(h => h.CaseNo == row.CaseNo && h.Matter == row.Matter).OrderBy(h => h.PayloadVersion).ToListAsync(ct),
            await db.Set<ManualRecord>().AsNoTracking().Where(m => m.HandOverId == id).OrderByDescending(m => m.RecordedAt).FirstOrDefaultAsync(ct));
    }
}

internal sealed record HandOverFile(
    HandOver Row, string Department, DateTime? ProbeAt, IReadOnlyList<Attempt> Attempts, IReadOnlyList<Receipt> Receipts, IReadOnlyList<HandOver> Versions, ManualRecord? Record);
