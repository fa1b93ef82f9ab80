using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Changes;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Notices;
using Qishi.Platform.Data;
using Qishi.Platform.Web.Controls;

namespace Qishi.Modules.Registration.PaperLicences;

/// <summary>补发营业执照 (条例 art. 37; ): the lost or destroyed licence is announced void, then another is issued. Nothing on the register changes.</summary>
internal sealed class LostLicenceAct(AppDb db, LicenceReissue reissue, NoticeBoard board) : IAct
{
    private static readonly Option[] Reasons = [new("lost", "遗失"), new("destroyed", "毁坏")];

    public ActInfo Info => new("lost-licence", "补发营业执照", "执照遗失、毁坏的，声明作废后补发；登记事项不变。", "CHANGE", "准予补发营业执照通知书", "市场主体登记管理条例第三十七条") { Order = 25 };

    public IEnumerable<Kernel.Problem> Hindrances(ActCase c) => ChangeAct.Changeable(c);

    public ValueTask<IReadOnlyList<ActField>> FieldsAsync(ActCase c, CancellationToken ct) => new(
        [new("Reason", "为什么补发", FieldShape.Choice, null, Reasons), new("Declared", "声明原营业执照正本、副本作废；找到的，交回登记机关", FieldShape.Tick)]);

    public Task<ActSheet> JudgeAsync(ActCase c, CancellationToken ct)
    {
        List<Kernel.Problem> problems = [];
        if (!Reasons.Any(r => r.Value == c.Answers["Reason"]))
            problems.Add(new("reason-required", "请选择遗失还是毁坏", "Reason"));
        if (!c.Answers.Ticked("Declared"))
            problems.Add(new("declaration-required", "请勾选作废声明", "Declared", "R-1.53"));
        return Task.FromResult(new ActSheet(problems, [], [new("营业执照", "原执照", "补发的执照", Registered: false)], [])
        { Commitments = ["声明原营业执照作废，由此产生的责任由申请人承担。"] });
    }

    public async Task<ActEffect> ApplyAsync(ActCase c, DateTime at, CancellationToken ct)
    {
        var e = c.Entity!;
        var paper = await db.Set<Licence>().Where(l => l.EntityId == e.Id && l.ReplacedAt == null).OrderByDescending(l => l.No).FirstAsync(ct);
        var fresh = await reissue.IssueAsync(e, at, c.Ground, ct);
        paper.VoidOn = c.Today;
        var (notice, published) = await TakeBackLicenceHandler.AnnounceAsync(board, paper, e, c.Answers["Reason"] == "lost" ? "遗失" : "毁坏", ct);
        return new("已公告原执照作废，补发的执照已生成", [new EntityItemsChanged(e.Uscc, e.Edition, ["营业执照补发"], fresh), published, new PaperLicenceVoided(e.Uscc, paper.No, notice.Number)], [$"原营业执照已公告作废（{notice.Number}）。"]);
    }
}
