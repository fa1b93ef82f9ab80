using Qishi.Kernel;
using Qishi.Modules.Permits.Model;

namespace Qishi.Modules.Permits.ShowBoard;

/// <summary>The limit that runs in the state a notice is in; null when none does.</summary>
internal static class NoticeLimits
{
    public static (CaseClock Clock, bool Provisional)? Of(DualNotice n) => n.State switch
    {
        NoticeState.Pushed or NoticeState.Published when n.ClaimDueAt is { } due => (new CaseClock(n.ToldAt!.Value, due, n.ClaimDueProvisional, [], null), n.ClaimDueProvisional),
        NoticeState.Claimed or NoticeState.InProgress when n.ResultDueAt is { } due => (new CaseClock(n.ClaimedAt!.Value, due, n.ResultDueProvisional, [], n.ResultAt), n.ResultDueProvisional),
        _ => null,
    };
}
