using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Kernel;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Acts;

/// <summary>Running numbers of a day (DJ…, GG…), unique under concurrency on both databases: the counter row is raised and read in the caller's transaction.</summary>
internal sealed class ApplicationNumbers(AppDb db, TimeProvider clock)
{
    public const string Applications = "DJ", Notices = "GG", Procedures = "CX";

    /// <summary>Takes the next number of the day inside the caller's transaction; <see cref="PrepareAsync"/> came before it.</summary>
    public async Task<string> ClaimAsync(string prefix, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException("Number and row must commit together: open a transaction first.");
        var day = clock.Today();
        if (await db.Set<ApplicationCounter>().Where(c => c.Day == day && c.Prefix == prefix).ExecuteUpdateAsync(s => s.SetProperty(c => c.Last, c => c.Last + 1), ct) == 0)
            throw new InvalidOperationException($"The counter of {prefix} {day:yyyy-MM-dd} is missing; call {nameof(PrepareAsync)} before the transaction.");
        var number = await db.Set<ApplicationCounter>().Where(c => c.Day == day && c.Prefix == prefix).Select(c => c.Last).SingleAsync(ct);
        return $"{prefix}{day:yyyyMMdd}{number:D4}";
    }

    /// <summary>Makes sure the day has a counter row; two callers may race, one row results.</summary>
    public async Task PrepareAsync(string prefix, CancellationToken ct)
    {
        var day = clock.Today();
        if (await db.Set<ApplicationCounter>().AnyAsync(c => c.Day == day && c.Prefix == prefix, ct))
            return;
        var row = db.Add(new ApplicationCounter { Day = day, Prefix = prefix });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            if (!await db.Set<ApplicationCounter>().AsNoTracking().AnyAsync(c => c.Day == day && c.Prefix == prefix, ct))
                throw;
        }

        row.State = EntityState.Detached;
    }
}

internal sealed class ApplicationCounter
{
    public DateOnly Day { get; init; }
    public required string Prefix { get; init; }
    public int Last { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ApplicationCounter>
    {
        public void Configure(EntityTypeBuilder<ApplicationCounter> builder)
        {
            builder.ToTable("reg_counter");
            builder.HasKey(c => new { c.Day, c.Prefix });
            builder.Property(c => c.Prefix).HasMaxLength(4);
        }
    }
}
