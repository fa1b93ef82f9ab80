using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Permits.Contracts;
using Qishi.Modules.Permits.Model;
using Qishi.Modules.Permits.ShowBoard;
using Qishi.Modules.Permits.TellDepartments;

namespace Qishi.Modules.Permits.SendBackNotice;

public sealed class SendBackNoticeForm
{
    public string? Why { get; set; }
}

/// <summary>The department says that it is not its permit; the bureau assigns it anew.</summary>
internal sealed class SendBackNoticeHandler(NoticeDesk desk, NoticeWork work, IDeskHandOvers desks, TimeProvider clock)
{
    private const int Longest = 200;

    public async Task<Result<Guid>> HandleAsync(Guid id, SendBackNoticeForm form, CancellationToken ct)
    {
        if (await desk.OwnAsync(id, ct) is not { Department: not null } notice)
            return NoticeDesk.NotThere;
        if (NormalisedText.Text(form.Why) is not { Length: >= 2 and <= Longest } why)
            return new Problem("why-missing", "请写明为什么不属于本部门、应由谁许可，2至200字", nameof(form.Why));
        if (notice.Move(NoticeFlow.SendBack, clock.UtcNow()) is { Ok: false } refused)
            return Result<Guid>.Refused(refused.Problems);
        notice.SayBack(why);
        await desks.SendBackAsync(notice.Uscc, notice.HandOverMatter, why, ct);
        await work.SentBackAsync(notice, ct);
        return await desk.SaveAsync(notice, "PermitSendingBack", [new PermitNoticeSentBack(notice.Id, notice.Uscc, notice.Department)], ct);
    }
}
