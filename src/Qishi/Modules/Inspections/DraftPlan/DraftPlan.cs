using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Inspections.Contracts;
using Qishi.Modules.Inspections.Model;
using Qishi.Modules.Inspections.Plans;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Inspections.DraftPlan;

public sealed class DraftPlanForm
{
    public string? Year { get; set; }
    public string? Department { get; set; }
}

/// <summary>The joint office begins the yearly plan of a department, or the joint one: one a year each (国市监信〔2019〕38号).</summary>
internal sealed class DraftPlanHandler(AppDb db, PlanBook book, IRules rules, EventLog log, Actor actor, TimeProvider clock)
{
    public async Task<Result<Guid>> HandleAsync(DraftPlanForm form, CancellationToken ct)
    {
        if (!actor.May(Permissions.Plan))
            return new Problem("not-allowed", "年度计划由双随机联席办编制");
        var today = clock.Today();
        var problems = new List<Problem>();
        if (!int.TryParse(NormalisedText.Text(form.Year), NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year < today.Year || year > today.Year + 1)
            problems.Add(new("year-bad", $"请填写年度，{today.Year}或者{today.Year + 1}", nameof(form.Year)));
        if (!(await book.DepartmentsAsync(ct)).TryGetValue(form.Department ?? "", out var name))
            problems.Add(new("department-missing", "请选择部门", nameof(form.Department)));
        if (problems.Count > 0)
            return Result<Guid>.Refused(problems);
        var no = $"{(await rules.BookAsync(ct)).Text("bureau.divisionCode", today)}-{year}-{form.Department}";
        if (await db.Set<InspectionPlan>().AnyAsync(p => p.No == no, ct))
            return new Problem("plan-known", $"{name}{year}年的计划已经有了，请在原计划里修改", nameof(form.Department));
        var plan = new InspectionPlan { Id = Guid.CreateVersion7(clock.GetUtcNow()), No = no, Year = year, Department = form.Department!, CreatedAt = clock.UtcNow(), ProposedById = actor.AccountId, ProposedBy = actor.NameOnRecord };
        db.Add(plan);
        log.Record(actor, "InspectionPlanDrafting", null, new InspectionPlanMoved(no, nameof(PlanState.Draft)));
        try
        {
            await db.SaveChangesAsync(ct);
            return plan.Id;
        }
        catch (DbUpdateException)
        {
            return new Problem("plan-known", $"另一人刚刚建了{name}{year}年的计划。请刷新页面", nameof(form.Department));
        }
    }
}
