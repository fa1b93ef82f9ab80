namespace Qishi.Kernel;

/// <summary>「Done within n working days」 as the law's reports count it (R-13.20–22, M1 and M2). M1 is published, M2 is for the office's own eyes.</summary>
public static class OnTime
{
    /// <summary>
    /// M1: the day of completion is not later than the n-th working day after the day of acceptance. An open case is judged by <paramref name="today"/> (R-13.22).
    /// </summary>
    /// <param name="accepted">Day of acceptance, Chinese time.</param>
    /// <param name="completed">Day of completion; null while open.</param>
    /// <param name="workingDays">The limit.</param>
    /// <param name="days">The calendar.</param>
    /// <param name="today">Today, used for open cases only.</param>
    public static bool ByDay(DateOnly accepted, DateOnly? completed, int workingDays, WorkingDays days, DateOnly today) =>
        (completed ?? today) <= days.AddWorkingDays(accepted, workingDays).Date;

    /// <summary>M2: the working minutes passed are not more than those of the limit (420 a day by default).</summary>
    /// <param name="acceptedUtc">Acceptance, UTC.</param>
    /// <param name="completedUtc">Completion, UTC.</param>
    /// <param name="workingDays">The limit.</param>
    /// <param name="days">The calendar.</param>
    public static bool ByMinutes(DateTime acceptedUtc, DateTime completedUtc, int workingDays, WorkingDays days) =>
        days.WorkingMinutes(acceptedUtc, completedUtc) <= workingDays * days.Hours.MinutesPerDay;

    /// <summary>Working days used: 0 on the day of acceptance itself .</summary>
    public static int DaysUsed(DateOnly accepted, DateOnly completed, WorkingDays days) => days.Between(accepted, completed);

    /// <summary>
    /// By how many working days a completion is late; 0 in time, and also on a day off after the due day, which is late nevertheless (rulings, Time): ask <see cref="ByDay"/> for that.
    /// </summary>
    public static int DaysLate(DateOnly due, DateOnly completed, WorkingDays days) => days.Between(due, completed);

    /// <summary>
    /// The due moment net of outages: moved on by the working minutes of the recorded outages that overlap the time from acceptance to completion. Published beside the gross one, never alone.
    /// </summary>
    /// <param name="acceptedUtc">Start of the open time, UTC.</param>
    /// <param name="completedUtc">End of the open time, UTC.</param>
    /// <param name="dueUtc">Gross due moment, UTC.</param>
    /// <param name="outages">Recorded outages of the department, UTC; overlapping ones count once.</param>
    /// <param name="days">The calendar.</param>
    public static DateTime DueNetOfOutages(DateTime acceptedUtc, DateTime completedUtc, DateTime dueUtc, IReadOnlyCollection<(DateTime From, DateTime? To)> outages, WorkingDays days) =>
        days.AddWorkingMinutes(dueUtc, days.WorkingMinutes(acceptedUtc, completedUtc) - days.WorkingMinutes(acceptedUtc, completedUtc, outages));
}
