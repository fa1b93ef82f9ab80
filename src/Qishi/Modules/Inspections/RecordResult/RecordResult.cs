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

namespace Qishi.Modules.Inspections.RecordResult;

public sealed class ItemResultForm
{
    public string? Item { get; set; }
    public List<string> Codes { get; set; } = [];
    public string? EvidenceKind { get; set; }

    /// <summary>How many pieces of evidence are on file.</summary>
    public string? Evidence { get; set; }

    public string? Note { get; set; }
}

public sealed class RecordResultForm
{
    public List<ItemResultForm> Results { get; set; } = [];
    public string? Disposal { get; set; }
    public string? CheckedOn { get; set; }
    public string? Note { get; set; }
}

/// <summary>
/// One department enters what its team found (谁检查、谁录入). The visit is submitted only when the results of all departments are in; the day of publication runs from the last look.
/// </summary>
internal sealed class RecordResultHandler(AppDb db, ItemBook book, IRules rules, IWorklist worklist, EventLog log, Actor actor, TimeProvider clock)
{
    public static readonly Problem NotThere = new("visit-not-found", "没有找到这户检查，或者您不是检查人员");

    public async Task<(Visit Visit, InspectionTask Task, VisitPart Part, IReadOnlyList<CheckItem> Items)?> FindAsync(Guid id, CancellationToken ct)
    {
        if (await db.Set<Visit>().Include(v => v.Inspectors).Include(v => v.Parts).ThenInclude(p => p.Results).AsSplitQuery().SingleOrDefaultAsync(v => v.Id == id, ct) is not { } visit
            || visit.Inspectors.FirstOrDefault(i => i.AccountId == actor.AccountId && i.ReplacedAt == null) is not { } self || !VisitFlow.Open.Contains(visit.State)
            || visit.Parts.FirstOrDefault(p => p.Department == self.Department && p.SubmittedAt == null) is not { } part)
            return null;
        var task = await db.Set<InspectionTask>().SingleAsync(t => t.Id == visit.TaskId, ct);
        return task.State is TaskState.Dispatched or TaskState.InProgress ? (visit, task, part, await book.OnAsync(part.ItemCodes, task.StartOn, ct)) : null;
    }

    public async Task<Result<Guid>> HandleAsync(Guid id, RecordResultForm form, CancellationToken ct)
    {
        if (!actor.May(Permissions.Check) || await FindAsync(id, ct) is not var (visit, task, part, items))
            return NotThere;
        var (now, today) = (clock.UtcNow(), clock.Today());
        var typed = form.Results.ConvertAll(r => new TypedResult(r.Item ?? "", r.Codes, r.EvidenceKind, int.TryParse(r.Evidence, out var n) ? n : 0));
        var problems = ResultCodes.Check([.. items.Select(i => i.Code)], typed, form.Disposal).ToList();
        if (!TypedDate.TryParse(form.CheckedOn, today, out var checkedOn) || checkedOn > today || checkedOn < task.StartOn)
            problems.Add(new("checked-on-bad", $"检查日期应当在{ChinaTime.FullDay(task.StartOn)}和今天之间", nameof(form.CheckedOn)));
        if (problems.Count > 0)
            return Result<Guid>.Refused(problems);
        Write(part, form, typed, checkedOn, now);
        if (task.State == TaskState.Dispatched)
            task.Move(TaskFlow.Begin, now);
        if (visit.Parts.All(p => p.SubmittedAt is not null))
            await SubmitAsync(visit, task, now, ct);
        log.Record(actor, "ResultRecording", null, new VisitMoved(task.No, visit.No, visit.ObjectCode, visit.State == VisitState.Submitted ? "Submitted" : "PartSubmitted"));
        foreach (var one in visit.Inspectors.Where(i => i.Department == part.Department))
            await worklist.CloseAsync($"inspections.visit:{visit.Id:N}:{one.AccountId:N}", ct);
        try
        {
            await db.SaveChangesAsync(ct);
            return id;
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Problem("recorded", "同组的人刚刚也提交了结果。请刷新页面核对");
        }
    }

    private void Write(VisitPart part, RecordResultForm form, List<TypedResult> typed, DateOnly checkedOn, DateTime now)
    {
        db.RemoveRange(part.Results);
        part.Results.Clear();
        foreach (var (result, posted) in typed.Zip(form.Results).Where(r => part.ItemCodes.Contains(r.First.Item)))
        {
            var row = new ItemResult
            {
                Id = Guid.CreateVersion7(clock.GetUtcNow()),
                PartId = part.Id,
                ItemCode = result.Item,
                Codes = Words.Joined(result.Codes.Distinct()),
                EvidenceKind = result.Codes.Contains("R04") ? result.EvidenceKind : null,
                Evidence = result.Evidence,
                Note = NormalisedText.Text(posted.Note) is { Length: > 0 } note ? note[..Math.Min(note.Length, 500)] : null,
            };
            part.Results.Add(row);
            db.Add(row);
        }

        (part.CheckedOn, part.SubmittedAt, part.SubmittedBy, part.Disposal, part.Note) = (checkedOn, now, actor.NameOnRecord, form.Disposal, NormalisedText.Text(form.Note) is { Length: > 0 } n ? n[..Math.Min(n.Length, 500)] : null);
    }

    private async Task SubmitAsync(Visit visit, InspectionTask task, DateTime now, CancellationToken ct)
    {
        visit.Move(VisitFlow.Submit, now);
        visit.CheckedOn = visit.Parts.Max(p => p.CheckedOn);
        visit.NotTogether = visit.Parts.Select(p => p.CheckedOn).Distinct().Count() > 1;
        visit.OverallCodes = Words.Joined(ResultCodes.Overall(visit.Parts.SelectMany(p => p.Results).Select(r => r.CodeList)));
        (visit.PublishDueOn, visit.PublishDueProvisional) = DueOn(visit.CheckedOn!.Value, await rules.BookAsync(ct), await rules.WorkingDaysAsync(ct));
        await worklist.OpenAsync(new NewWorkItem($"inspections.review:{visit.Id:N}", "双随机抽查", visit.ObjectName, "审核结果", Urls.Visit(visit.Id), Roles.InspectionOffice, null, null, now, ChinaTime.ToUtc(visit.PublishDueOn.Value, new TimeOnly(18, 0)), visit.PublishDueProvisional), ct);
    }

    /// <summary>Results are published within 20 working days of the end of the check (企业公示信息抽查办法 art. 12; parameter of the day).</summary>
    internal static (DateOnly DueOn, bool Provisional) DueOn(DateOnly checkedOn, RuleBook parameters, WorkingDays days)
    {
        var due = days.AddWorkingDays(checkedOn, parameters.Int("rnd.publishWD", checkedOn));
        return (due.Date, due.Provisional);
    }
}
