using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Inspections.Contracts;
using Qishi.Modules.Inspections.Libraries;
using Qishi.Modules.Inspections.Model;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Rules;
using Qishi.Platform.Web;

namespace Qishi.Modules.Inspections.ProposeTask;

public sealed class ProposeTaskForm : ScopeForm
{
    public string? Type { get; set; }
    public string? SourceRef { get; set; }

    /// <summary>own or above.</summary>
    public string? Source { get; set; }

    public string? Match { get; set; }
    public string? StartOn { get; set; }
    public string? DueOn { get; set; }
    public string? Notice { get; set; }
    public string? Line { get; set; }
}

/// <summary>The joint office or a section makes a task, from a line of the plan or by itself; a leader approves it (行政检查审批表).</summary>
internal sealed class ProposeTaskHandler(AppDb db, ItemBook book, IRules rules, IWorklist worklist, EventLog log, Actor actor, Once once, TimeProvider clock)
{
    public static string WorkKey(Guid task) => $"inspections.approve:{task:N}";

    public Task<List<CheckItem>> ItemsAsync(CancellationToken ct) => book.OnAsync(clock.Today(), ct);

    public Task<List<JointItem>> JointAsync(CancellationToken ct) => book.JointOnAsync(clock.Today(), ct);

    /// <summary>A line a task can be made from: its plan is public, and it went into no other line.</summary>
    public async Task<PlanLine?> LineAsync(string? line, CancellationToken ct) =>
        Guid.TryParse(line, out var id)
            ? await db.Set<PlanLine>().AsNoTracking().SingleOrDefaultAsync(l => l.Id == id && l.MergedInto == null && db.Set<InspectionPlan>().Any(p => p.Id == l.PlanId && (p.State == PlanState.Published || p.State == PlanState.Filed)), ct)
            : null;

    public Task<int> YearAsync(PlanLine line, CancellationToken ct) => db.Set<InspectionPlan>().Where(p => p.Id == line.PlanId).Select(p => p.Year).SingleAsync(ct);

    public async Task<Result<Guid>> HandleAsync(ProposeTaskForm form, string key, CancellationToken ct)
    {
        if (!actor.May(Permissions.Plan))
            return new Problem("not-allowed", "只有双随机联席办人员可以新建任务");
        if (await once.FindAsync(key, ct) is { } before)
            return Guid.Parse(before);
        var today = clock.Today();
        var items = await book.OnAsync(form.Items, today, ct);
        if (NormalisedText.Text(form.Line).Length > 0 && await LineAsync(form.Line, ct) is null)
            return new Problem("line-not-public", "这一行计划还没有公布，或者已经合并，不能据此新建任务");
        var problems = Decide(form, items, today, (await rules.BookAsync(ct)).Int("rnd.generalCapBp", today), out var start, out var due);
        if (problems.Count > 0)
            return Result<Guid>.Refused(problems);
        var task = await NewAsync(form, items, start, due, await LineAsync(form.Line, ct), ct);
        db.Add(task);
        once.Remember(key, task.Id.ToString());
        await worklist.OpenAsync(new NewWorkItem(WorkKey(task.Id), "双随机抽查", task.Name, "审批", Urls.Task(task.Id), Roles.Leader, null, null, clock.UtcNow(), null, Watcher: actor.AccountId), ct);
        log.Record(actor, "InspectionTaskProposing", null, new InspectionTaskMoved(task.No, nameof(TaskState.Draft)));
        await db.SaveChangesAsync(ct);
        return task.Id;
    }

    /// <summary>Base of the items' type (1 or 2 points), half a point for each further department; in half points (rulebook B §1.5).</summary>
    internal static int HalfPoints(IReadOnlyCollection<CheckItem> items) => (items.Any(i => i.Type == ItemType.Key) ? 4 : 2) + items.Select(i => i.Department).Distinct().Count() - 1;

