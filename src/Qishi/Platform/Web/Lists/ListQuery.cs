using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Primitives;

namespace Qishi.Platform.Web;

/// <summary>State of a list as the address carries it: filters, page, size, sort. Every state of a list is an address.</summary>
public sealed class ListQuery
{
    public const int HighestRow = 10_000;
    private static readonly int[] Sizes = [20, 50, 100];
    private readonly string path;
    private readonly Dictionary<string, StringValues> values;

    private ListQuery(string path, Dictionary<string, StringValues> values) => (this.path, this.values) = (path, values);

    /// <summary>One-based.</summary>
    public int Page => Math.Clamp(Number("page") ?? 1, 1, HighestRow / Size);

    public int Size => Number("size") is { } size && Sizes.Contains(size) ? size : 50;
    public string? Sort => Text("sort")?.TrimStart('-');
    public bool Descending => Text("sort")?.StartsWith('-') == true;
    public static IReadOnlyList<int> PageSizes => Sizes;

    public static ListQuery From(HttpContext http) =>
        new(http.Request.Path.Value ?? "/", http.Request.Query.ToDictionary(q => q.Key, q => q.Value, StringComparer.Ordinal));

    /// <summary>A filter's text, trimmed; null when it is not set.</summary>
    public string? Text(string name) => values.TryGetValue(name, out var v) && v.ToString().Trim() is { Length: > 0 and <= 200 } text ? text : null;

    /// <summary>All values of a filter that may be given several times.</summary>
    public IReadOnlyList<string> Texts(string name) => values.TryGetValue(name, out var v) ? [.. v.OfType<string>().Where(s => s.Length > 0)] : [];

    public int? Number(string name) => int.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;

    public DateOnly? Day(string name) => Text(name) is { } text && TypedDate.TryParse(text, null, out var day) ? day : null;

    /// <summary>A filter that is one of an enum's names; null when it is not set or is something else (a number is no name).</summary>
    public T? Choice<T>(string name) where T : struct, Enum => Enum.TryParse<T>(Text(name), out var value) && Enum.IsDefined(value) ? value : null;

    /// <summary>The same list with one thing changed; null removes it. Changing anything but the page goes back to page one.</summary>
    public string With(string name, string? value)
    {
        var builder = new QueryBuilder();
        foreach (var (key, old) in values)
            if (key != name && (key != "page" || name == "page"))
                builder.Add(key, old.OfType<string>());
        if (!string.IsNullOrEmpty(value))
            builder.Add(name, value);
        var query = builder.ToQueryString().Value;
        return string.IsNullOrEmpty(query) ? path : path + query;
    }

    /// <summary>The same query at another path, e.g. the export of this list.</summary>
    public string At(string otherPath) => otherPath + new QueryBuilder(values.Where(v => v.Key != "page")).ToQueryString().Value;

    public string Clear => path;

    /// <summary>Values of the query that a GET form must carry on as hidden fields.</summary>
    public IEnumerable<(string Name, string Value)> Carried => from v in values where v.Key is "sort" or "size" from s in v.Value select (v.Key, s!);
}
