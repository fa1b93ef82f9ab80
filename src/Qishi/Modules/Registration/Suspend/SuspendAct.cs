using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Changes;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Exit;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Notices;
using Qishi.Platform.Data;
using Qishi.Platform.Rules;
using Qishi.Platform.Web.Controls;

namespace Qishi.Modules.Registration.Suspend;

/// <summary>歇业备案 (条例 art. 30; 实施细则 art. 40–43).</summary>
internal sealed class SuspendAct(AppDb db, FactsOfExit facts, NoticeBoard board, IRules rules) : IAct
{
    public ActInfo Info => new("suspend", "歇业备案", "因自然灾害、事故灾难、公共卫生事件、社会安全事件经营困难的，可以歇业，最长3年。歇业前备案，不收费。", "CHANGE", "歇业备案通知书",
        "市场主体登记管理条例第三十条、市场主体登记管理条例实施细则第四十一条")
    { Order = 30 };

    public IEnumerable<Problem> Hindrances(ActCase c)
    {
        foreach (var problem in ChangeAct.Changeable(c))
            yield return problem;
        if (c.Entity?.Status == EntityStatus.Suspended)
            yield return new("suspended", "这户正在歇业，可以申请延长歇业或者终止歇业");
    }

    public async ValueTask<IReadOnlyList<ActField>> FieldsAsync(ActCase c, CancellationToken ct)
    {
        await Task.CompletedTask;
        return
        [
            new("Reason", "歇业原因", FieldShape.Choice, null, [.. SuspensionRules.Words.Select(w => new Option(w.Reason.ToString(), w.Word))]),
            new("From", "歇业开始日期", FieldShape.Day, "备案以后的日期；当天歇业的，应在营业前备案"),
            new("To", "歇业结束日期", FieldShape.Day, "一次和累计都不超过3年"),
            new("Consulted", "已与职工就劳动关系处理、工资等协商一致（没有职工的也勾选）", FieldShape.Tick),
            new("ServiceAddress", "法律文书送达地址", FieldShape.Line, "用来代替住所（经营场所）的才填；填了须交《法律文书送达地址确认书》", Optional: true),
            new("MonthlyTax", "现在按月预缴所得税", FieldShape.Tick, "歇业后可以改为按季预缴，不用另外报告税务机关"),
        ];
    }

    public async Task<ActSheet> JudgeAsync(ActCase c, CancellationToken ct)
    {
        List<Problem> problems = [.. SuspensionRules.Reason(c.Answers["Reason"]).Problems];
        var from = ChangeForm.Day(c.Answers, "From", "歇业开始日期", c.Today, problems);
        var to = ChangeForm.Day(c.Answers, "To", "歇业结束日期", c.Today, problems);
        var hours = (await rules.WorkingDaysAsync(ct)).Hours;
        // What was filed in time stays in time while the office looks at it.
        var moment = c.Application.SubmittedAt ?? c.Now;
        if (from is { } f && to is { } t)
            problems.AddRange(SuspensionRules.Term(f, t, moment, await EarlierAsync(c.Entity!.Id, ct), hours, c.Ground));
        // Filed and not begun yet: the status says nothing of it.
        if (await db.Set<Suspension>().Where(x => x.OpenKey == c.Entity!.Id).Select(x => (DateOnly?)x.From).SingleOrDefaultAsync(ct) is { } begins)
            problems.Add(new("suspension-filed", $"这户已经备案歇业，{ChinaTime.FullDay(begins)}开始，不能重复备案", "From"));
        if (!c.Answers.Ticked("Consulted"))
            problems.Add(new("not-consulted", "歇业前应与职工协商劳动关系处理等事项。请协商后勾选", "Consulted", "R-10.41"));
        var known = await facts.FindAsync(c.Entity!.Uscc, c.Today, ct);
        var consent = known.Facts.Any(x => x.Kind is ExitFactKind.ListedCompany or ExitFactKind.ApprovalBound);
        problems.AddRange(SuspensionRules.Exclusions(known.Facts, consent: true));
        List<ActPaper> papers = [new("commitment", "歇业备案承诺书", true, "实施细则第四十一条")];
        if (c.Answers.Has("ServiceAddress"))
            papers.Add(new("service-address", "法律文书送达地址确认书", true, "实施细则第四十一条"));
        if (consent)
            papers.Add(new("consent", "主管部门同意歇业的文件", true, "本县规定"));
        var lines = from is { } a && to is { } b ? new ChangeLine[] { new("状态", Wording.Statuses[c.Entity.Status].Word, $"歇业，{ChinaTime.FullDay(a)}至{ChinaTime.FullDay(b)}") } : [];
        var quarter = from is { } start ? SuspensionRules.QuarterWord(SuspensionRules.QuarterlyTaxFrom(start)) : null;
        return new(problems, papers, lines,
        [
            known.Line, .. quarter is null || !c.Answers.Ticked("MonthlyTax") ? [] : new[] { new RuleCheck("R-10.49", CheckOutcome.Note, "税务", $"按月预缴的，可以自{quarter}起按季预缴，年度内不变；非正常户解除前不适用", "国家税务总局公告2022年第12号") },
        ])
        { Commitments = ["歇业期间继续履行纳税申报、年度报告等法定义务，住所（经营场所）或者送达地址能收到法律文书。"] };
    }

