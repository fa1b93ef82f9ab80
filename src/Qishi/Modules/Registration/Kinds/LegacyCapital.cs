using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.Kinds;

/// <summary>
/// Companies from before the five-year limit (R-1.12, 国务院关于实施公司法注册资本登记管理制度的规定 art. 2): what is still to be paid must end within five years of the day after the
/// adjustment's last day; promoters pay in full by that day.
/// </summary>
internal static class LegacyCapital
{
    /// <summary>Last day a contribution of a company of that time may fall on; null when the rule does not concern the entity.</summary>
    public static DateOnly? Latest(EntityKind kind, DateOnly establishedOn, Ground ground)
    {
        var sheet = KindBook.Of(kind);
        if (sheet.Family != KindFamily.Company || ground.Rules.Int("capital.maxYears", establishedOn) > 0 || ground.Rules.Int("capital.maxYears", ground.On) is not (> 0 and var years))
            return null;
        var by = AdjustBy(ground);
        return sheet.IsJointStock ? by : by.AddDays(1).AddYears(years).AddDays(-1);
    }

    public static DateOnly AdjustBy(Ground ground) => ground.Rules.Day("capital.legacyAdjustBy", ground.On);

    public static bool MustAdjust(EntityKind kind, DateOnly establishedOn, IEnumerable<DateOnly> dueOn, Ground ground) =>
        Latest(kind, establishedOn, ground) is { } latest && dueOn.Any(d => d > latest);
}
