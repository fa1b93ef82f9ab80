using System.Collections.Concurrent;
using Qishi.Platform.Auth;

namespace Qishi.Platform.Web;

/// <summary>
/// The numbers of the side menu. A page that is read counts anew; a post, which nearly always ends in a redirect, takes the numbers its form was shown with.
/// </summary>
internal sealed class MenuCounts(IServiceScopeFactory scopes, TimeProvider clock)
{
    private static readonly TimeSpan GoodForPosts = TimeSpan.FromMinutes(2);
    private readonly ConcurrentDictionary<(Guid?, string?, string?), (long At, IReadOnlyDictionary<string, int> Counts)> shown = [];

    public async Task<IReadOnlyDictionary<string, int>> OfAsync(Actor actor, bool isPost, CancellationToken ct)
    {
        var key = (actor.AccountId, actor.Unit, actor.Department);
        if (isPost && shown.TryGetValue(key, out var last) && clock.GetElapsedTime(last.At) < GoodForPosts)
            return last.Counts;
        var counts = new Dictionary<string, int>();
        // The page beside it reads the database at the same time: the counts need a scope of their own.
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = actor;
        foreach (var counter in scope.ServiceProvider.GetServices<IMenuCounts>())
            foreach (var (url, count) in await counter.CountAsync(actor, ct))
                counts[url] = count;
        shown[key] = (clock.GetTimestamp(), counts);
        return counts;
    }
}
