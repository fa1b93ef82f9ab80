using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Names;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Data;
using Qishi.Platform.Jobs;

namespace Qishi.Modules.Registration.Jobs;

/// <summary>Puts entities into the library of names that came in by a way that does not write it (an upgrade, a bulk import).</summary>
internal sealed class FillNameBook(AppDb db, GroundReader grounds, TimeProvider clock) : IJob
{
    private const int Batch = 2_000;

    public async Task RunAsync(CancellationToken ct)
    {
        var ground = await grounds.ReadAsync(clock.Today(), ct);
        EntityKind[] branches = [.. KindBook.All.Where(k => k.IsBranch).Select(k => k.Kind)];
        while (true)
        {
            var missing = await db.Set<Entity>().AsNoTracking().Where(e => e.TradeName != null && !branches.Contains(e.Kind) && !db.Set<NameRecord>().Any(n => n.EntityId == e.Id)).OrderBy(e => e.Id).Take(Batch).ToListAsync(ct);
            if (missing.Count == 0)
                return;
            List<NameRecord> records = [.. missing.Select(e => NameBook.RecordOf(e, ground)!)];
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await db.WriteAsync(records, ct);
            await db.WriteAsync([.. records.SelectMany(NameBook.KeysOf)], ct);
            await transaction.CommitAsync(ct);
        }
    }
}
