using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Inspections.Contracts;
using Qishi.Modules.Inspections.Libraries;
using Qishi.Modules.Inspections.Model;
using Qishi.Modules.Inspections.Plans;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Inspections.DraftPlan;

public sealed class PlanLineForm : ScopeForm
{
    public string? StartMonth { get; set; }
    public string? EndMonth { get; set; }

    /// <summary>Joint plan: the department that leads.</summary>
    public string? Lead { get; set; }
}

/// <summary>A line of a draft is added, changed or taken out. Items of one department in its own plan, of two at least in the joint one.</summary>
internal sealed class ChangeLineHandler(AppDb db, ItemBook items, IRules rules, EventLog log, Actor actor, TimeProvider clock)
{
    private static readonly Problem NotThere = new("plan-not-open", "没有找到编制中的计划。已经批准、公布的先调整再修改");

    /// <summary>A plan that may be changed by this person now.</summary>
    public async Task<InspectionPlan?> PlanAsync(Guid id, CancellationToken ct) =>
        actor.May(Permissions.Plan) ? await db.Set<InspectionPlan>().Include(p => p.Lines).SingleOrDefaultAsync(p => p.Id == id && p.State == PlanState.Draft, ct) : null;

    public async Task<(InspectionPlan Plan, PlanLine Line)?> LineAsync(Guid lineId, CancellationToken ct) =>
        await db.Set<PlanLine>().AsNoTracking().Where(l => l.Id == lineId).Select(l => (Guid?)l.PlanId).SingleOrDefaultAsync(ct) is { } planId && await PlanAsync(planId, ct) is { } plan
            ? (plan, plan.Lines.Single(l => l.Id == lineId)) : null;

    /// <summary>What the plan may choose from today.</summary>
    public async Task<IReadOnlyList<CheckItem>> ItemsAsync(InspectionPlan plan, CancellationToken ct) =>
        [.. (await items.OnAsync(clock.Today(), ct)).Where(i => plan.Department == PlanBook.Joint ? i.Jointable : i.Department == plan.Department)];

    public async Task<Result<Guid>> SaveAsync(Guid planId, Guid? lineId, PlanLineForm form, CancellationToken ct)
    {
        if (await PlanAsync(planId, ct) is not { } plan || (lineId is { } known && plan.Lines.All(l => l.Id != known)))
            return NotThere;
        var today = clock.Today();
        var chosen = (await ItemsAsync(plan, ct)).Where(i => form.Items.Contains(i.Code)).ToList();
        var problems = Decide(plan, form, chosen, (await rules.BookAsync(ct)).Int("rnd.generalCapBp", today), out var start, out var end);
        if (problems.Count > 0)
            return Result<Guid>.Refused(problems);
        var departments = chosen.Select(i => i.Department).Distinct().OrderBy(d => d == "MSA" ? "" : d, StringComparer.Ordinal).ToList();
        var lead = plan.Department == PlanBook.Joint ? form.Lead! : plan.Department;
        if (lineId is { } id)
        {
            var line = plan.Lines.Single(l => l.Id == id);
            (line.Name, line.Items, line.Scope, line.StartMonth, line.EndMonth, line.Lead, line.Members) = (NormalisedText.Text(form.Name), Words.Joined(chosen.Select(i => i.Code)), ScopeFields.Read(form), start, end, lead, Words.Joined(departments));
        }
        else
        {
            db.Add(NewLine(plan, form, chosen, start, end, lead, departments, clock));
        }

        return await SavedAsync(plan, ct);
    }

