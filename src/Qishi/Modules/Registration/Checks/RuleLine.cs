using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;

namespace Qishi.Modules.Registration.Checks;

/// <summary>One line of the registrar's rule checks: the problems it covers decide the result; without any it passes, or is a note.</summary>
internal sealed record RuleLine(string Id, string Title, string Basis, Func<Problem, bool> Covers)
{
    /// <summary>What was compared, shown when it passes.</summary>
    public string? Found { get; init; }

    /// <summary>Not a failure, but to be seen or judged.</summary>
    public (CheckOutcome Outcome, string Detail, string? Field, string? Url)? Otherwise { get; init; }

    public RuleCheck Judge(IEnumerable<Problem> problems)
    {
        var mine = problems.Where(Covers).ToList();
        if (mine.Count > 0)
            return new(Id, CheckOutcome.Fail, Title, string.Join("；", mine.Select(p => p.Sentence)), Basis, mine[0].Field);
        return Otherwise is { } other
            ? new(Id, other.Outcome, Title, other.Detail, Basis, other.Field, other.Url)
            : new(Id, CheckOutcome.Pass, Title, Found, Basis);
    }

    public static Func<Problem, bool> Rule(params string[] rules) => p => p.Rule is { } rule && rules.Contains(rule);

    public static Func<Problem, bool> Code(params string[] starts) => p => starts.Any(s => p.Code.StartsWith(s, StringComparison.Ordinal));
}
