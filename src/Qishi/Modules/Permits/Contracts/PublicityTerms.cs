using Qishi.Kernel;

namespace Qishi.Modules.Permits.Contracts;

/// <summary>双公示 (rulebook A §7): by when permits and penalties are made public, and until when penalties stay so. Numbers from dated parameters, chosen by the day of the decision.</summary>
public static class PublicityTerms
{
    /// <summary>Last day to send a permit or a penalty to the credit platform.</summary>
    public static DueDate ToCreditPlatform(DateOnly decidedOn, RuleBook rules, WorkingDays days) => days.AddWorkingDays(decidedOn, rules.Int("publicity.creditWD", decidedOn));

    /// <summary>Last day to publish a penalty in the national enterprise publicity system.</summary>
    public static DueDate ToPublicitySystem(DateOnly decidedOn, RuleBook rules, WorkingDays days) => days.AddWorkingDays(decidedOn, rules.Int("publicity.necipsWD", decidedOn));

    /// <summary>The day a penalty stops being shown. It is a notice period: it does not roll past days off .</summary>
    /// <param name="publishedOn">Day of publication.</param>
    /// <param name="light">Only public criticism or a small fine.</param>
    /// <param name="rules">Parameters.</param>
    /// <param name="days">Calendar.</param>
    public static DueDate StopsOn(DateOnly publishedOn, bool light, RuleBook rules, WorkingDays days) =>
        days.AddMonths(publishedOn, rules.Int(light ? "publicity.lightMonths" : "publicity.otherMonths", publishedOn), roll: false);
}
