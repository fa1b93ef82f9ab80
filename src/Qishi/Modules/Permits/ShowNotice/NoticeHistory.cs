using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Permits.Contracts;
using Qishi.Modules.Permits.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Web.Controls;

namespace Qishi.Modules.Permits.ShowNotice;

/// <summary>What happened to a notice, read from the event log of its entity.</summary>
internal sealed class NoticeHistory(AppDb db)
{
    private const int Most = 500;

    public async Task<IReadOnlyList<TimelineLine>> ReadAsync(DualNotice n, CancellationToken ct)
    {
        var subject = "entity:" + n.Uscc;
        var rows = await db.Set<EventRow>().AsNoTracking().Where(e => e.Subject == subject)
            .Join(db.Set<ProcessRow>().AsNoTracking(), e => e.ProcessId, p => p.Id, (e, p) => new { e.Seq, e.Type, e.Payload, e.At, p.ActorName })
            .OrderByDescending(e => e.Seq).Take(Most).ToListAsync(ct);
        return [.. from r in rows let e = EventTypes.Read(r.Type, r.Payload) as IPermitNoticeEvent where e is not null && e.Id == n.Id select new TimelineLine(r.At, Words(e), r.ActorName)];
    }

    internal static string Words(IPermitNoticeEvent happened) => happened switch
    {
        PermitDepartmentTold e => $"告知许可部门，认领截止{ChinaTime.FullDay(ChinaTime.DayOf(e.ClaimDueUtc))}",
        PermitPublishedForClaiming => "许可部门不明确，公开待认领",
        PermitNoticeClaimed e => $"认领，反馈截止{ChinaTime.FullDay(ChinaTime.DayOf(e.ResultDueUtc))}",
        PermitNoticeSentBack => "部门退回：不属于本部门",
        PermitResultReported e => $"反馈：{NoticeFlow.Word(e.Result)}",
        PermitReminded e => $"告知满{e.Days}天没有许可，已短信提醒经营者",
        PermitClaimEscalated e => e.Step >= 2 ? "逾期没有认领，列入联席办清单" : "逾期没有认领，报部门负责人",
        UnpermittedOperationFound => "发现无证经营",
        UnpermittedOperationHandedOver => "移送无证经营线索",
        PermitNoticeEnded => "主体已注销，终止",
        PermitCancellationOrdered e => $"主体已注销，许可应在{ChinaTime.FullDay(e.By)}前注销",
        PermitCancelled => "许可已注销",
        _ => happened.GetType().Name,
    };
}
