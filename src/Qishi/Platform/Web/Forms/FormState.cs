using Qishi.Kernel;

namespace Qishi.Platform.Web;

/// <summary>What the controls inside a form know of it: the prefix of the posted names and the problems found by the last post.</summary>
public sealed record FormState(string Prefix, IReadOnlyList<Problem> Problems)
{
    /// <summary>Outside a form, e.g. the filters of a list: names stand as they are.</summary>
    public static FormState None { get; } = new("", []);

    /// <summary>Name on the wire, e.g. <c>Form.People[0].Name</c>.</summary>
    public string WireName(string field) => Prefix.Length == 0 ? field : $"{Prefix}.{field}";

    /// <summary>The sentences that belong to this field, or to a part of it when <paramref name="deep"/>.</summary>
    public IEnumerable<string> ErrorsOf(string field, bool deep = false) => Problems
        .Where(p => p.Field is { } f && (f == field || (deep && (f.StartsWith(field + ".", StringComparison.Ordinal) || f.StartsWith(field + "[", StringComparison.Ordinal)))))
        .Select(p => p.Sentence)
        .Distinct();

    /// <summary>Element id of a field: the summary links to it.</summary>
    public static string IdOf(string field) => "f-" + string.Create(field.Length, field, static (span, f) =>
    {
        for (var i = 0; i < f.Length; i++)
            span[i] = char.IsLetterOrDigit(f[i]) ? f[i] : '-';
    });
}
