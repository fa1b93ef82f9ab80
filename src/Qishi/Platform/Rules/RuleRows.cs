using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Kernel;

namespace Qishi.Platform.Rules;

/// <summary>
/// One value of a rule parameter. Never edited: a new value is a new row, proposed by one person and approved by another; until then it is not in force.
/// </summary>
public sealed class ParameterRow
{
    public Guid Id { get; init; }
    public required string Key { get; init; }
    public required string Value { get; init; }
    public required string Unit { get; init; }
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public required string Source { get; init; }
    public required string Article { get; init; }
    public required string Confidence { get; init; }
    public Guid? ProposedById { get; init; }
    public required string ProposedBy { get; init; }
    public DateTime ProposedAt { get; init; }
    public Guid? ApprovedById { get; set; }
    public string? ApprovedBy { get; set; }
    public DateTime? ApprovedAt { get; set; }
    public DateTime? RejectedAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ParameterRow>
    {
        public void Configure(EntityTypeBuilder<ParameterRow> builder)
        {
            builder.ToTable("plt_parameter");
            builder.Property(p => p.Id).ValueGeneratedNever();
            builder.HasIndex(p => p.Key);
        }
    }
}

/// <summary>A day that a notice makes different from plain Monday to Friday.</summary>
public sealed class CalendarDayRow
{
    public DateOnly Date { get; init; }
    public required string Scope { get; init; }
    public DayType Type { get; set; }
    public required string Reason { get; set; }
    public required string Source { get; set; }
    public DateTime EnteredAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<CalendarDayRow>
    {
        public void Configure(EntityTypeBuilder<CalendarDayRow> builder)
        {
            builder.ToTable("plt_calendar_day");
            builder.HasKey(d => new { d.Date, d.Scope });
            builder.Property(d => d.Scope).HasMaxLength(6);
        }
    }
}

/// <summary>Whether the calendar of a year has been entered; days in a year that has not are provisional (暂定).</summary>
public sealed class CalendarYearRow
{
    public int Year { get; init; }
    public required string Scope { get; init; }
    public bool Published { get; set; }
    public required string Source { get; set; }
    public DateTime EnteredAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<CalendarYearRow>
    {
        public void Configure(EntityTypeBuilder<CalendarYearRow> builder)
        {
            builder.ToTable("plt_calendar_year");
            builder.HasKey(y => new { y.Year, y.Scope });
            builder.Property(y => y.Scope).HasMaxLength(6);
        }
    }
}

/// <summary>An administrative division with its days of validity; the same code may occur with different days.</summary>
public sealed class DivisionRow
{
    public long Id { get; init; }
    public required string Code { get; init; }
    public required string Name { get; init; }
    public string? ParentCode { get; init; }
    public DateOnly? From { get; init; }
    public DateOnly? To { get; set; }
    public string? Note { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<DivisionRow>
    {
        public void Configure(EntityTypeBuilder<DivisionRow> builder)
        {
            builder.ToTable("plt_division");
            builder.Property(d => d.Code).HasMaxLength(6);
            builder.HasIndex(d => d.Code);
        }
    }
}
