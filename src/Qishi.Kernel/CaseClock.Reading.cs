namespace Qishi.Kernel;

public sealed partial record CaseClock
{
    // ux 2.7: limits up to two working days turn by shares of working minutes, longer ones by working days left.
    private const int ShortLimit = 2;
    private const int AmberDaysLeft = 5;
    private const int RedDaysLeft = 2;

    /// <summary>What the clock shows (ux 2.7, R-5.25).</summary>
    /// <param name="nowUtc">The moment of reading, UTC.</param>
    /// <param name="days">The calendar.</param>
    /// <param name="amberPercent">Share of working minutes at which a limit of at most two working days turns amber, e.g. 50.</param>
    /// <param name="redPercent">Share at which it turns red, e.g. 80.</param>
    public ClockReading ReadAt(DateTime nowUtc, WorkingDays days, int amberPercent, int redPercent)
    {
        var at = Earlier(nowUtc, StoppedUtc ?? nowUtc);
        var due = DueWithPauses(at, days);
        var pauses = Merged(at).Select(p => (p.From, (DateTime?)days.NextOpeningAfter(p.To))).ToList();
        var total = Math.Max(days.WorkingMinutes(StartUtc, due, pauses), 0);
        var used = Math.Max(days.WorkingMinutes(StartUtc, at, pauses), 0);
        var percent = total == 0 ? (at >= due ? 100 : 0) : (int)Math.Min(100, used * 100L / total);
        var state = StateAt(at, due, percent, days, amberPercent, redPercent);
        return new ClockReading(state, used, total, percent, Text(state, at, due, days), due);
    }

    private ClockState StateAt(DateTime at, DateTime due, int percent, WorkingDays days, int amberPercent, int redPercent)
    {
        var late = IsLate(at, due, days);
        if (StoppedUtc is { } stopped && stopped <= at) return late ? ClockState.StoppedLate : ClockState.StoppedOnTime;
        if (at < StartUtc) return ClockState.NotStarted;
        if (late) return ClockState.Over;
        if (OpenPause(at) is not null) return ClockState.Paused;
        var limit = days.Between(ChinaTime.DayOf(StartUtc), ChinaTime.DayOf(DueUtc));
        if (limit <= ShortLimit) return percent >= redPercent ? ClockState.Red : percent >= amberPercent ? ClockState.Amber : ClockState.Running;
        var left = days.Between(ChinaTime.DayOf(at), ChinaTime.DayOf(due));
        return left <= RedDaysLeft ? ClockState.Red : left <= AmberDaysLeft ? ClockState.Amber : ClockState.Running;
    }

    private static bool IsLate(DateTime at, DateTime due, WorkingDays days)
    {
        var dueDay = ChinaTime.DayOf(due);
        return due == days.CloseOf(dueDay) ? ChinaTime.DayOf(at) > dueDay : at > due;
    }

    private string Text(ClockState state, DateTime at, DateTime due, WorkingDays days)
    {
        var (today, dueDay) = (ChinaTime.DayOf(at), ChinaTime.DayOf(due));
        return state switch
        {
            ClockState.NotStarted => ClockWords.Word(state),
            ClockState.StoppedOnTime => ClockWords.Word(state),
            ClockState.StoppedLate => Excess(at, due, days) is { } by ? $"超期{by}办结" : "超期办结",
            ClockState.Over => Excess(at, due, days) is { } by ? $"超{by}" : "已超期",
            ClockState.Paused => PauseText(at),
            _ when Unit == ClockUnit.CalendarDays => dueDay > today ? $"剩{dueDay.DayNumber - today.DayNumber}天（自然日）" : "今天截止",
            _ => Left(at, due, today, dueDay, days),
        };
    }

    private static string Left(DateTime at, DateTime due, DateOnly today, DateOnly dueDay, WorkingDays days)
    {
        var minutes = days.WorkingMinutes(at, due);
        var left = days.Between(today, dueDay);
        if (left > 0 && minutes >= days.Hours.MinutesPerDay) return $"剩{left}个工作日";
        return minutes > 0 ? $"剩{ClockWords.Duration(minutes)}" : "今天内办结";
    }

    // Null: late, but not by a whole unit; a day off after the due day counts no working day (rulings, Time).
    private string? Excess(DateTime at, DateTime due, WorkingDays days)
    {
        var (today, dueDay) = (ChinaTime.DayOf(at), ChinaTime.DayOf(due));
        var over = Unit == ClockUnit.CalendarDays ? today.DayNumber - dueDay.DayNumber : days.Between(dueDay, today);
        if (over > 0) return Unit == ClockUnit.CalendarDays ? $"{over}天（自然日）" : $"{over}个工作日";
        return days.WorkingMinutes(due, at) is > 0 and var minutes ? ClockWords.Duration(minutes) : null;
    }

    private string PauseText(DateTime at)
    {
        var pause = OpenPause(at)!.Value;
        var since = ChinaTime.DayOf(at).DayNumber - ChinaTime.DayOf(pause.From).DayNumber;
        return since > 0 ? $"{pause.Reason}，已停{since}天" : $"{pause.Reason}，今天起停";
    }

    private (DateTime From, DateTime? To, string Reason)? OpenPause(DateTime at)
    {
        foreach (var pause in Pauses)
        {
            if (pause.From <= at && (pause.To is null || at < pause.To)) return pause;
        }
        return null;
    }
}
