using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Inspections.Contracts;
using Qishi.Modules.Inspections.Libraries;
using Qishi.Modules.Inspections.Model;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Inspections.OfficeWork;

/// <param name="Department">Code.</param>
/// <param name="Issued">Objects it checks in this year's dispatched tasks.</param>
/// <param name="Entered">Of these with its result entered.</param>
/// <param name="Late">Not entered though the day has passed.</param>
/// <param name="FollowUps">Its follow-ups that are not done.</param>
internal sealed record DepartmentRow(string Department, string Name, int Issued, int Entered, int Late, int FollowUps);

public sealed class RemindForm
{
    public string? Department { get; set; }
    public string? Text { get; set; }
}

/// <summary>The board of the joint office: how far each department is; and the reminder that goes to the department's people with visits to do. The office organises, it never inspects (国办发〔2024〕54号).</summary>
internal sealed class OfficeBoardHandler(AppDb db, ItemBook items, IDirectory directory, IWorklist worklist, EventLog log, Actor actor, TimeProvider clock)
{
    public static string WorkKey(Guid record, Guid account) => $"inspections.remind:{record:N}:{account:N}";

    public async Task<IReadOnlyList<DepartmentRow>> RowsAsync(CancellationToken ct)
    {
        var (today, names) = (clock.Today(), await items.DepartmentNamesAsync(ct));
        var (first, last) = (new DateOnly(today.Year, 1, 1), new DateOnly(today.Year, 12, 31));
        var parts = await (from p in db.Set<VisitPart>()
                           join v in db.Set<Visit>() on p.VisitId equals v.Id
                           join t in db.Set<InspectionTask>() on v.TaskId equals t.Id
                           where v.State != VisitState.Cancelled && TaskFlow.Issued.Contains(t.State) && t.DueOn >= first && t.StartOn <= last
                           group new { p.SubmittedAt, v.DueOn } by p.Department into g
                           select new { g.Key, Issued = g.Count(), Entered = g.Count(x => x.SubmittedAt != null), Late = g.Count(x => x.SubmittedAt == null && x.DueOn < today) }).ToDictionaryAsync(g => g.Key, ct);
        var followUps = await db.Set<FollowUp>().Where(f => f.State != FollowUpState.Done).GroupBy(f => f.Handler).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        return [.. names.OrderBy(n => n.Key == "MSA" ? "" : n.Key, StringComparer.Ordinal).Select(n => new DepartmentRow(
            n.Key, n.Value, parts.GetValueOrDefault(n.Key)?.Issued ?? 0, parts.GetValueOrDefault(n.Key)?.Entered ?? 0, parts.GetValueOrDefault(n.Key)?.Late ?? 0, followUps.GetValueOrDefault(n.Key)))];
    }

    public async Task<Result<string>> RemindAsync(RemindForm form, CancellationToken ct)
    {
        if (!actor.May(Permissions.Plan))
            return new Problem("not-allowed", "提醒由双随机联席办发出");
        var (today, now, text) = (clock.Today(), clock.UtcNow(), NormalisedText.Text(form.Text));
        var problems = new List<Problem>();
        if (!(await items.DepartmentNamesAsync(ct)).TryGetValue(form.Department ?? "", out var name))
            problems.Add(new("department-missing", "请选择提醒哪个部门", nameof(form.Department)));
        if (text.Length is < 4 or > 200)
            problems.Add(new("text-missing", "请写明提醒什么，4至200字", nameof(form.Text)));
        if (problems.Count > 0)
            return Result<string>.Refused(problems);
        var people = await PeopleAsync(form.Department!, ct);
        if (people.Count == 0)
            return new Problem("nobody", $"{name}在检查人员名录库里没有可以提醒的人", nameof(form.Department));
        var record = new OfficeRecord { Id = Guid.CreateVersion7(clock.GetUtcNow()), Kind = OfficeRows.Reminder, No = $"提醒-{form.Department}-{ChinaTime.At(now):yyyyMMddHHmmss}", Title = $"提醒{name}", Text = text, On = today };
        db.Add(record);
        var posted = (await directory.PostedAsync(today, ct)).ToLookup(s => s.AccountId, s => s.Roles);
        foreach (var person in people)
            await worklist.OpenAsync(new NewWorkItem(WorkKey(record.Id, person), "双随机抽查", text, "看提醒", Urls.OfficeRecord(record.Id), posted[person].Any(r => r.Contains(Roles.Inspector)) ? Roles.Inspector : Roles.StationInspector, null, person, now, null, Watcher: actor.AccountId), ct);
        log.Record(actor, "DepartmentReminding", text, new DepartmentReminded(form.Department!, people.Count), new OfficeRecordEntered(record.Id, record.No));
        await db.SaveChangesAsync(ct);
        return $"已提醒{name}的{people.Count}人";
    }

    /// <summary>The person has read the reminder.</summary>
    public async Task<Result<string>> ReadAsync(Guid record, CancellationToken ct)
    {
        if (actor.AccountId is not { } account || !actor.May(Permissions.Check) || await db.Set<OfficeRecord>().SingleOrDefaultAsync(r => r.Id == record && r.Kind == OfficeRows.Reminder, ct) is not { } found)
            return new Problem("not-allowed", "这不是给您的提醒");
        await worklist.CloseAsync(WorkKey(record, account), ct);
        log.Record(actor, "DepartmentReminding", null, new OfficeRecordEntered(record, found.No + "，已阅"));
        await db.SaveChangesAsync(ct);
        return "已阅";
    }

    /// <summary>Those with visits to do; where nobody has any, those who may lead.</summary>
    private async Task<IReadOnlyList<Guid>> PeopleAsync(string department, CancellationToken ct)
    {
        var active = await db.Set<InspectorRecord>().AsNoTracking().Where(i => i.Active && i.Department == department).OrderBy(i => i.StaffNo).ToListAsync(ct);
        var busy = (await (from i in db.Set<VisitInspector>()
                           join v in db.Set<Visit>() on i.VisitId equals v.Id
                           where i.ReplacedAt == null && i.Department == department && VisitFlow.Open.Contains(v.State)
                           select i.AccountId).Distinct().ToListAsync(ct)).ToHashSet();
        var chosen = active.Where(i => busy.Contains(i.AccountId)).ToList();
        return [.. (chosen.Count > 0 ? chosen : active.FindAll(i => i.CanLead)).Select(i => i.AccountId)];
    }
}
