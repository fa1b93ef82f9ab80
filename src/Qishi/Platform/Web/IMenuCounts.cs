using Qishi.Platform.Auth;

namespace Qishi.Platform.Web;

/// <summary>Socket: numbers beside menu lines, by address. They count only what waits for this person. Register it in the module's AddServices.</summary>
public interface IMenuCounts
{
    Task<IReadOnlyDictionary<string, int>> CountAsync(Actor actor, CancellationToken ct);
}
