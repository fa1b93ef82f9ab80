using Qishi.Kernel;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Operations.ComputeDeadline;

/// <summary>A limit to be counted, as typed or as it stands in the address.</summary>
public sealed record DeadlineQuestion(string? Start, string? Count, string? Unit, bool Rolls);

/// <summary>The last day with every step of the count.</summary>
public sealed record DeadlineAnswer(DateOnly Start, TimeLimit Limit, DueDate Due);

/// <summary>Counts a legal limit and explains the count (rulebook A §13): which days counted, which did not and why.</summary>
internal sealed class ComputeDeadlineHandler(IRules rules, TimeProvider clock)
{
    public static IReadOnlyDictionary<string, (LimitUnit Unit, string Word)> Units { get; } = new Dictionary<string, (LimitUnit, string)>
    {
        ["wd"] = (LimitUnit.WorkingDays, "个工作日"),
        ["cd"] = (LimitUnit.CalendarDays, "天（自然日）"),
        ["month"] = (LimitUnit.Months, "个月"),
        ["year"] = (LimitUnit.Years, "年"),
    };

    public async Task<Result<DeadlineAnswer>> HandleAsync(DeadlineQuestion question, CancellationToken ct) =>
        Decide(question, await rules.WorkingDaysAsync(ct), clock.Today());

    internal static Result<DeadlineAnswer> Decide(DeadlineQuestion question, WorkingDays days, DateOnly today)
    {
        var problems = new List<Problem>();
        var start = TypedDay.Parse(question.Start, today);
        if (!start.Ok)
            problems.AddRange(start.Problems.Select(p => p.At("start")));
        else if (start.Value.Year is < 1900 or > 2200)
            problems.Add(new("start-range", $"起算日{start.Value:yyyy-MM-dd}太远。请填写1900年至2200年的日子", "start"));
        if (!int.TryParse(NormalisedText.HalfWidth(question.Count ?? ""), out var count) || count is < 1 or > 3650)
            problems.Add(new("count-range", $"“{question.Count}”不是期限。请填写1至3650的整数", "count"));
        if (question.Unit is null || !Units.TryGetValue(question.Unit, out var unit))
        {
            problems.Add(new("unit-unknown", "请选择期限的单位：工作日、自然日、月或年", "unit"));
            return Result<DeadlineAnswer>.Refused(problems);
        }

        if (problems.Count > 0)
            return Result<DeadlineAnswer>.Refused(problems);
        var limit = new TimeLimit(count, unit.Unit, question.Rolls);
        return new DeadlineAnswer(start.Value, limit, limit.DueFrom(start.Value, days));
    }
}