    public async Task<ActEffect> ApplyAsync(ActCase c, DateTime at, CancellationToken ct)
    {
        var (from, to, reason) = (TypedDay.Parse(c.Answers["From"], c.Today).Value, TypedDay.Parse(c.Answers["To"], c.Today).Value, SuspensionRules.Reason(c.Answers["Reason"]).Value);
        var e = c.Entity!;
        var episode = new Suspension
        {
            Id = Guid.CreateVersion7(new DateTimeOffset(at)),
            EntityId = e.Id,
            Uscc = e.Uscc,
            Number = c.Application.Number,
            Reason = reason,
            From = from,
            To = to,
            ServiceAddress = c.Answers.Has("ServiceAddress") ? c.Answers.Text("ServiceAddress") : null,
        };
        episode.Open();
        db.Add(episode);
        var word = SuspensionRules.Words.First(w => w.Reason == reason).Word;
        List<IEvent> events = [new SuspensionChanged(e.Uscc, from, to, SuspensionRules.QuarterlyTaxFrom(from), false)];
        if (from <= ChinaTime.DayOf(at))
        {
            episode.Begin();
            events.Add(EntityStatusFlow.Move(db, e, EntityStatus.Suspended, $"歇业：{word}", at));
        }

        var (_, published) = await board.PublishAsync(NoticeKind.Suspension, e, c.Application.Number, $"{c.Application.Title}歇业公示",
            $"歇业期限：{ChinaTime.FullDay(from)}至{ChinaTime.FullDay(to)}。\n歇业原因：{word}。" + (episode.ServiceAddress is { } address ? $"\n法律文书送达地址：{address}。" : ""), null, ct);
        events.Add(published);
        return new($"已办理歇业备案，{ChinaTime.FullDay(from)}起歇业", events,
        [
            $"歇业期限自{ChinaTime.FullDay(from)}至{ChinaTime.FullDay(to)}。期满前30日内可以申请延长，累计不超过3年；期满不再歇业的自动恢复营业。",
            $"歇业期间仍应报送年度报告。按月预缴所得税的，可以自{SuspensionRules.QuarterWord(SuspensionRules.QuarterlyTaxFrom(from))}起按季预缴，不用另外报告。恢复营业的，应自恢复之日起30日内公示。",
        ]);
    }

    internal async Task<IReadOnlyList<Episode>> EarlierAsync(Guid entity, CancellationToken ct) =>
        [.. (await db.Set<Suspension>().AsNoTracking().Where(s => s.EntityId == entity && s.EndedOn != null).Select(s => new { s.From, s.EndedOn }).ToListAsync(ct)).Where(s => s.EndedOn >= s.From).Select(s => new Episode(s.From, s.EndedOn!.Value))];
}
