using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Permits.Model;
using Qishi.Modules.Permits.ShowBoard;
using Qishi.Modules.Permits.TellDepartments;
using Qishi.Platform.Auth;

namespace Qishi.Modules.Permits.ReassignNotice;

public sealed class ReassignNoticeForm
{
    /// <summary>Code of a department; "?" publishes it for claiming.</summary>
    public string? Department { get; set; }
}

/// <summary>The bureau tells another department, or publishes the notice for claiming when nobody knows whose it is.</summary>
internal sealed class ReassignNoticeHandler(NoticeDesk desk, NoticeTeller teller, NoticeWork work, IDeskHandOvers desks, IDirectory directory, Actor actor, TimeProvider clock)
{
    public const string Unclear = "?";

    public async Task<Result<Guid>> HandleAsync(Guid id, ReassignNoticeForm form, CancellationToken ct)
    {
        if (!actor.May(Permissions.Assign) || await desk.FindAsync(id, ct) is not { } notice)
            return NoticeDesk.NotThere;
        if (!NoticeFlow.Can(notice.State, NoticeFlow.Reassign))
            return Result<Guid>.Refused(NoticeFlow.Flow.Move(notice.State, NoticeFlow.Reassign).Problems);
        if (form.Department == Unclear && notice.State == NoticeState.NotMine)
        {
            await teller.PublishAsync(notice, ct);
            return await desk.SaveAsync(notice, "PermitReassigning", [], ct);
        }

        if (string.IsNullOrEmpty(form.Department) || await directory.UnitAsync(form.Department, clock.Today(), ct) is not { } unit || !await desks.HasDeskAsync(form.Department, ct))
            return new Problem("department-missing", "请选择告知哪个部门", nameof(form.Department));
        await teller.RetellAsync(notice, unit.Code, unit.Name, ct);
        await work.CloseJointAsync(notice, ct);
        return await desk.SaveAsync(notice, "PermitReassigning", [], ct);
    }
}
