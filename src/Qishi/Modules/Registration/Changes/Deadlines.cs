using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.Changes;

/// <summary>Limits of applicants: late is noted and shown, never a ground to refuse.</summary>
internal static class Deadlines
{
    /// <summary>Last day to apply after a decision, rolled past days off .</summary>
    public static DueDate ApplyBy(DateOnly decidedOn, string key, Ground ground, WorkingDays days) =>
        days.AddCalendarDays(decidedOn, ground.Rules.Int(key, ground.On), ground.Rules.Flag("deadline.applicantRoll", ground.On));

    public static RuleCheck Line(DateOnly decidedOn, DateOnly appliedOn, string key, Ground ground, WorkingDays days)
    {
        var due = ApplyBy(decidedOn, key, ground, days);
        return appliedOn <= due.Date
            ? new("R-0.6", CheckOutcome.Pass, "申请期限", $"应在{due}前申请，没有逾期", ground.Basis(key))
            : new("R-0.6", CheckOutcome.Note, "申请期限", $"应在{due}前申请，已逾期。可以办理，提醒当事人：没有依法变更登记的，责令改正；拒不改正的，处1万元以上10万元以下的罚款（条例第四十六条）", ground.Basis(key));
    }
}
