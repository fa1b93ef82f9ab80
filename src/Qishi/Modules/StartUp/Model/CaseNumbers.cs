using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Kernel;
using Qishi.Platform.Data;

namespace Qishi.Modules.StartUp.Model;

/// <summary>Case numbers KB + day + running number. They rise; the number of a draft that was not saved after all is left out.</summary>
internal sealed class CaseNumbers(AppDb db, TimeProvider clock)
{
    public async Task<string> TakeAsync(CancellationToken ct)
    {
        var day = clock.Today();
        return $"KB{day:yyyyMMdd}{await db.RaiseAsync<CaseCounter>(day, ct):D4}";
    }
}

internal sealed class CaseCounter : IDayCounter
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
