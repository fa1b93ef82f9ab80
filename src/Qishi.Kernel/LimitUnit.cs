namespace Qishi.Kernel;

/// <summary>Unit of a legal limit (R-13.1–4).</summary>
public enum LimitUnit
{
    /// <summary>个工作日</summary>
    WorkingDays,

    /// <summary>日（自然日）</summary>
    CalendarDays,

    /// <summary>个月</summary>
    Months,

    /// <summary>年</summary>
    Years,
}
