using Qishi.Kernel;

namespace Qishi.Modules.Permits.Model;

/// <summary>
/// The limits of 双告知, 双反馈, 双跟踪 (rulebook A §7): they run from the push; claims and results in working days, reminders in calendar days. Numbers come from the
/// parameters of the day each limit begins; pure.
/// </summary>
internal sealed record NoticeClocks(RuleBook Rules, WorkingDays Days)
{
    /// <summary>The department must have been told by then.</summary>
    public DateTime PushBy(DateTime issuedAt) => issuedAt.AddHours(Rules.Int("notify.pushHours", ChinaTime.DayOf(issuedAt)));

    public Limit ClaimDue(DateTime pushedAt) => Working(pushedAt, "feedback.claimWD");

    public Limit ResultDue(DateTime claimedAt) => Working(claimedAt, "feedback.resultWD");

    /// <summary>Days after the push at which a missing permit is asked after, ascending.</summary>
    public IReadOnlyList<int> ReminderDays(DateTime pushedAt) => [.. Rules.Ints("track.remindDays", ChinaTime.DayOf(pushedAt)).Order()];

    /// <summary>The moment of the n-th reminder (0 is the first); null when there is none.</summary>
    public DateTime? Reminder(DateTime pushedAt, int n) =>
        ReminderDays(pushedAt) is var all && n < all.Count ? ChinaTime.ToUtc(ChinaTime.DayOf(pushedAt).AddDays(all[n]), Days.Hours.MorningFrom) : null;

    /// <summary>The moment at which an unclaimed notice goes one step higher (0: the department's head, 1: the joint office); null when there is none.</summary>
    public DateTime? Escalation(DateTime pushedAt, int step)
    {
        var on = ChinaTime.DayOf(pushedAt);
        var steps = Rules.Ints("feedback.escalateWD", on);
        // The day itself is still in time: the step is taken when it is over.
        return step < steps.Count ? Days.CloseOf(Days.AddWorkingDays(on, steps[step]).Date) : null;
    }

    private Limit Working(DateTime from, string key)
    {
        var day = ChinaTime.DayOf(from);
        var due = Days.AddWorkingDays(day, Rules.Int(key, day));
        return new Limit(Days.CloseOf(due.Date), due.Provisional);
    }
}

/// <summary>The end of a limit, UTC; provisional when it was counted through a year without a calendar.</summary>
internal sealed record Limit(DateTime DueUtc, bool Provisional);
