using Qishi.Kernel;

namespace Qishi.Modules.StartUp.Model;

/// <summary>A matter's part in the opening time: when it opened and really ended, and the recorded outages of its department (UTC).</summary>
internal sealed record MatterTime(string Matter, DateTime OpenedAt, DateTime? BusinessCompletedAt, DateTime? ReportedAt, IReadOnlyList<(DateTime From, DateTime? To)> Outages);

/// <summary>
/// The opening time of a case. Gross and net of outages stand side by side; net takes from each matter the working
/// minutes in which its department was down, and the case is late net when any matter is (rulings, Time).
/// </summary>
/// <param name="Finished">Every chosen matter has ended.</param>
/// <param name="CompletedAt">Latest business completion; null while open.</param>
/// <param name="OnTime">Completed on or before the due day (M1, gross); for an open case: the due day is not over.</param>
/// <param name="OnTimeNet">The same, net of outages.</param>
/// <param name="LateDays">Working days after the due day; a day off after it counts none but is late.</param>
/// <param name="Minutes">Working minutes from acceptance (M2, gross).</param>
/// <param name="MinutesNet">Working minutes net of outages, of the slowest matter.</param>
/// <param name="Cause">Matter that made it late; null when on time.</param>
/// <param name="DataDelayDays">Calendar days by which the last report came after the business end, largest of all matters.</param>
internal sealed record OpeningTime(
    bool Finished, DateTime? CompletedAt, bool OnTime, bool OnTimeNet, int LateDays, int Minutes, int MinutesNet, string? Cause, int DataDelayDays)
{
    public static OpeningTime Read(DateTime acceptedAt, int promisedDays, IReadOnlyList<MatterTime> matters, DateTime now, WorkingDays days)
    {
        var due = days.AddWorkingDays(ChinaTime.DayOf(acceptedAt), promisedDays).Date;
        var finished = matters.All(m => m.BusinessCompletedAt is not null);
        var last = matters.MaxBy(m => m.BusinessCompletedAt ?? now);
        var end = last?.BusinessCompletedAt ?? now;
        var endDay = ChinaTime.DayOf(end);
        var late = endDay > due;
        return new(
            finished, finished ? end : null, !late, matters.All(m => OnTimeNetOf(m, acceptedAt, due, now, days)),
            late ? days.Between(due, endDay) : 0,
            days.WorkingMinutes(acceptedAt, end),
            matters.Count == 0 ? 0 : matters.Max(m => days.WorkingMinutes(acceptedAt, m.BusinessCompletedAt ?? now, Within(m, m.BusinessCompletedAt ?? now))),
            late ? last?.Matter : null,
            matters.Count == 0 ? 0 : matters.Max(DelayOf));
    }

    // Net end = the moment at which the matter would have ended without the outage: as many working minutes earlier as the outage took.
    private static bool OnTimeNetOf(MatterTime matter, DateTime acceptedAt, DateOnly due, DateTime now, WorkingDays days)
    {
        var end = matter.BusinessCompletedAt ?? now;
        if (ChinaTime.DayOf(end) <= due)
            return true;
        var (gross, net) = (days.WorkingMinutes(acceptedAt, end), days.WorkingMinutes(acceptedAt, end, Within(matter, end)));
        return net < gross && ChinaTime.DayOf(days.AddWorkingMinutes(acceptedAt, net)) <= due;
    }

    // Only the part of an outage in which the matter was open counts.
    private static IEnumerable<(DateTime From, DateTime? To)> Within(MatterTime matter, DateTime end) =>
        matter.Outages
            .Select(o => (From: o.From > matter.OpenedAt ? o.From : matter.OpenedAt, To: (DateTime?)(o.To is { } to && to < end ? to : end)))
            .Where(o => o.To > o.From);

    private static int DelayOf(MatterTime matter) => matter is { BusinessCompletedAt: { } done, ReportedAt: { } reported }
        ? Math.Max(0, ChinaTime.DayOf(reported).DayNumber - ChinaTime.DayOf(done).DayNumber)
        : 0;
}
