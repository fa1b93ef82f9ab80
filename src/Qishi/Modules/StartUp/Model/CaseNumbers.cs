using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Kernel;
using Qishi.Platform.Data;

namespace Qishi.Modules.StartUp.Model;

/// <summary>
/// Case numbers KB + day + running number, unique and rising under concurrency on both databases. The counter is raised by one statement that commits at once: a draft
/// written in the same transaction would make everybody who begins wait for it. The number of a draft that was not saved after all is left out.
/// </summary>
internal sealed class CaseNumbers(AppDb db, TimeProvider clock)
{
    public async Task<string> TakeAsync(CancellationToken ct)
    {
        var day = clock.Today();
        // On SQLite only transactions queue for writing.
        await using var queued = db.Kind == DatabaseKind.Sqlite ? await db.Database.BeginTransactionAsync(ct) : null;
        var raised = await db.Database.SqlQuery<int>(
            $"""insert into stu_case_counter (day, last) values ({day}, 1) on conflict (day) do update set last = stu_case_counter.last + 1 returning last as "Value" """).ToListAsync(ct);
        if (queued is not null)
            await queued.CommitAsync(ct);
        return $"KB{day:yyyyMMdd}{raised.Single():D4}";
    }
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
