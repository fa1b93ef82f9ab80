namespace Qishi.Modules.Worklist.Contracts;

/// <summary>To-do items with their clocks (待办、时限). Opened and closed with the change that makes and ends them, in the same transaction.</summary>
public interface IWorklist
{
    /// <summary>Opens an item, or replaces the open item of the same key.</summary>
    Task OpenAsync(NewWorkItem item, CancellationToken ct);

    /// <summary>The same for many at once, whose keys differ: what is open is asked for in few questions.</summary>
    Task OpenAllAsync(IReadOnlyList<NewWorkItem> items, CancellationToken ct);

    /// <summary>Closes the item of a key; nothing happens when none is open.</summary>
    Task CloseAsync(string key, CancellationToken ct);

    /// <summary>Gives the open item of a key another limit (a provisional day counted again); nothing happens when none is open.</summary>
    Task MoveDueAsync(string key, DateTime dueUtc, bool provisional, CancellationToken ct);

    /// <summary>Hands an item to a person.</summary>
    Task AssignAsync(string key, Guid accountId, CancellationToken ct);

    /// <summary>How many open items wait for a role in a unit.</summary>
    Task<int> CountAsync(string role, string? unit, CancellationToken ct);
}

/// <param name="Key">Unique while open, e.g. <c>startup.review:KB…</c>.</param>
/// <param name="Kind">Group of items, Chinese: 企业开办.</param>
/// <param name="Title">What it concerns, e.g. the firm's name.</param>
/// <param name="Act">What to do: 审查.</param>
/// <param name="Url">Where to do it.</param>
/// <param name="Role">Role that may do it.</param>
/// <param name="Unit">Unit (department, outlet, station) it belongs to; null for the role everywhere.</param>
/// <param name="Person">Person it waits for; null for anyone of the role.</param>
/// <param name="StartUtc">Start of its limit.</param>
/// <param name="DueUtc">End of its limit; null when it has none.</param>
/// <param name="Provisional">The due date falls in a year whose calendar is not published.</param>
/// <param name="Priority">Green channel and the like come first among equals: higher first.</param>
/// <param name="Tags">Outlined tags: 口述办照, 绿色通道：老年人, 银行网点.</param>
/// <param name="Watcher">Person who handed it on and sees it among 等别人; it never waits for this person (a first reviewer does not review again).</param>
public sealed record NewWorkItem(
    string Key, string Kind, string Title, string Act, string Url, string Role, string? Unit, Guid? Person,
    DateTime StartUtc, DateTime? DueUtc, bool Provisional = false, int Priority = 0, IReadOnlyList<string>? Tags = null, Guid? Watcher = null);
