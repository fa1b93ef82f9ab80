using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Web;

namespace Qishi.Modules.Exchange.LiaisonDesk;

/// <summary>The number beside the liaison's menu line: delivered and not yet received.</summary>
internal sealed class WaitingAtTheDesk(OwnHandOvers own) : IMenuCounts
{
    public async Task<IReadOnlyDictionary<string, int>> CountAsync(Actor actor, CancellationToken ct) =>
        actor.May(Permissions.WorkLiaisonDesk) && actor.Department is not null
            ? new Dictionary<string, int> { [Urls.Liaison] = await own.All.CountAsync(h => h.Status == HandOverStatus.Pushed, ct) }
            : new Dictionary<string, int>();
}
