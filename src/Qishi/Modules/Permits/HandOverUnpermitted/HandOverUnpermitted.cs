using Qishi.Kernel;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Permits.Contracts;
using Qishi.Modules.Permits.Model;
using Qishi.Modules.Permits.ShowBoard;
using Qishi.Modules.Permits.TellDepartments;
using Qishi.Platform.Auth;
using Qishi.Platform.Web;

namespace Qishi.Modules.Permits.HandOverUnpermitted;

public sealed class HandOverUnpermittedForm
{
    /// <summary>station or department.</summary>
    public string? To { get; set; }
}

/// <summary>双跟踪, the end that must not be reached: operation without the permit is handed over to enforcement, with a letter and a to-do for whoever takes it.</summary>
internal sealed class HandOverUnpermittedHandler(NoticeDesk desk, NoticeWork work, IDocuments documents, Site site, Identity.Contracts.IDirectory directory, Actor actor, TimeProvider clock)
{
    public async Task<Result<Guid>> HandleAsync(Guid id, HandOverUnpermittedForm form, CancellationToken ct)
    {
        if (!actor.May(Permissions.Assign) || await desk.FindAsync(id, ct) is not { } notice)
            return NoticeDesk.NotThere;
        if (form.To is not ("station" or "department") || (form.To == "station" && notice.Station is null))
            return new Problem("to-missing", notice.Station is null ? "这户没有属地监管所，请移送许可部门" : "请选择移送给谁", nameof(form.To));
        var now = clock.UtcNow();
        if (notice.Move(NoticeFlow.HandOver, now) is { Ok: false } refused)
            return Result<Guid>.Refused(refused.Problems);
        var station = form.To == "station" ? notice.Station : null;
        var to = station is null ? notice.DepartmentName! : (await directory.UnitAsync(station, clock.Today(), ct))?.Name ?? station;
        var letter = documents.Issue(Letter(notice, to));
        notice.HandOverTo(to, letter.Id, now);
        notice.StopAsking();
        await work.CloseAsync(notice, ct);
        await work.HandedOverAsync(notice, station, ct);
        return await desk.SaveAsync(notice, "UnpermittedHandingOver", [new UnpermittedOperationHandedOver(notice.Id, notice.Uscc, notice.Matter, station ?? notice.Department!, letter.Id)], ct);
    }

    private NewDocument Letter(DualNotice n, string to)
    {
        var today = clock.Today();
        return new NewDocument(DocumentKinds.Notice, NoticeDocumentAccess.SubjectOf(n.Id), "涉嫌无证经营线索移送函", null, new Dictionary<string, string>
        {
            ["To"] = to,
            ["Body"] = $"{n.EntityName}（统一社会信用代码{n.Uscc}，住所{n.Address}）于{ChinaTime.FullDay(ChinaTime.DayOf(n.IssuedAt))}领取营业执照，经营范围含“{n.ScopeNames}”，依法须取得{n.Permit}。"
                + $"本局已于{ChinaTime.FullDay(ChinaTime.DayOf(n.PushedAt!.Value))}告知{n.DepartmentName}{(n.CommittedAt is { } signed ? $"，当事人于{ChinaTime.FullDay(ChinaTime.DayOf(signed))}书面承诺取得许可前不从事相应的经营活动" : "")}。\n"
                + $"{n.DepartmentName}反馈：{n.Sentence}\n现将线索移送你单位，请依法核查处理，并将结果反馈本局。",
            ["Items"] = string.Join('\n', new[] { "双告知记录和推送回执", n.CommitmentId is null ? null : "许可事项双告知书和承诺书", n.Reminded > 0 ? $"提醒记录{n.Reminded}次" : null }.OfType<string>()),
            ["Basis"] = "无证无照经营查处办法；谁审批、谁监管，谁主管、谁监管",
            ["Sender"] = site.Bureau,
            ["Date"] = ChinaTime.FullDay(today),
            ["Contact"] = site.Phone ?? "",
        });
    }
}

/// <summary>Documents of a notice: those who see the notice.</summary>
internal sealed class NoticeDocumentAccess(NoticeDesk desk) : IDocumentAccess
{
    public static string SubjectOf(Guid id) => $"permit-notice:{id:N}";

    public string SubjectKind => "permit-notice";

    public async Task<bool> MaySeeAsync(DocumentViewer viewer, string subject, CancellationToken ct) =>
        Guid.TryParseExact(subject["permit-notice:".Length..], "N", out var id) && await desk.FindAsync(id, ct) is not null;
}
