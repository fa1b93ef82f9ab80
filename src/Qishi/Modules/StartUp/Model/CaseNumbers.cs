using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Kernel;
using Qishi.Platform.Data;

namespace Qishi.Modules.StartUp.Model;

/// <summary>
/// Case numbers KB + day + running number, without gaps and unique under concurrency on both databases: the counter row is raised and read in the
/// short transaction that inserts the draft, so a number is taken if and only if its draft exists.
/// </summary>
internal sealed class CaseNumbers(AppDb db, TimeProvider clock)
{
    /// <summary>Takes the next number of the day inside the caller's transaction.</summary>
    public async Task<string> ClaimAsync(CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException("Number and draft must commit together: open a transaction first.");
        var day = clock.Today();
        if (await RaiseAsync(day, ct) == 0)
            throw new InvalidOperationException($"The counter row of {day:yyyy-MM-dd} is missing; call {nameof(PrepareAsync)} before the transaction.");
        var number = await db.Set<CaseCounter>().Where(c => c.Day == day).Select(c => c.Last).SingleAsync(ct);
        return $"KB{day:yyyyMMdd}{number:D4}";
    }

    /// <summary>Makes sure the day has a counter row; two callers may race, one row results.</summary>
    public async Task PrepareAsync(CancellationToken ct)
    {
        var day = clock.Today();
        if (await db.Set<CaseCounter>().AnyAsync(c => c.Day == day, ct))
            return;
        var row = db.Add(new CaseCounter { Day = day });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            if (!await db.Set<CaseCounter>().AsNoTracking().AnyAsync(c => c.Day == day, ct))
                throw;
        }

        row.State = EntityState.Detached;
    }

    private Task<int> RaiseAsync(DateOnly day, CancellationToken ct) =>
        db.Set<CaseCounter>().Where(c => c.Day == day).ExecuteUpdateAsync(s => s.SetProperty(c => c.Last, c => c.Last + 1), ct);
}

internal sealed class CaseCounter
{
    public DateOnly Day { get; init; }
    public int Last { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<CaseCounter>
    {
        public void Configure(EntityTypeBuilder<CaseCounter> builder)
        {
            builder.ToTable("stu_case_counter");
            builder.HasKey(c => c.Day);
            builder.Property(c => c.Day).ValueGeneratedNever();
        }
    }
}
