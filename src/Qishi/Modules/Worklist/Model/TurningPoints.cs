using Qishi.Kernel;

namespace Qishi.Modules.Worklist.Model;

/// <summary>
/// The moments (UTC) at which a running clock turns amber, red and over: the same borders as <see cref="CaseClock.ReadAt"/>, turned into times, so that thousands of
/// items can be sorted into groups by comparing columns. Items have no pauses: an item whose clock stops is closed and opened again.
/// </summary>
internal sealed record TurningPoints(DateTime AmberAt, DateTime RedAt, DateTime OverAt)
{
    private const int ShortLimit = 2, AmberDaysLeft = 5, RedDaysLeft = 2;

    public static TurningPoints Of(DateTime start, DateTime due, WorkingDays days, int amberPercent, int redPercent)
    {
        var dueDay = ChinaTime.DayOf(due);
        // A due moment at closing stands for its whole day; any other is sharp, and past it means over.
        var over = due == days.CloseOf(dueDay) ? ChinaTime.ToUtc(dueDay.AddDays(1), TimeOnly.MinValue) : due.AddTicks(1);
        if (days.Between(ChinaTime.DayOf(start), dueDay) > ShortLimit)
            return new(FirstDayWith(AmberDaysLeft, dueDay, days), FirstDayWith(RedDaysLeft, dueDay, days), over);
        var total = Math.Max(days.WorkingMinutes(start, due), 0);
        return new(At(amberPercent), At(redPercent), over);

        DateTime At(int percent) => total == 0 ? due : days.AddWorkingMinutes(start, (total * percent + 99) / 100);
    }

    private static DateTime FirstDayWith(int daysLeft, DateOnly dueDay, WorkingDays days)
    {
        var day = dueDay;
        while (days.Between(day.AddDays(-1), dueDay) <= daysLeft)
            day = day.AddDays(-1);
        return ChinaTime.ToUtc(day, TimeOnly.MinValue);
    }
}
