using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Permits.Contracts;
using Qishi.Modules.Permits.Model;
using Qishi.Modules.Permits.TellDepartments;
using Qishi.Modules.Registration.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Permits.CancelPermits;

/// <summary>
/// 证照同销 (R-10.12, 行政许可法 art. 70) as far as this module knows: permits whose department reported them granted. With the deregistration their departments get the task to cancel them.
/// Permits nobody reported here are not known, and the register's check says so.
/// </summary>
internal sealed class PermitsOfEntity(AppDb db, NoticeWork work, IRules rules, EventLog log, Actor actor) : IPermitCancellation
{
    public string Knows => "双告知反馈的许可";

    public bool Whole => false;

    public async Task<IReadOnlyList<HeldPermit>> ActiveAsync(string uscc, DateOnly on, CancellationToken ct) =>
        [.. (await db.Set<DualNotice>().AsNoTracking().Where(n => n.Uscc == uscc && n.State == NoticeState.Permitted && n.CancelBy == null).OrderBy(n => n.Matter).ToListAsync(ct))
            .Select(n => new HeldPermit(n.Id.ToString("N"), n.PermitNo is { Length: > 0 } no ? $"{n.Permit}（{no}）" : n.Permit, n.DepartmentName ?? "许可部门", null))];

    public async Task CancelAsync(string uscc, IReadOnlyList<string> permitIds, DateOnly dueOn, string applicationNumber, CancellationToken ct)
    {
        var (ids, days) = (permitIds.Select(Guid.Parse).ToArray(), await rules.WorkingDaysAsync(ct));
        foreach (var notice in await db.Set<DualNotice>().Where(n => n.Uscc == uscc && ids.Contains(n.Id) && n.State == NoticeState.Permitted && n.CancelBy == null).ToListAsync(ct))
        {
            notice.OrderCancellation(dueOn, applicationNumber);
            await work.CancelAsync(notice, days.CloseOf(dueOn), ct);
            log.Record(actor, "PermitCancelling", null, new PermitCancellationOrdered(notice.Id, uscc, dueOn));
        }
    }
}
