namespace Qishi.Kernel;

/// <summary>
/// A time limit of a case: it starts when the case is accepted, pauses while others are to act, and stops with the decision or the delivery.
/// </summary>
/// <param name="StartUtc">Acceptance, UTC. Work received outside office hours starts at the next opening .</param>
/// <param name="DueUtc">
/// The due moment as if there were no pause, UTC. A moment at the close of a day stands for the whole day: what is done on that day is in time (R-13.20, M1);
/// any other moment is sharp.
/// </param>
/// <param name="Provisional">暂定: the due moment lies in or beyond a year whose calendar is not published.</param>
/// <param name="Pauses">
/// Lawful pauses with their reason, e.g. 等申请人补正; one without an end goes on. Working days after the day a pause began, up to and with the day it ended, do not count:
/// the due moment moves by as many (resumes on the next working day, R-13.2).
/// </param>
/// <param name="StoppedUtc">When the clock stopped for good; null while it runs.</param>
public sealed partial record CaseClock(DateTime StartUtc, DateTime DueUtc, bool Provisional, IReadOnlyList<(DateTime From, DateTime? To, string Reason)> Pauses, DateTime? StoppedUtc)
{
    /// <summary>Unit of the limit; working days unless said otherwise.</summary>
    public ClockUnit Unit { get; init; }

    /// <summary>
    /// The clock of work received at a moment with a limit in working days: starts at once or at the next opening, due at close of the n-th working day after.
    /// </summary>
    /// <param name="receivedUtc">When it was received or accepted, UTC.</param>
    /// <param name="workingDays">The limit, at least 1.</param>
    /// <param name="days">The calendar.</param>
    public static CaseClock Starting(DateTime receivedUtc, int workingDays, WorkingDays days)
    {
        var start = days.NextOpening(receivedUtc);
        var due = days.AddWorkingDays(ChinaTime.DayOf(start), workingDays);
        return new CaseClock(start, days.CloseOf(due.Date), due.Provisional || !days.IsPublished(ChinaTime.DayOf(start).Year), [], null);
    }

    /// <summary>The due moment, UTC, moved by the pauses that have begun by <paramref name="nowUtc"/> (or by the stop).</summary>
    public DateTime DueWithPauses(DateTime nowUtc, WorkingDays days)
    {
        var until = Earlier(nowUtc, StoppedUtc ?? nowUtc);
        var due = DueUtc;
        foreach (var (from, to) in Merged(until))
        {
            if (from >= due) break;
            var (first, last) = (ChinaTime.DayOf(from), ChinaTime.DayOf(to));
            due = Unit == ClockUnit.CalendarDays ? due.AddDays(last.DayNumber - first.DayNumber) : Moved(due, days.Between(first, last), days);
        }
        return due;
    }

    // The moment keeps its time of day; only the day moves.
    private static DateTime Moved(DateTime due, int byWorkingDays, WorkingDays days)
    {
        if (byWorkingDays == 0) return due;
        var day = ChinaTime.DayOf(due);
        return due.AddDays(days.AddWorkingDays(day, byWorkingDays).Date.DayNumber - day.DayNumber);
    }

    // Overlapping pauses are one pause.
    private List<(DateTime From, DateTime To)> Merged(DateTime until)
    {
        var merged = new List<(DateTime From, DateTime To)>();
        foreach (var (from, to, _) in Pauses.Where(p => p.From < until).OrderBy(p => p.From))
        {
            var end = Earlier(to ?? until, until);
            if (merged.Count > 0 && from <= merged[^1].To) merged[^1] = (merged[^1].From, end > merged[^1].To ? end : merged[^1].To);
            else if (end > from) merged.Add((from, end));
        }
        return merged;
    }

    private static DateTime Earlier(DateTime a, DateTime b) => a < b ? a : b;
}
