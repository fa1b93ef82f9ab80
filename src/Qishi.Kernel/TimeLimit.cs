namespace Qishi.Kernel;

/// <summary>A limit as a law states it: so many of a unit, and whether its last day rolls past days off.</summary>
/// <param name="Count">How many, 1 or more.</param>
/// <param name="Unit">Of what.</param>
/// <param name="Rolls">
/// True: a last day that is a day off moves to the next working day (applicants' limits; announcement service; seizure). False: it stands (notice periods; name reservations).
/// Working days never need it.
/// </param>
public sealed record TimeLimit(int Count, LimitUnit Unit, bool Rolls = true)
{
    /// <summary>The last day of the limit that begins after <paramref name="start"/>; the start itself does not count .</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is beyond <see cref="WorkingDays.LongestCount"/>.</exception>
    public DueDate DueFrom(DateOnly start, WorkingDays days) => Unit switch
    {
        LimitUnit.WorkingDays => days.AddWorkingDays(start, Count),
        LimitUnit.CalendarDays => days.AddCalendarDays(start, Count, Rolls),
        LimitUnit.Months => days.AddMonths(start, Count, Rolls),
        LimitUnit.Years => days.AddMonths(start, checked(Count * 12), Rolls),
    };

    /// <summary>「3个工作日」, 「12天（自然日）」, 「2个月」, 「1年」 (C4).</summary>
    public override string ToString() => Unit switch
    {
        LimitUnit.WorkingDays => $"{Count}个工作日",
        LimitUnit.CalendarDays => $"{Count}天（自然日）",
        LimitUnit.Months => $"{Count}个月",
        LimitUnit.Years => $"{Count}年",
    };
}
