using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Permits.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Web;

namespace Qishi.Modules.Permits.ShowBoard;

/// <summary>The number beside the menu line: what the own department has not claimed yet.</summary>
internal sealed class WaitingForClaim(NoticeDesk desk) : IMenuCounts
{
    public async Task<IReadOnlyDictionary<string, int>> CountAsync(Actor actor, CancellationToken ct) =>
        actor.May(Permissions.Work) && desk.Department is { } own
            ? new Dictionary<string, int> { [Urls.Board] = await desk.Visible.CountAsync(n => n.Department == own && n.State == NoticeState.Pushed, ct) }
            : new Dictionary<string, int>();
}
