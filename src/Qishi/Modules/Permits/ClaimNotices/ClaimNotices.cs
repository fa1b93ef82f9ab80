using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Permits.Contracts;
using Qishi.Modules.Permits.Model;
using Qishi.Modules.Permits.ShowBoard;
using Qishi.Modules.Permits.TellDepartments;
using Qishi.Platform.Auth;

namespace Qishi.Modules.Permits.ClaimNotices;

public sealed class ClaimNoticesForm
{
    public List<string> Ids { get; set; } = [];
}

/// <summary>双反馈, first half: the department takes notices on, those told to it and those published for claiming.</summary>
internal sealed class ClaimNoticesHandler(NoticeDesk desk, NoticeTeller teller, NoticeWork work, IDeskHandOvers desks, IDirectory directory, Actor actor, TimeProvider clock)
{
    private const int Most = 100;

    /// <summary>How many were claimed; those that somebody else took or that are not theirs are left out.</summary>
    public async Task<Result<int>> HandleAsync(ClaimNoticesForm form, CancellationToken ct)
    {
        if (form.Ids.Count == 0)
            return new Problem("none-chosen", "请先勾选要认领的");
        var claimed = 0;
        foreach (var id in form.Ids.Distinct().Take(Most))
            if (Guid.TryParse(id, out var guid) && (await ClaimAsync(guid, ct)).Ok)
                claimed++;
        return claimed > 0 ? claimed : new Problem("none-claimed", "选的都不能认领：可能已被别的部门认领，或者不属于本部门。请刷新列表");
    }

    public async Task<Result<Guid>> ClaimAsync(Guid id, CancellationToken ct)
    {
        if (await desk.OwnAsync(id, ct) is not { } notice)
            return NoticeDesk.NotThere;
        var published = notice.State == NoticeState.Published;
        var now = clock.UtcNow();
        if (notice.Move(NoticeFlow.Claim, now) is { Ok: false } refused)
            return Result<Guid>.Refused(refused.Problems);
        var own = desk.Department!;
        notice.ClaimFor(own, (await directory.UnitAsync(own, clock.Today(), ct))?.Name ?? own, actor.NameOnRecord, now, await desk.ClocksAsync(ct));
        if (published)
            await teller.LayClaimedAsync(notice, ct);
        await desks.ReceiveAsync(notice.Uscc, notice.HandOverMatter, now, ct);
        await work.CloseJointAsync(notice, ct);
        await work.ClaimedAsync(notice, ct);
        return await desk.SaveAsync(notice, "PermitClaiming", [new PermitNoticeClaimed(notice.Id, notice.Uscc, own, notice.ResultDueAt!.Value)], ct);
    }
}
