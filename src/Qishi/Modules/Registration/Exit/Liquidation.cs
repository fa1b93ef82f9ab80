using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Kernel;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Changes;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Notices;
using Qishi.Platform.Data;
using Qishi.Platform.Rules;
using Qishi.Platform.Web.Controls;

namespace Qishi.Modules.Registration.Exit;

/// <summary>A liquidation on file: group, members, announcement to creditors.</summary>
internal sealed class Liquidation : IVersioned
{
    public Guid Id { get; init; }
    public Guid EntityId { get; init; }
    public required string Number { get; init; }
    public required string Cause { get; init; }
    public DateOnly CauseOn { get; init; }
    public DateOnly FormedOn { get; init; }

    /// <summary>Members as published.</summary>
    public required string Members { get; init; }
    public DateOnly AnnouncedOn { get; init; }
    public Guid NoticeId { get; set; }
    public int Version { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Liquidation>
    {
        public void Configure(EntityTypeBuilder<Liquidation> builder)
        {
            builder.ToTable("reg_liquidation");
            builder.Property(l => l.Id).ValueGeneratedNever();
            builder.HasOne<Entity>().WithMany().HasForeignKey(l => l.EntityId);
            builder.HasIndex(l => l.EntityId);
        }
    }
}

/// <summary>清算组、债权人公告: published by the entity itself (公司法 art. 229, 232, 235; 条例 art. 32).</summary>
internal sealed class LiquidationAct(AppDb db, NoticeBoard board, EntityReader reader, IRules rules) : IAct
{
    public static readonly Option[] Causes =
        [new("term", "营业期限届满"), new("resolution", "股东会决议解散"), new("merger", "合并、分立解散"), new("revoked", "被吊销营业执照、责令关闭、撤销"), new("court", "人民法院解散、裁定终结")];

    public ActInfo Info => new("liquidation", "清算组、债权人公告", "有债权债务的企业注销前先清算：公示清算组成员，公告债权人45天。提交后立即公示。", "CANCEL", "清算组公告回执", "市场主体登记管理条例第三十二条、公司法第二百三十五条") { Order = 52, SelfService = true };

    public IEnumerable<Problem> Hindrances(ActCase c)
    {
        if (c.Entity is not { } e || e.Kind == EntityKind.Individual)
            yield return new("other-kind", "个体工商户注销不用清算公告");
        else if (e.Status == EntityStatus.Liquidating)
            yield return new("liquidating", "这户已经公告清算组，正在清算");
        else if (e.Status == EntityStatus.DeregNotice)
            yield return new("publishing", "这户正在简易注销公示。改办清算注销的，请先撤回公示");
        else if (e.Status is not (EntityStatus.Revoked or EntityStatus.OrderedClosed) && EntityStatusFlow.Hindrance(e, EntityStatus.Liquidating, "公告清算组") is { } problem)
            yield return problem;
    }

    // Dissolution, merger and split are resolved by two thirds of the votes (R-1.21).
    private static readonly string[] Resolved = ["charter"];

    private static bool ByResolution(ActCase c) => c.Answers["Cause"] is "resolution" or "merger";

    public async ValueTask<IReadOnlyList<ActField>> FieldsAsync(ActCase c, CancellationToken ct) =>
    [
        new("Cause", "解散原因", FieldShape.Select, null, Causes), new("CauseOn", "解散事由出现的日期", FieldShape.Day), new("FormedOn", "清算组成立日期", FieldShape.Day, "应在解散事由出现之日起15日内成立"),
        new("Leader", "清算组负责人", FieldShape.Line), new("Members", "清算组成员", FieldShape.Line, "用顿号分开；公司一般由董事组成"), new("ClaimMobile", "债权申报电话", FieldShape.Line), new("ClaimAddress", "债权申报地址", FieldShape.Line),
        .. c.Entity is null || !ByResolution(c) ? [] : Votes.Fields(await reader.ReadAsync(c.Entity, ct), Resolved),
    ];

