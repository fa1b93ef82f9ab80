using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Inspections.Contracts;
using Qishi.Modules.Inspections.Model;
using Qishi.Modules.Inspections.Plans;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Inspections.MergeLines;

public sealed class MergeLinesForm
{
    /// <summary>accept or decline.</summary>
    public string? Act { get; set; }

    /// <summary>Ids of the two lines, divided by a comma.</summary>
    public string? Pair { get; set; }

    public string? Why { get; set; }
}

/// <summary>
/// Two departments' lines on the same objects become one line of the joint plan, one visit (进一次门、查多项事); or the office writes down why not (rulebook B §1.3). Both lines stay, marked with what they went into.
/// </summary>
internal sealed class MergeLinesHandler(AppDb db, PlanBook book, IRules rules, EventLog log, Actor actor, TimeProvider clock)
{
    public async Task<Result<string>> HandleAsync(MergeLinesForm form, CancellationToken ct)
    {
        if ((form.Pair ?? "").Split(',') is not [var one, var two] || !Guid.TryParse(one, out var firstId) || !Guid.TryParse(two, out var secondId))
            return new Problem("pair-missing", "请先选一条合并建议", nameof(form.Pair));
        if (!actor.May(Permissions.Plan))
            return new Problem("not-allowed", "合并建议由双随机联席办处理");
        var (a, b) = PlanBook.Ordered(firstId, secondId);
        var lines = await db.Set<PlanLine>().Where(l => l.Id == a || l.Id == b).ToListAsync(ct);
        var planIds = lines.Select(l => l.PlanId).ToList();
        var plans = await db.Set<InspectionPlan>().Where(p => planIds.Contains(p.Id)).ToListAsync(ct);
        if (lines.Count != 2 || plans.Count != 2 || plans[0].Year != plans[1].Year || lines.Any(l => l.MergedInto is not null) || await db.Set<PlanMerge>().AnyAsync(m => m.FirstLine == a && m.SecondLine == b, ct))
            return new Problem("proposal-gone", "这条合并建议已经处理，或者计划已经改过。请刷新页面");
        var year = plans[0].Year;
        var figures = await book.YearAsync(year, ct);
        if ((await book.OpenProposalsAsync(figures, year, ct)).FirstOrDefault(p => PlanBook.Ordered(p.First.Line.Id, p.Second.Line.Id) == (a, b)) is not { } proposal)
            return new Problem("proposal-gone", "这条合并建议已经处理，或者计划已经改过。请刷新页面");
        var (accepted, reason) = (form.Act == "accept", NormalisedText.Text(form.Why));
        if (!accepted && reason.Length is < 4 or > 200)
            return new Problem("reason-missing", "不合并的，请写明理由，4至200字", nameof(form.Why));
        if (reason.Length > 200)
            return new Problem("reason-long", "说明最多200字", nameof(form.Why));
        if (plans.Find(p => p.State != PlanState.Draft) is { } closed && accepted)
            return new Problem("plan-closed", $"计划{closed.No}已经批准或者公布，不能合并。请先调整那份计划");
        Guid? joint = null;
        if (accepted)
        {
            var made = await JoinAsync(proposal, lines, year, ct);
            if (!made.Ok)
                return Result<string>.Refused(made.Problems);
            joint = made.Value;
        }

        db.Add(new PlanMerge { Id = Guid.CreateVersion7(clock.GetUtcNow()), FirstLine = a, SecondLine = b, Accepted = accepted, JointLine = joint, Reason = reason.Length > 0 ? reason : "检查对象相同，时间相近", DecidedBy = actor.NameOnRecord, DecidedAt = clock.UtcNow() });
        foreach (var plan in plans)
            db.Entry(plan).Property(p => p.Edition).IsModified = true;
        log.Record(actor, "PlanLinesMerging", reason, new PlanLinesJoined(plans[0].No, plans[1].No, accepted));
        try
        {
            await db.SaveChangesAsync(ct);
            return accepted ? "已合并为联合计划的一行，一次检查" : "已记下不合并的理由";
        }
        catch (DbUpdateException)
        {
            return new Problem("proposal-gone", "另一人刚刚处理了这条建议。请刷新页面");
        }
    }

    private async Task<Result<Guid>> JoinAsync(MergeProposal proposal, List<PlanLine> lines, int year, CancellationToken ct)
    {
        var plan = await db.Set<InspectionPlan>().Include(p => p.Lines).SingleOrDefaultAsync(p => p.Year == year && p.Department == PlanBook.Joint, ct);
        if (plan is null)
        {
            var no = $"{(await rules.BookAsync(ct)).Text("bureau.divisionCode", clock.Today())}-{year}-{PlanBook.Joint}";
            db.Add(plan = new InspectionPlan { Id = Guid.CreateVersion7(clock.GetUtcNow()), No = no, Year = year, Department = PlanBook.Joint, CreatedAt = clock.UtcNow(), ProposedById = actor.AccountId, ProposedBy = actor.NameOnRecord });
        }
        else if (plan.State != PlanState.Draft)
        {
            return new Problem("joint-closed", $"联合计划{plan.No}已经批准或者公布。请先调整它，再合并");
        }

        var (one, two) = (lines.Single(l => l.Id == proposal.First.Line.Id), lines.Single(l => l.Id == proposal.Second.Line.Id));
        // One visit in the months both allow; where they only neighbour, in either.
        var (start, end) = (Math.Max(one.StartMonth, two.StartMonth), Math.Min(one.EndMonth, two.EndMonth));
        if (start > end)
            (start, end) = (Math.Min(one.StartMonth, two.StartMonth), Math.Max(one.EndMonth, two.EndMonth));
        // The narrower scope is what both check; its amount may be changed in the joint plan.
        var narrow = one.Scope.Kind == DrawKind.Undirected ? two : one;
        var joint = new PlanLine
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            PlanId = plan.Id,
            LineNo = plan.Lines.Count == 0 ? 1 : plan.Lines.Max(l => l.LineNo) + 1,
            Name = Short($"{one.Name}、{two.Name}联合检查"),
            Items = Words.Joined(one.ItemCodes.Concat(two.ItemCodes).Distinct()),
            Scope = narrow.Scope.Copy(),
            StartMonth = start,
            EndMonth = end,
            Lead = one.Lead,
            Members = Words.Joined(Words.Split(one.Members).Concat(Words.Split(two.Members)).Distinct().OrderBy(d => d == "MSA" ? "" : d, StringComparer.Ordinal)),
        };
        db.Add(joint);
        db.Entry(plan).Property(p => p.Edition).IsModified = db.Entry(plan).State != EntityState.Added;
        (one.MergedInto, two.MergedInto) = (joint.Id, joint.Id);
        return joint.Id;
    }

    private static string Short(string name) => name.Length <= 80 ? name : name[..76] + "联合检查";
}
