using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Data;

namespace Qishi.Modules.Exchange.Figures;

/// <summary>
/// 卡单 (ux.md T13): a hand-over that is not finished and has no next date, missed it, or is past its limit, while no outage of its department is declared.
/// Owners follow from the state, so none is ever without one. The aim is 0.
/// </summary>
internal static class StuckHandOvers
{
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    public static IQueryable<HandOver> Stuck(this AppDb db, DateTime now)
    {
        var late = now - Grace;
        return db.Set<HandOver>().Where(h => h.Current && h.Status != HandOverStatus.Done && h.Status != HandOverStatus.ManualDone
            && !db.Set<Department>().Any(d => d.Code == h.Department && d.DownSince != null)
            && (h.DueAt < now
                || (!h.AtDesk && (h.Status == HandOverStatus.Pending || h.Status == HandOverStatus.Failed || h.Status == HandOverStatus.Pushed) && (h.NextActionAt == null || h.NextActionAt < late))
                || (h.Status == HandOverStatus.Outage && h.OutageSince < late)));
    }

    /// <summary>Who must act next.</summary>
    public static string Owner(HandOver h, string department) => h.Status switch
    {
        HandOverStatus.Pushed when h.AtDesk => department + "联络员",
        HandOverStatus.Acked or HandOverStatus.Processing => department + "联络员",
        HandOverStatus.ManualUnconfirmed => department + "另一名联络员",
        HandOverStatus.Rejected => h.ReturnIsApplicants ? "申请人" : "注册官",
        _ => "运行管理员",
    };

    /// <summary>What happens next, and when.</summary>
    public static (string What, DateTime? At) Next(HandOver h, DateTime? probeAt) => h.Status switch
    {
        HandOverStatus.Pending => ("推送", h.NextActionAt),
        HandOverStatus.Failed => ("自动重试", h.NextActionAt),
        HandOverStatus.Pushed when h.AtDesk => ("认领、办理", h.DueAt),
        HandOverStatus.Pushed => ("等回执，到时再推送", h.NextActionAt),
        HandOverStatus.Outage => ("探测，恢复后自动补推", probeAt),
        HandOverStatus.Rejected => ("更正后再推送", h.DueAt),
        HandOverStatus.ManualUnconfirmed => ("第二人确认", h.DueAt),
        HandOverStatus.Acked or HandOverStatus.Processing => ("办结", h.DueAt),
        _ => ("", null),
    };
}
