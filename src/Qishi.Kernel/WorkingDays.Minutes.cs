namespace Qishi.Kernel;

public sealed partial class WorkingDays
{
    /// <summary>
    /// The moment work received at <paramref name="utc"/> counts as received: the same moment inside office hours, else the next opening. The lunch break is closed.
    /// </summary>
    /// <param name="utc">A UTC moment.</param>
    public DateTime NextOpening(DateTime utc)
    {
        var (day, time) = Split(utc);
        if (IsWorkingDay(day))
        {
            foreach (var (from, to) in hours.Spans)
            {
                if (time < from) return ChinaTime.ToUtc(day, from);
                if (time < to) return utc;
            }
        }
        return ChinaTime.ToUtc(Next(day), hours.MorningFrom);
    }

    // A paused clock resumes on the working day after.
    internal DateTime NextOpeningAfter(DateTime utc) => ChinaTime.ToUtc(Next(ChinaTime.DayOf(utc)), hours.MorningFrom);

    /// <summary>Close of business of a day, UTC, whether or not offices work on it .</summary>
    public DateTime CloseOf(DateOnly day) => ChinaTime.ToUtc(day, hours.AfternoonTo);

    /// <summary>Whole minutes of office hours between two UTC moments, the remainder dropped; 0 when the second is not later.</summary>
    public int WorkingMinutes(DateTime fromUtc, DateTime toUtc) => (int)(WorkingTicks(fromUtc, toUtc) / TimeSpan.TicksPerMinute);

    /// <summary>
    /// The UTC moment at which so many minutes of office hours have passed. A sum that is used up exactly at closing ends then, not at the next opening.
    /// </summary>
    /// <param name="fromUtc">UTC moment, inside office hours or not.</param>
    /// <param name="minutes">0 gives <paramref name="fromUtc"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Negative minutes.</exception>
    public DateTime AddWorkingMinutes(DateTime fromUtc, int minutes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minutes);
        if (minutes == 0) return fromUtc;
        var left = TimeSpan.FromMinutes(minutes);
        for (var day = ChinaTime.DayOf(fromUtc); ; day = Next(day))
        {
            if (!IsWorkingDay(day)) continue;
            foreach (var (from, to) in hours.Spans)
            {
                var (opens, closes) = (Later(fromUtc, ChinaTime.ToUtc(day, from)), ChinaTime.ToUtc(day, to));
                if (opens >= closes) continue;
                if (left <= closes - opens) return opens + left;
                left -= closes - opens;
            }
        }
    }

    /// <summary>
    /// Minutes of office hours between two moments without those that fall into the given windows; windows may overlap and are counted once. An open window lasts to the end.
    /// </summary>
    /// <param name="fromUtc">From, UTC.</param>
    /// <param name="toUtc">To, UTC.</param>
    /// <param name="without">Outages or pauses, UTC.</param>
    public int WorkingMinutes(DateTime fromUtc, DateTime toUtc, IEnumerable<(DateTime From, DateTime? To)> without)
    {
        var ticks = WorkingTicks(fromUtc, toUtc);
        var covered = fromUtc;
        foreach (var (from, to) in without.OrderBy(w => w.From))
        {
            var (opens, closes) = (Later(from, covered), Earlier(to ?? toUtc, toUtc));
            ticks -= WorkingTicks(opens, closes);
            covered = Later(covered, closes);
        }
        return (int)(ticks / TimeSpan.TicksPerMinute);
    }

    private long WorkingTicks(DateTime fromUtc, DateTime toUtc)
    {
        if (toUtc <= fromUtc) return 0;
        var ticks = 0L;
        var last = ChinaTime.DayOf(toUtc);
        for (var day = ChinaTime.DayOf(fromUtc); day <= last; day = day.AddDays(1))
        {
            if (!IsWorkingDay(day)) continue;
            foreach (var (from, to) in hours.Spans)
                ticks += Math.Max(0, (Earlier(toUtc, ChinaTime.ToUtc(day, to)) - Later(fromUtc, ChinaTime.ToUtc(day, from))).Ticks);
        }
        return ticks;
    }

    private static (DateOnly Day, TimeOnly Time) Split(DateTime utc)
    {
        var wall = ChinaTime.At(utc);
        return (DateOnly.FromDateTime(wall), TimeOnly.FromDateTime(wall));
    }

    private static DateTime Later(DateTime a, DateTime b) => a > b ? a : b;

    private static DateTime Earlier(DateTime a, DateTime b) => a < b ? a : b;
}
