using Qishi.Kernel;
using Qishi.Modules.StartUp.Contracts;
using Qishi.Modules.StartUp.Model;
using Qishi.Modules.StartUp.ReviewCase;
using Qishi.Platform.Auth;

namespace Qishi.Modules.StartUp.DeliverLicence;

public sealed class DeliverLicenceForm
{
    public string? Way { get; set; }

    /// <summary>Number of the mail item, or who picked it up.</summary>
    public string? Note { get; set; }
}

/// <summary>Records that the licence reached the applicant: picked up, mailed, or taken as e-licence.</summary>
internal sealed class DeliverLicenceHandler(Decisions decisions, Actor actor, TimeProvider clock)
{
    public static IReadOnlyList<(string Code, string Word, string Hint)> Ways { get; } =
    [
        ("PickUp", "窗口领取", "请本人或者受托人在回执上签名，写明领取人"),
        ("Mail", "免费邮寄", "写明邮件号"),
        ("Electronic", "只要电子执照", "申请人已在网上下载"),
    ];

    public Task<Result<string>?> HandleAsync(string caseNo, DeliverLicenceForm form, string key, CancellationToken ct) =>
        decisions.RunAsync(caseNo, key, "LicenceDelivering", file =>
        {
            if (Decide(file.Case, form, actor).ToArray() is { Length: > 0 } problems)
                return Task.FromResult(Result<Decided>.Refused(problems));
            var c = file.Case;
            // All matters may have ended before anybody came for the paper: the case is then archived already and only the delivery is noted.
            if (c.State == StartUpState.Issued)
                Decisions.Must(c.Move(StartUpFlow.Deliver));
            (c.DeliveredAt, c.DeliveryWay, c.DeliveryNote) = (clock.UtcNow(), form.Way, NormalisedText.Text(form.Note));
            return Task.FromResult<Result<Decided>>(new Decided("已登记送达", [new StartUpDelivered(c.CaseNo, form.Way!)]));
        }, ct);

    internal static IEnumerable<Problem> Decide(StartUpCase c, DeliverLicenceForm form, Actor actor)
    {
        var note = NormalisedText.Text(form.Note);
        if (!actor.May(Permissions.Deliver))
            yield return new("not-permitted", "您的账号没有“送达执照”权限。需要办理的，请联系登记注册股负责人");
        else if (c.DeliveredAt is { } at)
            yield return new("delivered-before", $"这件{ChinaTime.FullDay(ChinaTime.DayOf(at))}已登记送达，没有重复登记");
        else if (c.State is not (StartUpState.Issued or StartUpState.Archived))
            yield return new("not-issued", $"这件现在是“{c.StateInfo.Word}”，还没有执照可以送达");
        else if (Ways.All(w => w.Code != form.Way))
            yield return new("way-missing", "请选择送达方式", nameof(form.Way));
        else if (form.Way != "Electronic" && note.Length is 0 or > 100)
            yield return new("note-missing", form.Way == "Mail" ? "请填写邮件号，最多100个字" : "请填写领取人，最多100个字", nameof(form.Note));
    }
}
