using Qishi.Kernel;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.Exit;

/// <summary>Days of a simplified deregistration: objections until, may apply from and until.</summary>
internal sealed record SimpleWindow(DateOnly ObjectUntil, DateOnly ApplyFrom, DueDate ApplyUntil);

/// <summary>Limits of an exit by liquidation (rulebook A §10.3).</summary>
internal sealed record LiquidationDates(DueDate FormBy, DueDate PublishBy, DueDate AnnounceBy);

/// <summary>The days of exit. Pure.</summary>
internal static class ExitRules
{
    /// <summary>Enterprises: 20 plain days of notice, then 20 days to apply, the last rolled past days off .</summary>
    public static SimpleWindow Simple(DateOnly published, Ground ground, WorkingDays days)
    {
        var until = days.AddCalendarDays(published, ground.Rules.Int("simple.noticeCD", ground.On), ground.Rules.Flag("notice.extendOnHoliday", ground.On)).Date;
        var apply = days.AddCalendarDays(until, ground.Rules.Int("simple.applyCD", ground.On) + ground.Rules.Int("simple.applyExtensionCD", ground.On), ground.Rules.Flag("deadline.applicantRoll", ground.On));
        return new(until, until.AddDays(1), apply);
    }

    /// <summary>Sole traders: no publication; departments may object for 10 days, then direct deregistration .</summary>
    public static DateOnly SoleTraderObjectUntil(DateOnly applied, Ground ground) => applied.AddDays(ground.Rules.Int("simple.individualObjectionCD", ground.On));

    public static LiquidationDates Liquidation(DateOnly cause, DateOnly formed, Ground ground, WorkingDays days)
    {
        var roll = ground.Rules.Flag("deadline.applicantRoll", ground.On);
        return new(
            days.AddCalendarDays(cause, ground.Rules.Int("liquidation.formCD", ground.On), roll),
            days.AddCalendarDays(formed, ground.Rules.Int("liquidation.publishCD", ground.On), roll),
            days.AddCalendarDays(formed, ground.Rules.Int("liquidation.announceCD", ground.On), roll));
    }

    /// <summary>First day on which deregistration may be applied for: the 45th day after the announcement must have passed (R-10.20, rulings).</summary>
    public static DateOnly DeregistrationFrom(DateOnly announced, Ground ground) => Anniversary.FirstDayAfter(announced, ground.Rules.Int("dereg.creditorCD", ground.On));

    /// <summary>Companies revoked, closed or cancelled: candidates once three full years have passed .</summary>
    public static DateOnly ForcedCandidateFrom(DateOnly since, Ground ground) => since.AddYears(ground.Rules.Int("forced.afterYears", ground.On));

    public static DateOnly ForcedNoticeEnd(DateOnly announced, Ground ground) => announced.AddDays(ground.Rules.Int("forced.noticeCD", ground.On));
}
