using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Notices;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Exit;

/// <summary>
/// 简易注销登记: an enterprise after its notice, within the window; a sole trader at once, then ten days for the departments (条例 art. 33). What can be cured is tolerated
/// and the notice stays.
/// </summary>
internal sealed class SimpleDeregAct(AppDb db, FactsOfExit facts, NoticeBoard board, PermitsOfExit permits, EndOfEntity end) : IAct
{
    public ActInfo Info => new("simple-dereg", "简易注销登记", "企业在简易注销公示期满后申请；个体工商户直接申请，10天内有关部门没有异议即准予注销。", "CANCEL", "准予注销登记通知书", "市场主体登记管理条例第三十三条、市场主体登记管理条例实施细则第四十九条") { Order = 51 };

    public IEnumerable<Problem> Hindrances(ActCase c)
    {
        if (c.Entity is not { } e)
            yield return new("other-kind", "请先选择企业");
        else if (e.Kind != EntityKind.Individual && e.Status != EntityStatus.DeregNotice)
            yield return new("no-notice", "企业应先办理简易注销公示，公示期满再申请", null, "R-10.31");
        else if (EntityStatusFlow.Hindrance(e, EntityStatus.Deregistered, "注销") is { } problem)
            yield return problem;
        else if (e.Kind == EntityKind.Individual && FaultRules.Of(e.Status, []) is [var fatal, ..])
            yield return fatal.Problem;
    }

    public async ValueTask<IReadOnlyList<ActField>> FieldsAsync(ActCase c, CancellationToken ct) =>
        [new("NoDebts", "没有未结清的债权债务、税款、职工工资和社会保险费用", FieldShape.Tick), .. await permits.FieldsAsync(c, ct)];

    public async Task<ActSheet> JudgeAsync(ActCase c, CancellationToken ct)
    {
        var e = c.Entity!;
        var exit = await OpenAsync(db, e.Id, ct);
        var known = await facts.FindAsync(e.Uscc, c.Today, ct);
        var faults = FaultRules.Of(e.Status == EntityStatus.DeregNotice ? EntityStatus.Registered : e.Status, known.Facts);
        List<Problem> problems = [.. PublishSimpleExitAct.Ticks(c.Answers, "NoDebts"), .. faults.Select(f => f.Problem), .. await permits.ProblemsAsync(c, ct)];
        problems.AddRange(e.Kind == EntityKind.Individual ? [] : Window(exit, c));
        var line = e.Kind != EntityKind.Individual || exit is null ? null
            : c.Today <= exit.ObjectUntil ? new RuleCheck("R-10.32", CheckOutcome.Fail, "部门异议期", $"有关部门可以在{ChinaTime.FullDay(exit.ObjectUntil)}前提出异议，{ChinaTime.FullDay(exit.ObjectUntil.AddDays(1))}起可以准予", c.Ground.Basis("simple.individualObjectionCD"))
            : new RuleCheck("R-10.32", CheckOutcome.Pass, "部门异议期", $"{ChinaTime.FullDay(exit.ObjectUntil)}期满，没有异议", c.Ground.Basis("simple.individualObjectionCD"));
        return new(problems, e.Kind == EntityKind.Individual ? [] : [new("commitment", "全体投资人承诺书", true, "实施细则第四十七条")], [new("状态", Wording.Statuses[e.Status].Word, "注销")],
            [.. PublishSimpleExitAct.FaultChecks(faults), known.Line, .. line is null ? [] : new[] { line }, await permits.LineAsync(c, ct)]);
    }

    public async Task<ActEffect> ApplyAsync(ActCase c, DateTime at, CancellationToken ct)
    {
        if (await OpenAsync(db, c.Entity!.Id, ct) is { } exit)
        {
            if (exit.State == SimpleExitState.Publishing)
                exit.Must(SimpleExitFlow.Finish);
            if (exit.State != SimpleExitState.Applied)
                exit.Must(SimpleExitFlow.Apply);
            exit.ApplyNumber ??= c.Application.Number;
            exit.Must(SimpleExitFlow.Grant);
            foreach (var notice in await db.Set<PublicNotice>().Where(n => n.Id == exit.NoticeId && n.State == NoticeState.Open).ToListAsync(ct))
                notice.End(ChinaTime.DayOf(at), "准予注销登记");
        }

        return await end.DeregisterAsync(c, "简易注销", at, ct);
    }

    /// <summary>Sole traders: begun with the submission, so that departments have their ten days from then.</summary>
    public async Task<IReadOnlyList<IEvent>> BeginForSoleTraderAsync(ApplicationFile file, DateTime at, CancellationToken ct)
    {
        var (e, today) = (file.Entity!, ChinaTime.DayOf(at));
        var until = ExitRules.SoleTraderObjectUntil(today, file.Case.Ground);
        var exit = new SimpleExit { Id = Guid.CreateVersion7(new DateTimeOffset(at)), EntityId = e.Id, Uscc = e.Uscc, Number = file.Application.Number, ApplyNumber = file.Application.Number, SoleTrader = true, StatusBefore = e.Status, PublishedOn = today, ObjectUntil = until };
        exit.Open();
        db.Add(exit);
        var (notice, published) = await board.PublishAsync(NoticeKind.SoleTraderExit, e, file.Application.Number, $"{file.Application.Title}申请简易注销，征询有关部门意见", "个体工商户申请简易注销登记。有关部门有异议的，请在期限内提出。", until.DayNumber - today.DayNumber, ct);
        exit.NoticeId = notice.Id;
        return [published, new SimpleExitAnnounced(e.Uscc, exit.Number, until)];
    }

    public static Task<SimpleExit?> OpenAsync(AppDb db, Guid entity, CancellationToken ct) => db.Set<SimpleExit>().SingleOrDefaultAsync(x => x.OpenKey == entity, ct);

    private static IEnumerable<Problem> Window(SimpleExit? exit, ActCase c)
    {
        if (exit is null)
            yield return new("no-notice", "没有找到有效的简易注销公示。请先公示", null, "R-10.31");
        else if (c.AppliedOn <= exit.ObjectUntil)
            yield return new("notice-runs", $"公示到{ChinaTime.FullDay(exit.ObjectUntil)}，{ChinaTime.FullDay(exit.ObjectUntil.AddDays(1))}起可以申请注销登记", null, "R-10.31");
        else if (exit.State is not SimpleExitState.ToleratedWait && c.AppliedOn > exit.ApplyUntil)
            yield return new("window-over", $"应在{ChinaTime.FullDay(exit.ApplyUntil!.Value)}前申请，已经过了。请重新公示", null, "R-10.31");
    }
}