    /// <summary>Takes a line out of a draft. Lines that had been merged into it stand for themselves again.</summary>
    public async Task<Result<Guid>> RemoveAsync(Guid lineId, CancellationToken ct)
    {
        if (await LineAsync(lineId, ct) is not var (plan, line))
            return NotThere;
        if (line.MergedInto is not null)
            return new Problem("line-merged", "这一行已经合并到联合计划。请先从联合计划删去合并成的那一行");
        if (await db.Set<InspectionTask>().AnyAsync(t => t.PlanLineId == lineId, ct))
            return new Problem("line-used", "已经按这一行做过任务，不能删去");
        var parts = await db.Set<PlanLine>().Where(l => l.MergedInto == lineId).ToListAsync(ct);
        var plans = parts.Select(p => p.PlanId).Distinct().ToList();
        if (await db.Set<InspectionPlan>().Where(p => plans.Contains(p.Id) && p.State != PlanState.Draft).Select(p => p.No).FirstOrDefaultAsync(ct) is { } closed)
            return new Problem("part-closed", $"合并前的部门计划{closed}已经批准。请先调整那一份计划");
        foreach (var part in parts)
            part.MergedInto = null;
        db.RemoveRange(await db.Set<PlanMerge>().Where(m => m.FirstLine == lineId || m.SecondLine == lineId || m.JointLine == lineId).ToListAsync(ct));
        db.Remove(line);
        return await SavedAsync(plan, ct);
    }

    internal static PlanLine NewLine(InspectionPlan plan, PlanLineForm form, IEnumerable<CheckItem> chosen, int start, int end, string lead, IEnumerable<string> departments, TimeProvider clock) => new()
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()),
        PlanId = plan.Id,
        LineNo = plan.Lines.Count == 0 ? 1 : plan.Lines.Max(l => l.LineNo) + 1,
        Name = NormalisedText.Text(form.Name),
        Items = Words.Joined(chosen.Select(i => i.Code)),
        Scope = ScopeFields.Read(form),
        StartMonth = start,
        EndMonth = end,
        Lead = lead,
        Members = Words.Joined(departments),
    };

    internal static List<Problem> Decide(InspectionPlan plan, PlanLineForm form, IReadOnlyList<CheckItem> chosen, int capBp, out int start, out int end)
    {
        var problems = new List<Problem>();
        if (NormalisedText.Text(form.Name).Length is < 4 or > 80)
            problems.Add(new("name-missing", "请填写名称，4至80字", nameof(form.Name)));
        if (form.Items.Count == 0)
            problems.Add(new("items-missing", "请至少选择一个抽查事项", nameof(form.Items)));
        else if (form.Items.Where(c => chosen.All(i => i.Code != c)).ToList() is { Count: > 0 } others)
            problems.Add(new("items-other", $"“{string.Join('、', others)}”没有公布，或者不是这份计划能用的事项", nameof(form.Items), "国办发〔2024〕54号"));
        else if (plan.Department == PlanBook.Joint && chosen.Select(i => i.Department).Distinct().Count() < 2)
            problems.Add(new("items-joint", "联合计划的一行须有两个以上部门的事项", nameof(form.Items)));
        if (plan.Department == PlanBook.Joint && chosen.All(i => i.Department != form.Lead))
            problems.Add(new("lead-missing", "请选择牵头部门，它的事项应当在这一行里", nameof(form.Lead)));
        problems.AddRange(ScopeFields.Problems(form, chosen, capBp));
        if (!Month(form.StartMonth, out start))
            problems.Add(new("start-month", "请选择开始月份", nameof(form.StartMonth)));
        if (!Month(form.EndMonth, out end))
            problems.Add(new("end-month", "请选择结束月份", nameof(form.EndMonth)));
        else if (end < start)
            problems.Add(new("end-month", "结束月份不能早于开始月份", nameof(form.EndMonth)));
        return problems;
    }

    private static bool Month(string? text, out int month) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out month) && month is >= 1 and <= 12;

    private async Task<Result<Guid>> SavedAsync(InspectionPlan plan, CancellationToken ct)
    {
        // A leader who approves meanwhile must be told: the plan changes with its lines.
        db.Entry(plan).Property(p => p.Edition).IsModified = true;
        log.Record(actor, "InspectionPlanDrafting", null, new InspectionPlanMoved(plan.No, nameof(PlanState.Draft)));
        try
        {
            await db.SaveChangesAsync(ct);
            return plan.Id;
        }
        catch (DbUpdateException)
        {
            return new Problem("plan-changed", "另一人刚刚改过这份计划。您填写的还在，请核对后再保存");
        }
    }
}
