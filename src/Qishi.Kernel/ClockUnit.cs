namespace Qishi.Kernel;

/// <summary>Unit a limit is set in; what remains is shown in it (V22).</summary>
public enum ClockUnit
{
    /// <summary>工作日 and working minutes: limits of offices .</summary>
    WorkingDays,

    /// <summary>日（自然日）: limits of applicants and notice periods .</summary>
    CalendarDays,
}
