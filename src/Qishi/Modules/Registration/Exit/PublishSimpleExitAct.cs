using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Notices;
using Qishi.Platform.Data;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Registration.Exit;

/// <summary>简易注销公示: an enterprise publishes its commitment itself; the checks are made at once (条例 art. 33, 实施细则 art. 47–49).</summary>
internal sealed class PublishSimpleExitAct(AppDb db, FactsOfExit facts, NoticeBoard board, IRules rules) : IAct
{
    public ActInfo Info => new("simple-notice", "简易注销公示", "没有债权债务或者已经结清的，先公示20天；没有异议的，公示期满后20天内申请注销登记。提交后立即公示，不用审查。", "CANCEL", "简易注销公示回执",
        "市场主体登记管理条例第三十三条")
    { Order = 50, SelfService = true };

    public IEnumerable<Problem> Hindrances(ActCase c)
    {
        if (c.Entity is not { } e || e.Kind == EntityKind.Individual)
            yield return new("other-kind", "个体工商户简易注销不用公示，请直接申请");
        else if (EntityStatusFlow.Hindrance(e, EntityStatus.DeregNotice, "办理简易注销公示") is { } problem)
            yield return e.Status == EntityStatus.DeregNotice ? new("publishing", "这户正在简易注销公示") : problem;
    }

    public ValueTask<IReadOnlyList<ActField>> FieldsAsync(ActCase c, CancellationToken ct) => new(
    [
        new("NoDebts", "没有发生债权债务，或者债权债务已经清偿完结", FieldShape.Tick), new("NoDues", "没有未结清的清算费用、职工工资、社会保险费用、法定补偿金和税款", FieldShape.Tick),
        new("AllInvestors", "全体投资人都已签署书面承诺，对承诺的真实性承担法律责任", FieldShape.Tick),
    ]);

    public async Task<ActSheet> JudgeAsync(ActCase c, CancellationToken ct)
    {
        var e = c.Entity!;
        var known = await facts.FindAsync(e.Uscc, c.Today, ct);
        var faults = FaultRules.Of(e.Status, known.Facts);
        List<Problem> problems = [.. Ticks(c.Answers, "NoDebts", "NoDues", "AllInvestors"), .. faults.Select(f => f.Problem)];
        if (await db.Set<SimpleExit>().AnyAsync(x => x.EntityId == e.Id && x.State == SimpleExitState.Objected && x.NoticeId != Guid.Empty
            && db.Set<NoticeObjection>().Any(o => o.NoticeId == x.NoticeId && (o.State == ObjectionState.Open || o.State == ObjectionState.Upheld)), ct))
            problems.Add(new("objection-open", "上一次公示有异议，还没有撤回或者处理完。处理好以后才能再次公示", null, "R-10.31"));
        return new(problems, [new("commitment", "全体投资人承诺书", true, "实施细则第四十七条")],
            [new("状态", Wording.Statuses[e.Status].Word, "简易注销公示中")], [.. FaultChecks(faults), known.Line])
        { Commitments = ["承诺不实的，全体投资人对注销前的债务承担连带责任（公司法第二百四十条）。"] };
    }

    public async Task<ActEffect> ApplyAsync(ActCase c, DateTime at, CancellationToken ct)
    {
        var (e, today) = (c.Entity!, ChinaTime.DayOf(at));
        var window = ExitRules.Simple(today, c.Ground, await rules.WorkingDaysAsync(ct));
        var exit = new SimpleExit
        {
            Id = Guid.CreateVersion7(new DateTimeOffset(at)),
            EntityId = e.Id,
            Uscc = e.Uscc,
            Number = c.Application.Number,
            StatusBefore = e.Status,
            PublishedOn = today,
            ObjectUntil = window.ObjectUntil,
            ApplyUntil = window.ApplyUntil.Date,
        };
        exit.Open();
        db.Add(exit);
        var moved = EntityStatusFlow.Move(db, e, EntityStatus.DeregNotice, "简易注销公示", at);
        var (notice, published) = await board.PublishAsync(NoticeKind.SimpleExit, e, c.Application.Number, $"{c.Application.Title}简易注销公告",
            "本企业申请适用简易注销程序。全体投资人承诺：没有发生债权债务或者已将债权债务清偿完结，没有发生或者已结清清偿费用、职工工资、社会保险费用、法定补偿金、应缴纳税款（滞纳金、罚款），并对承诺的真实性承担法律责任。\n对本企业简易注销有异议的部门、债权人和其他利害关系人，可以在公示期内提出异议。",
            window.ObjectUntil.DayNumber - today.DayNumber, ct);
        exit.NoticeId = notice.Id;
        return new($"已公示，公示到{ChinaTime.FullDay(window.ObjectUntil)}；没有异议的，{ChinaTime.FullDay(window.ApplyFrom)}至{window.ApplyUntil}申请注销登记", [moved, published, new SimpleExitAnnounced(e.Uscc, exit.Number, window.ObjectUntil)],
            [$"公示期自{ChinaTime.FullDay(today)}至{ChinaTime.FullDay(window.ObjectUntil)}24时。没有异议的，请在{ChinaTime.FullDay(window.ApplyFrom)}至{window.ApplyUntil}申请注销登记；逾期没有申请的，须重新公示。"]);
    }

    public static IEnumerable<Problem> Ticks(Answers answers, params string[] names) =>
        names.Where(n => !answers.Ticked(n)).Select(n => new Problem("not-committed", "这一项须承诺才能办理；做不到的，请办理一般注销", n, "R-10.30"));

    public static IEnumerable<RuleCheck> FaultChecks(IReadOnlyList<ExitFault> faults) => faults.Select(f => new RuleCheck(f.Rule, CheckOutcome.Fail, f.Class switch
    {
        FaultClass.Wait => "容错：情形消除后再办",
        FaultClass.WaitNewNotice => "容错：情形消除后重新公示",
        FaultClass.Format => "容错：改正后再办",
        FaultClass.Fatal => "不适用简易注销",
    }, f.Sentence, "实施细则第四十八条；市场监管总局注销容错机制"));
}
