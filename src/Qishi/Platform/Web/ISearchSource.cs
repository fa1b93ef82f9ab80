using Qishi.Platform.Auth;

namespace Qishi.Platform.Web;

/// <summary>Socket of the one search box: a module finds its records and links to its own pages. Register it in the module's AddServices.</summary>
public interface ISearchSource
{
    /// <summary>Head of the group, e.g. 企业.</summary>
    string Group { get; }

    /// <summary>Order of the group on the page.</summary>
    int Order { get; }

    /// <summary>Address to go to at once when the text is exactly one record (a credit code, a case number); null when it is not this module's.</summary>
    Task<string?> GoToAsync(string text, Actor actor, CancellationToken ct) => Task.FromResult<string?>(null);

    /// <summary>At most <paramref name="limit"/> hits the actor may see; personal data masked.</summary>
    Task<IReadOnlyList<SearchHit>> FindAsync(string text, int limit, Actor actor, CancellationToken ct);
}

/// <summary>A hit: words, address, a line below.</summary>
public sealed record SearchHit(string Text, string Url, string? Note = null);
