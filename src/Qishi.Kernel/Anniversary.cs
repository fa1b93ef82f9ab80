namespace Qishi.Kernel;

/// <summary>Limits of the form 「less than n years (months) ago」 (rulings, Time).</summary>
public static class Anniversary
{
    /// <summary>
    /// True while less than so many years have passed: up to the end of the day before the anniversary (T-3.9: deregistered on 2023-05-01, still within one year on 2024-04-30, no longer on 2024-05-01).
    /// </summary>
    public static bool IsWithinYears(DateOnly since, int years, DateOnly on) => on < since.AddYears(years);

    /// <summary>As <see cref="IsWithinYears"/>, in months.</summary>
    public static bool IsWithinMonths(DateOnly since, int months, DateOnly on) => on < since.AddMonths(months);

    /// <summary>
    /// 「Within n days of the announcement」 for acts that must wait: the first day on which the n-th day has passed (rulings: 45 days → day of announcement + 46).
    /// </summary>
    public static DateOnly FirstDayAfter(DateOnly announced, int days) => announced.AddDays(days + 1);
}