    internal static List<Problem> Decide(ProposeTaskForm form, IReadOnlyList<CheckItem> items, DateOnly today, int capBp, out DateOnly start, out DateOnly due)
    {
        var problems = new List<Problem>();
        if (NormalisedText.Text(form.Name).Length is < 4 or > 80)
            problems.Add(new("name-missing", "请填写任务名称，4至80字", nameof(form.Name)));
        if (form.Items.Count == 0)
            problems.Add(new("items-missing", "请至少选择一个抽查事项", nameof(form.Items)));
        // 行政检查事项未经公布的，不得实施 (国办发〔2024〕54号).
        else if (form.Items.Where(c => items.All(i => i.Code != c)).ToList() is { Count: > 0 } unpublished)
            problems.Add(new("item-unpublished", $"“{string.Join('、', unpublished)}”现在没有公布，不能检查。请先公布", nameof(form.Items), "国办发〔2024〕54号"));
        if (!Enum.TryParse<CheckType>(form.Type, out var type) || !Enum.IsDefined(type))
            problems.Add(new("type-missing", "请选择检查类型", nameof(form.Type)));
        else if (type != CheckType.RoutineRandom && NormalisedText.Text(form.SourceRef).Length < 2)
            problems.Add(new("source-missing", type == CheckType.Case ? "个案检查须写明来源：投诉举报、转办交办、数据监测或者企业申请的编号" : "专项检查须写明批准的方案", nameof(form.SourceRef)));
        if (!Enum.TryParse<MatchMode>(form.Match, out var match) || !Enum.IsDefined(match))
            problems.Add(new("match-missing", "请选择检查人员怎样匹配", nameof(form.Match)));
        else if (items.Select(i => i.Department).Distinct().Count() > 1 != (match == MatchMode.JointTeam))
            problems.Add(new("match-joint", match == MatchMode.JointTeam ? "部门联合须选择两个以上部门的事项" : "选择了几个部门的事项，人员匹配方式应为部门联合", nameof(form.Match)));
        if (form.Source != "above")
            problems.AddRange(ScopeFields.Problems(form, items, capBp));
        if (!TypedDate.TryParse(form.StartOn, today, out start))
            problems.Add(new("start-missing", "请填写开始日期，如2026-12-01", nameof(form.StartOn)));
        if (!TypedDate.TryParse(form.DueOn, today, out due))
            problems.Add(new("due-missing", "请填写截止日期", nameof(form.DueOn)));
        else if (due < start || due < today || due.DayNumber - start.DayNumber > 366)
            problems.Add(new("due-early", "截止日期应当在开始日期和今天之后，一年以内", nameof(form.DueOn)));
        return problems;
    }

    private async Task<InspectionTask> NewAsync(ProposeTaskForm form, IReadOnlyList<CheckItem> items, DateOnly start, DateOnly due, PlanLine? line, CancellationToken ct)
    {
        var departments = items.Select(i => i.Department).Distinct().OrderBy(d => d == "MSA" ? "" : d, StringComparer.Ordinal).ToList();
        return new InspectionTask
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            No = await NextNoAsync(start.Year, ct),
            Name = NormalisedText.Text(form.Name),
            PlanLineId = line?.Id,
            Type = Enum.Parse<CheckType>(form.Type!),
            SourceRef = Blank(form.SourceRef),
            FromAbove = form.Source == "above",
            Initiator = line?.Lead is { Length: > 0 } lead && departments.Contains(lead) ? lead : departments[0],
            Members = Words.Joined(departments),
            Items = Words.Joined(items.Select(i => i.Code)),
            Scope = ScopeFields.Read(form),
            Match = Enum.Parse<MatchMode>(form.Match!),
            StartOn = start,
            DueOn = due,
            Unannounced = form.Notice == "none",
            HalfPoints = HalfPoints(items),
            CreatedAt = clock.UtcNow(),
            ProposedById = actor.AccountId,
            ProposedBy = actor.NameOnRecord,
        };
    }

    /// <summary>451521-2026-0007: the county's division code, the year, a running number.</summary>
    private async Task<string> NextNoAsync(int year, CancellationToken ct)
    {
        var head = $"{(await rules.BookAsync(ct)).Text("bureau.divisionCode", clock.Today())}-{year}-";
        var last = await db.Set<InspectionTask>().Where(t => t.No.StartsWith(head)).OrderByDescending(t => t.No).Select(t => t.No).FirstOrDefaultAsync(ct);
        return head + ((last is null ? 0 : int.Parse(last[head.Length..], CultureInfo.InvariantCulture)) + 1).ToString("0000", CultureInfo.InvariantCulture);
    }

    private static string? Blank(string? text) => NormalisedText.Text(text) is { Length: > 0 } kept ? kept : null;
}
