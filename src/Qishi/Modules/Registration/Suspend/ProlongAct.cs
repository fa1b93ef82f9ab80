using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Changes;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Notices;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Suspend;

/// <summary>延长歇业 (实施细则 art. 41, 42): filed in the last 30 days before expiry, three years in all.</summary>
internal sealed class ProlongAct(AppDb db, SuspendAct suspending, NoticeBoard board) : IAct
{
    public ActInfo Info => new("prolong", "延长歇业", "歇业期满前30日内申请；连同以前的歇业累计不超过3年。", "CHANGE", "延长歇业备案通知书", "市场主体登记管理条例实施细则第四十一条、第四十二条") { Order = 31 };

    public IEnumerable<Problem> Hindrances(ActCase c) => Suspended(c);

    public static IEnumerable<Problem> Suspended(ActCase c)
    {
        if (c.Entity is null)
            yield return new("other-kind", "请先选择企业");
        else if (c.Entity.Status != EntityStatus.Suspended)
            yield return new("not-suspended", "这户没有歇业");
    }

    public ValueTask<IReadOnlyList<ActField>> FieldsAsync(ActCase c, CancellationToken ct) => new([new("To", "延长到", FieldShape.Day, "新的结束日期")]);

    public async Task<ActSheet> JudgeAsync(ActCase c, CancellationToken ct)
    {
        if (await OpenAsync(db, c.Entity!.Id, ct) is not { } s)
            return new([new("not-suspended", "没有找到正在进行的歇业")], [], [], []);
        List<Problem> problems = [];
        var window = SuspensionRules.ExtensionWindow(s.To, c.Ground);
        if (c.AppliedOn < window.From || c.AppliedOn > window.To)
            problems.Add(new("extension-window", $"歇业到{ChinaTime.FullDay(s.To)}，应在{ChinaTime.FullDay(window.From)}至{ChinaTime.FullDay(window.To)}申请延长", null, "R-10.44"));
        var to = ChangeForm.Day(c.Answers, "To", "延长到的日期", c.Today, problems);
        if (to <= s.To)
            problems.Add(new("extension-order", $"应晚于现在的结束日期{ChinaTime.FullDay(s.To)}", "To", "R-10.44"));
        if (to is { } end)
            problems.AddRange(SuspensionRules.Length(s.From, end, await suspending.EarlierAsync(s.EntityId, ct), c.Ground));
        return new(problems, [new("commitment", "歇业备案承诺书", true, "实施细则第四十一条")], to is { } t ? [new("歇业结束日期", ChinaTime.FullDay(s.To), ChinaTime.FullDay(t))] : [], []);
    }

    public async Task<ActEffect> ApplyAsync(ActCase c, DateTime at, CancellationToken ct)
    {
        var s = (await OpenAsync(db, c.Entity!.Id, ct))!;
        s.To = TypedDay.Parse(c.Answers["To"], c.Today).Value;
        s.Extensions++;
        var (_, published) = await board.PublishAsync(NoticeKind.Suspension, c.Entity, c.Application.Number, $"{c.Application.Title}延长歇业公示", $"歇业期限延长：{ChinaTime.FullDay(s.From)}至{ChinaTime.FullDay(s.To)}。", null, ct);
        return new($"歇业已延长到{ChinaTime.FullDay(s.To)}", [new SuspensionChanged(s.Uscc, s.From, s.To, SuspensionRules.QuarterlyTaxFrom(s.From), false), published], [$"歇业期限延长至{ChinaTime.FullDay(s.To)}。"]);
    }

    public static Task<Suspension?> OpenAsync(AppDb db, Guid entity, CancellationToken ct) => db.Set<Suspension>().SingleOrDefaultAsync(s => s.OpenKey == entity, ct);
}

/// <summary>终止歇业公示 (实施细则 art. 42): the entity publishes it itself within 30 days of resuming.</summary>
internal sealed class ResumeAct(AppDb db, NoticeBoard board, Qishi.Platform.Rules.IRules rules) : IAct
{
    public ActInfo Info => new("resume", "终止歇业公示", "恢复营业的，自恢复之日起30日内公示。提交后立即公示，不用审查。", "CHANGE", "终止歇业公示回执", "市场主体登记管理条例实施细则第四十二条") { Order = 32, SelfService = true };

    public IEnumerable<Problem> Hindrances(ActCase c) => ProlongAct.Suspended(c);

    public ValueTask<IReadOnlyList<ActField>> FieldsAsync(ActCase c, CancellationToken ct) => new([new("ResumedOn", "恢复营业日期", FieldShape.Day, "决定恢复或者实际恢复营业的日期")]);

    public async Task<ActSheet> JudgeAsync(ActCase c, CancellationToken ct)
    {
        if (await ProlongAct.OpenAsync(db, c.Entity!.Id, ct) is not { } s)
            return new([new("not-suspended", "没有找到正在进行的歇业")], [], [], []);
        List<Problem> problems = [];
        var on = ChangeForm.Day(c.Answers, "ResumedOn", "恢复营业日期", c.Today, problems);
        if (on > c.Today || on < s.From)
            problems.Add(new("resumed-on", $"恢复营业日期应在{ChinaTime.FullDay(s.From)}至今天之间", "ResumedOn", "R-10.46"));
        var late = on is { } day && day <= c.Today ? Deadlines.Line(day, c.AppliedOn, "suspension.resumePublishCD", c.Ground, await rules.WorkingDaysAsync(ct)) : null;
        return new(problems, [], [new("状态", "歇业", "存续（在营）")], late is null ? [] : [late]) { Late = late?.Outcome == CheckOutcome.Note };
    }

    public async Task<ActEffect> ApplyAsync(ActCase c, DateTime at, CancellationToken ct)
    {
        var s = (await ProlongAct.OpenAsync(db, c.Entity!.Id, ct))!;
        var on = TypedDay.Parse(c.Answers["ResumedOn"], c.Today).Value;
        s.End(SuspensionState.ResumedPublished, on.AddDays(-1));
        var moved = EntityStatusFlow.Move(db, c.Entity, EntityStatus.Registered, "终止歇业", at);
        var (_, published) = await board.PublishAsync(NoticeKind.Resumption, c.Entity, c.Application.Number, $"{c.Application.Title}终止歇业公示", $"自{ChinaTime.FullDay(on)}起恢复营业。", null, ct);
        return new("已公示终止歇业，恢复为存续（在营）", [moved, new SuspensionChanged(s.Uscc, s.From, s.EndedOn!.Value, null, true), published],
            s.ServiceAddress is null ? [] : ["歇业期间以送达地址代替住所（经营场所）的，请及时办理住所（经营场所）变更登记。"]);
    }
}
