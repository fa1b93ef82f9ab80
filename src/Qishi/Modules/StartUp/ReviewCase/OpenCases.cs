using System.Collections.Concurrent;

namespace Qishi.Modules.StartUp.ReviewCase;

/// <summary>
/// Who has a case on the screen, so that two do not read the same one without knowing (I7). A courtesy kept in memory: nothing rests on it, the row version decides.
/// </summary>
internal sealed class OpenCases(TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<(string CaseNo, Guid Account), (string Name, DateTimeOffset At)> seen = new();

    /// <summary>Notes the reader, and tells who else looked within the last minutes.</summary>
    public IReadOnlyList<string> Look(string caseNo, Guid account, string name)
    {
        var now = clock.GetUtcNow();
        foreach (var (key, (_, at)) in seen)
            if (now - at > Fresh)
                seen.TryRemove(key, out _);
        seen[(caseNo, account)] = (name, now);
        return [.. seen.Where(s => s.Key.CaseNo == caseNo && s.Key.Account != account).Select(s => s.Value.Name).Order(StringComparer.Ordinal)];
    }
}
