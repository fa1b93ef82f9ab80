using System.Collections.Concurrent;

namespace Qishi.Modules.StartUp.Metrics;

/// <summary>Figures are counted at most once a minute, however many pages show them; a page never waits for a count that another page has just made.</summary>
internal sealed class FigureCache(TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, (long At, object Value)> kept = new();

    public async Task<T> GetAsync<T>(string key, Func<Task<T>> count) where T : notnull
    {
        if (kept.TryGetValue(key, out var known) && clock.GetElapsedTime(known.At) < Fresh)
            return (T)known.Value;
        var value = await count();
        if (kept.Count > 500)
            kept.Clear();
        kept[key] = (clock.GetTimestamp(), value);
        return value;
    }
}