    public async Task<ActSheet> JudgeAsync(ActCase c, CancellationToken ct)
    {
        List<Problem> problems = [];
        var (a, e) = (c.Answers, c.Entity!);
        if (!Causes.Any(x => x.Value == a["Cause"]))
            problems.Add(new("cause", "请选择解散原因", "Cause", "公司法第二百二十九条"));
        var (cause, formed) = (ChangeForm.Day(a, "CauseOn", "解散事由出现的日期", c.Today, problems), ChangeForm.Day(a, "FormedOn", "清算组成立日期", c.Today, problems));
        foreach (var (name, word) in new[] { ("Leader", "清算组负责人"), ("Members", "清算组成员"), ("ClaimAddress", "债权申报地址") })
            if (!a.Has(name))
                problems.Add(new("required", $"请填写{word}", name));
        problems.AddRange(PhoneNumber.Parse(a["ClaimMobile"]).Problems.Select(p => p.At("ClaimMobile")));
        if (cause > c.Today || formed > c.Today || formed < cause)
            problems.Add(new("liquidation-order", "日期不能晚于今天，清算组成立不能早于解散事由。请检查", "FormedOn"));
        if (ByResolution(c) && await reader.ReadAsync(e, ct) is var now && Votes.Check(now, now, Resolved, true, a, c.Ground) is { } votes)
            problems.Add(votes);
        var checks = cause is { } x && formed is { } f && f >= x ? Lines(ExitRules.Liquidation(x, f, c.Ground, await rules.WorkingDaysAsync(ct)), f, c) : [];
        var after = e.Status is EntityStatus.Revoked or EntityStatus.OrderedClosed ? Wording.Statuses[e.Status].Word : "清算中";
        return new(problems, [new("resolution", "解散决议或者有关文件", true, "公司法第二百二十九条")], after == Wording.Statuses[e.Status].Word ? [] : [new("状态", Wording.Statuses[e.Status].Word, after)], checks) { Late = checks.Any(l => l.Outcome == CheckOutcome.Note) };
    }

    public async Task<ActEffect> ApplyAsync(ActCase c, DateTime at, CancellationToken ct)
    {
        var (a, e, today) = (c.Answers, c.Entity!, ChinaTime.DayOf(at));
        var until = ExitRules.DeregistrationFrom(today, c.Ground).AddDays(-1);
        var liquidation = new Liquidation
        {
            Id = Guid.CreateVersion7(new DateTimeOffset(at)),
            EntityId = e.Id,
            Number = c.Application.Number,
            Cause = a["Cause"],
            CauseOn = TypedDay.Parse(a["CauseOn"], c.Today).Value,
            FormedOn = TypedDay.Parse(a["FormedOn"], c.Today).Value,
            Members = a.Text("Members"),
            AnnouncedOn = today,
        };
        db.Add(liquidation);
        var (notice, published) = await board.PublishAsync(NoticeKind.Liquidation, e, c.Application.Number, $"{c.Application.Title}清算组和债权人公告",
            $"本企业因{Causes.First(x => x.Value == a["Cause"]).Text}解散，{ChinaTime.FullDay(liquidation.FormedOn)}成立清算组。负责人：{a.Text("Leader")}；成员：{liquidation.Members}。\n请债权人自接到通知之日起30日内，没有接到通知的自本公告之日起45日内，向清算组申报债权。\n申报地址：{a.Text("ClaimAddress")}；电话：{a["ClaimMobile"]}。",
            c.Ground.Rules.Int("dereg.creditorCD", c.Ground.On), ct);
        liquidation.NoticeId = notice.Id;
        List<IEvent> events = [published];
        if (EntityStatusFlow.May(e.Status, EntityStatus.Liquidating))
            events.Insert(0, EntityStatusFlow.Move(db, e, EntityStatus.Liquidating, "成立清算组", at));
        return new($"已公告，公告到{ChinaTime.FullDay(until)}；{ChinaTime.FullDay(until.AddDays(1))}起可以申请注销登记", events,
            [$"公告期自{ChinaTime.FullDay(today)}至{ChinaTime.FullDay(until)}。申报债权期间，清算组不得对债权人清偿。清算结束之日起30日内申请注销登记。", "清偿顺序：清算费用、职工工资、社会保险费用和法定补偿金、税款、债务，剩余财产按出资比例分配。资不抵债的，依法申请破产。"]);
    }

    private static List<RuleCheck> Lines(LiquidationDates dates, DateOnly formed, ActCase c) =>
    [
        Line("清算组成立", formed <= dates.FormBy.Date, dates.FormBy, c.Ground.Basis("liquidation.formCD")),
        Line("公示清算组、通知债权人", c.AppliedOn <= dates.PublishBy.Date, dates.PublishBy, c.Ground.Basis("liquidation.publishCD")),
        Line("公告债权人", c.AppliedOn <= dates.AnnounceBy.Date, dates.AnnounceBy, c.Ground.Basis("liquidation.announceCD")),
    ];

    private static RuleCheck Line(string title, bool inTime, DueDate due, string basis) => new("R-10.3", inTime ? CheckOutcome.Pass : CheckOutcome.Note, title, inTime ? $"应在{due}前，没有逾期" : $"应在{due}前，已逾期；因此给债权人造成损失的，清算义务人承担赔偿责任", basis);
}

/// <summary>一般注销登记 (条例 art. 31–34; 实施细则 art. 44–46).</summary>
internal sealed class GeneralDeregAct(AppDb db, FactsOfExit facts, PermitsOfExit permits, EndOfEntity end, IRules rules) : IAct
{
    public ActInfo Info => new("dereg", "一般注销登记", "企业清算结束，或者个体工商户不再经营、不适用简易注销的，申请注销登记。", "CANCEL", "准予注销登记通知书", "市场主体登记管理条例第三十一条、第三十二条") { Order = 53 };

