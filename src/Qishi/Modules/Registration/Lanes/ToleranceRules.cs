using Qishi.Kernel;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.Lanes;

/// <summary>The rules of tolerant acceptance (rulebook A §10.1). Pure.</summary>
internal static class ToleranceRules
{
    /// <summary>Model by the whitelist of kinds: on it B (issue first), else A (R-10.1).</summary>
    public static GapModel ModelOf(EntityKind? kind, Ground ground) => ground.Rules.Text("tolerance.model", ground.On) switch
    {
        "A" => GapModel.A,
        "B" => GapModel.B,
        _ => kind is { } k && ground.Rules.Texts("tolerance.whitelist", ground.On).Contains(k.ToString(), StringComparer.OrdinalIgnoreCase) ? GapModel.B : GapModel.A,
    };

    /// <summary>Last day to cure, counted from acceptance or issue (R-10.3).</summary>
    public static DueDate CureBy(GapModel model, DateOnly from, Ground ground, WorkingDays days) => days.AddWorkingDays(from, ground.Rules.Int($"tolerance.cureWD.{model}", ground.On));

    /// <summary>Day of the one reminder (R-10.3).</summary>
    public static DateOnly RemindOn(DateOnly cureBy, Ground ground, WorkingDays days) => days.AddWorkingDays(cureBy, -ground.Rules.Int("tolerance.remindWD", ground.On)).Date;

    /// <summary>Why an application cannot be tolerated: an essential paper, other defects, an earlier failure (R-10.2, R-10.5).</summary>
    public static IEnumerable<Problem> Hindrances(ActSheet sheet, IReadOnlyList<ActPaper> missing, DateTime? failedAt, DateOnly today, Ground ground)
    {
        foreach (var paper in missing.Where(p => !p.Tolerable))
            yield return new("not-tolerable", $"“{paper.Word}”是主要材料，不能容缺", null, "R-10.2");
        if (missing.Count == 0)
            yield return new("nothing-missing", "材料已经齐全，不用容缺");
        if (sheet.Problems.Count > 0)
            yield return new("other-defects", $"还有其他问题，不能只作容缺：{sheet.Problems[0].Sentence}", null, "R-10.2");
        if (failedAt is { } at && Anniversary.IsWithinMonths(ChinaTime.DayOf(at), ground.Rules.Int("tolerance.excludeMonths", ground.On), today))
            yield return new("failed-before", $"申请人{ChinaTime.FullDay(ChinaTime.DayOf(at))}容缺逾期未补，{ground.Rules.Int("tolerance.excludeMonths", ground.On)}个月内不再适用容缺", null, "R-10.5");
    }
}
