using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Qishi.Kernel;

/// <summary>
/// All dated rule parameters; a case uses the version that holds on the day of its event. Immutable and thread-safe. Every reader throws
/// <see cref="MissingRuleException"/>, naming key and day, when the key is unknown, has no value on that day or a value of another form.
/// </summary>
public sealed class RuleBook
{
    private readonly Dictionary<string, RuleParameter[]> byKey;

    /// <summary>Builds the book.</summary>
    /// <param name="parameters">All versions of all parameters.</param>
    /// <exception cref="ArgumentException">Two versions of a key hold on the same day, or one ends before it begins; see <see cref="Check"/>.</exception>
    public RuleBook(IEnumerable<RuleParameter> parameters)
    {
        byKey = parameters.GroupBy(p => p.Key).ToDictionary(g => g.Key, g => g.OrderBy(p => p.From ?? DateOnly.MinValue).ToArray(), StringComparer.Ordinal);
        if (Check(byKey.Values.SelectMany(v => v)) is [var first, ..]) throw new ArgumentException(first.Sentence, nameof(parameters));
    }

    /// <summary>All versions in the order of key and first day.</summary>
    public IEnumerable<RuleParameter> All => byKey.OrderBy(k => k.Key, StringComparer.Ordinal).SelectMany(k => k.Value);

    /// <summary>What is wrong with a set of versions, in Chinese, for the page that edits them: <c>rule-period</c>, <c>rule-overlap</c>; empty when all is well.</summary>
    public static IReadOnlyList<Problem> Check(IEnumerable<RuleParameter> parameters)
    {
        var problems = new List<Problem>();
        foreach (var versions in parameters.GroupBy(p => p.Key).Select(g => g.OrderBy(p => p.From ?? DateOnly.MinValue).ToArray()))
        {
            problems.AddRange(versions.Where(v => v.To < v.From).Select(v => new Problem("rule-period", $"参数“{v.Key}”的停用日早于启用日。请修改", Rule: "R-0.1")));
            problems.AddRange(versions.Zip(versions.Skip(1)).Where(v => v.First.To is null || v.Second.From is null || v.Second.From <= v.First.To)
                .Select(v => new Problem("rule-overlap", $"参数“{v.First.Key}”有两个值在同一天有效（{v.First.Value}、{v.Second.Value}）。请先填写旧值的停用日", Rule: "R-0.1")));
        }
        return problems;
    }

    /// <summary>The version that holds on a day.</summary>
    public RuleParameter Find(string key, DateOnly on) =>
        !byKey.TryGetValue(key, out var versions) ? throw new MissingRuleException($"There is no rule parameter '{key}' (asked for {on:yyyy-MM-dd}).")
        : versions.FirstOrDefault(v => v.HoldsOn(on)) ?? throw new MissingRuleException($"Rule parameter '{key}' has no value on {on:yyyy-MM-dd}.");

    /// <summary>A whole number, in the unit of the parameter.</summary>
    [SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "It names the form of the value, as its siblings do.")]
    public int Int(string key, DateOnly on) => Number(key, on, Find(key, on).Value);

    /// <summary>The text as stored.</summary>
    public string Text(string key, DateOnly on) => Find(key, on).Value;

    /// <summary>A switch: true or false.</summary>
    public bool Flag(string key, DateOnly on) => bool.TryParse(Text(key, on), out var flag) ? flag : throw Form(key, on, "true or false");

    /// <summary>A day, stored as 2026-01-31.</summary>
    public DateOnly Day(string key, DateOnly on) =>
        DateOnly.TryParseExact(Text(key, on), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw Form(key, on, "a day");

    /// <summary>Whole numbers divided by commas; empty for "".</summary>
    public IReadOnlyList<int> Ints(string key, DateOnly on) => [.. Texts(key, on).Select(t => Number(key, on, t))];

    /// <summary>Words divided by commas, trimmed; empty for "".</summary>
    public IReadOnlyList<string> Texts(string key, DateOnly on) => Text(key, on).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static int Number(string key, DateOnly on, string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) ? number : throw Form(key, on, "a whole number");

    private static MissingRuleException Form(string key, DateOnly on, string form) => new($"Rule parameter '{key}' is not {form} on {on:yyyy-MM-dd}.");
}