    public IEnumerable<Problem> Hindrances(ActCase c)
    {
        if (c.Entity is not { } e)
            yield return new("other-kind", "请先选择企业");
        else if (Wording.OfTheCity(e))
            yield return new("other-authority", $"这户由{Wording.Authority(e, "")}登记，请到那里办理", null, "R-1.44");
        else if (e.Status == EntityStatus.DeregNotice)
            yield return new("publishing", "这户正在简易注销公示。改办一般注销的，请先撤回公示");
        else if (EntityStatusFlow.Hindrance(e, EntityStatus.Deregistered, "注销") is { } problem)
            yield return problem;
    }

    public async ValueTask<IReadOnlyList<ActField>> FieldsAsync(ActCase c, CancellationToken ct) =>
    [
        new("Path", "注销情形", FieldShape.Choice, null, c.Entity?.Kind == EntityKind.Individual ? [new("plain", "不再经营")] : [new("liquidated", "清算结束"), new("merger", "合并、分立，不用清算"), new("court", "人民法院裁定终结强制清算或者破产程序")]),
        new("EndedOn", "清算结束或者决定注销的日期", FieldShape.Day, "自这一天起30日内申请"), .. await permits.FieldsAsync(c, ct),
    ];

    public async Task<ActSheet> JudgeAsync(ActCase c, CancellationToken ct)
    {
        var (e, a) = (c.Entity!, c.Answers);
        List<Problem> problems = [];
        var soleTrader = e.Kind == EntityKind.Individual;
        if (a["Path"] is not ("plain" or "liquidated" or "merger" or "court") || (a["Path"] == "plain") != soleTrader)
            problems.Add(new("path", "请选择注销情形", "Path"));
        var ended = ChangeForm.Day(a, "EndedOn", "清算结束或者决定注销的日期", c.Today, problems);
        if (ended > c.Today)
            problems.Add(new("ended-later", "日期晚于今天。请检查", "EndedOn"));
        if (a["Path"] == "liquidated")
            problems.AddRange(Guard(await db.Set<Liquidation>().AsNoTracking().Where(l => l.EntityId == e.Id).OrderByDescending(l => l.AnnouncedOn).FirstOrDefaultAsync(ct), c));
        var known = await facts.FindAsync(e.Uscc, c.Today, ct);
        problems.AddRange(known.Facts.Where(f => f.Kind is ExitFactKind.OpenBranch or ExitFactKind.EquityFrozen or ExitFactKind.Investigation or ExitFactKind.TaxOpen).Select(f => new Problem("exit-blocked", $"{f.Sentence}。处理好以后才能注销", null, "R-10.3")));
        problems.AddRange(await permits.ProblemsAsync(c, ct));
        var late = ended is { } day && day <= c.Today ? Deadlines.Line(day, c.AppliedOn, "dereg.applyCD", c.Ground, await rules.WorkingDaysAsync(ct)) : null;
        return new(problems, Papers(a["Path"], known.Facts.Any(f => f.Kind == ExitFactKind.ApprovalBound)), [new("状态", Wording.Statuses[e.Status].Word, "注销")], [known.Line, await permits.LineAsync(c, ct), .. late is null ? [] : new[] { late }]) { Late = late?.Outcome == CheckOutcome.Note };
    }

    public Task<ActEffect> ApplyAsync(ActCase c, DateTime at, CancellationToken ct) => end.DeregisterAsync(c, "一般注销", at, ct);

    /// <summary>Papers by path (实施细则 art. 46). Pure.</summary>
    public static IReadOnlyList<ActPaper> Papers(string path, bool approvalBound)
    {
        List<ActPaper> papers = [new("tax-clearance", "清税证明", path != "court", "实施细则第四十六条", Tolerable: true)];
        if (path is "liquidated" or "merger")
            papers.Add(new("resolution", "依法作出的决议、决定或者被吊销等文件", true, "实施细则第四十六条"));
        if (path == "liquidated")
            papers.Add(new("liquidation-report", "清算报告", true, "实施细则第四十六条"));
        if (path == "court")
            papers.Add(new("court-ruling", "人民法院裁定书", true, "条例第三十四条"));
        if (approvalBound)
            papers.Add(new("approval", "批准注销的文件", true, "条例第三十一条"));
        papers.Add(new("old-licence", "营业执照正本、副本", false, "条例第三十七条", Tolerable: true));
        return papers;
    }

    private static IEnumerable<Problem> Guard(Liquidation? liquidation, ActCase c)
    {
        if (liquidation is null)
            yield return new("no-announcement", "还没有公告清算组和债权人。请先公告，45日后再申请", "Path", "R-10.20");
        else if (ExitRules.DeregistrationFrom(liquidation.AnnouncedOn, c.Ground) is var from && c.AppliedOn < from)
            yield return new("announcement-runs", $"债权人公告{ChinaTime.FullDay(from.AddDays(-1))}期满，{ChinaTime.FullDay(from)}起可以申请注销登记", "Path", "R-10.20");
    }
}
