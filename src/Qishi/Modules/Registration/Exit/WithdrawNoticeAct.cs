using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Notices;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Exit;

/// <summary>撤回简易注销公示: the entity goes on in business, or exits by liquidation.</summary>
internal sealed class WithdrawNoticeAct(AppDb db) : IAct
{
    public ActInfo Info => new("withdraw-notice", "撤回简易注销公示", "不注销了，或者改办清算注销的，撤回公示。提交后立即生效。", "CANCEL", "撤回简易注销公示回执", "市场主体登记管理条例实施细则第四十九条") { Order = 54, SelfService = true };

    public IEnumerable<Problem> Hindrances(ActCase c)
    {
        if (c.Entity is not { } e || e.Kind == EntityKind.Individual)
            yield return new("other-kind", "个体工商户没有简易注销公示");
        else if (e.Status != EntityStatus.DeregNotice)
            yield return new("no-notice", "这户没有正在进行的简易注销公示");
    }

    public ValueTask<IReadOnlyList<ActField>> FieldsAsync(ActCase c, CancellationToken ct) => new([new("Why", "撤回原因", FieldShape.Line)]);

    public async Task<ActSheet> JudgeAsync(ActCase c, CancellationToken ct)
    {
        List<Problem> problems = c.Answers.Has("Why") ? [] : [new("why", "请填写撤回原因", "Why")];
        if (await SimpleDeregAct.OpenAsync(db, c.Entity!.Id, ct) is not { } exit || SimpleExitFlow.Flow.Move(exit.State, SimpleExitFlow.Withdraw) is { Ok: false })
            problems.Add(new("not-withdrawable", "注销登记已经申请，不能撤回公示。请先撤回注销申请"));
        return new(problems, [], [new("状态", "简易注销公示中", "存续")], []);
    }

    public async Task<ActEffect> ApplyAsync(ActCase c, DateTime at, CancellationToken ct)
    {
        var exit = (await SimpleDeregAct.OpenAsync(db, c.Entity!.Id, ct))!;
        exit.Must(SimpleExitFlow.Withdraw);
        foreach (var notice in await db.Set<PublicNotice>().Where(n => n.Id == exit.NoticeId && n.State == NoticeState.Open).ToListAsync(ct))
            notice.Stop(ChinaTime.DayOf(at), "企业撤回公示");
        return new("已撤回简易注销公示", await SimpleExitDesk.BackAsync(db, exit, "撤回简易注销公示", at, ct), []);
    }
}
