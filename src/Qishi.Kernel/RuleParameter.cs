namespace Qishi.Kernel;

/// <summary>One legal or local number with the days on which it holds .</summary>
/// <param name="Key">E.g. <c>opening.promisedWorkdays</c>.</param>
/// <param name="Value">As text: a whole number, a word, true or false, a day 2026-01-31, or a list divided by commas.</param>
/// <param name="Unit">Unit in Chinese, e.g. 个工作日; "" for none.</param>
/// <param name="From">First day it holds; null: always before.</param>
/// <param name="To">Last day it holds, inclusive; null: until further notice.</param>
/// <param name="Source">The law or notice.</param>
/// <param name="Article">Article of the source; "" for none.</param>
/// <param name="Confidence">How sure we are: the tag of the rulebook, e.g. V, K, LOCAL, DESIGN.</param>
public sealed record RuleParameter(string Key, string Value, string Unit, DateOnly? From, DateOnly? To, string Source, string Article, string Confidence)
{
    /// <summary>True when the value holds on <paramref name="day"/>.</summary>
    public bool HoldsOn(DateOnly day) => (From is null || From <= day) && (To is null || day <= To);
}
