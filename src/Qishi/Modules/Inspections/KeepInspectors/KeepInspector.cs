using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Inspections.Contracts;
using Qishi.Modules.Inspections.Jobs;
using Qishi.Modules.Inspections.Model;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Web;

namespace Qishi.Modules.Inspections.KeepInspectors;

public sealed class AbsenceForm
{
    public string? AwayFrom { get; set; }
    public string? AwayTo { get; set; }
    public string? AwayKind { get; set; }
}

/// <summary>
/// The joint office enters, changes and ends the people of the library of inspectors, and the days they are away (国市监信〔2019〕38号). Where somebody is posted stands with Identity; members of the joint office
/// are never in it: the office organises and does not inspect (国办发〔2024〕54号).
/// </summary>
internal sealed class KeepInspectorHandler(AppDb db, IDirectory directory, IWorklist worklist, EventLog log, Actor actor, TimeProvider clock)
{
    private static readonly Problem NotAllowed = new("not-allowed", "检查人员名录库由双随机联席办维护"), NotThere = new("inspector-not-found", "名录库里没有这个人");

    public Task<InspectorRecord?> FindAsync(Guid id, CancellationToken ct) => db.Set<InspectorRecord>().AsNoTracking().SingleOrDefaultAsync(i => i.AccountId == id, ct);

    public Task<List<InspectorAbsence>> AbsencesAsync(Guid id, CancellationToken ct) => db.Set<InspectorAbsence>().AsNoTracking().Where(a => a.AccountId == id).OrderByDescending(a => a.From).Take(50).ToListAsync(ct);

    /// <summary>Staff of the day who are not in the library, by number; no member of the joint office.</summary>
    public async Task<IReadOnlyDictionary<string, StaffCard>> CandidatesAsync(CancellationToken ct)
    {
        var known = (await db.Set<InspectorRecord>().Select(i => i.AccountId).ToListAsync(ct)).ToHashSet();
        return (await StaffAsync(ct)).Where(s => !known.Contains(s.Value.AccountId)).ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal);
    }

    /// <summary>Who may stand in the library: everybody posted today but the joint office.</summary>
    public async Task<IReadOnlyDictionary<string, StaffCard>> StaffAsync(CancellationToken ct) =>
        (await directory.PostedAsync(clock.Today(), ct)).GroupBy(s => s.StaffNo).Where(g => g.All(s => !s.Roles.Contains(Roles.InspectionOffice))).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);

    public async Task<Result<Guid>> EnterAsync(InspectorForm form, CancellationToken ct)
    {
        if (!actor.May(Permissions.People))
            return NotAllowed;
        var no = NormalisedText.Codes(form.StaffNo ?? "");
        if ((await directory.PostedAsync(clock.Today(), ct)).Any(s => s.StaffNo == no && s.Roles.Contains(Roles.InspectionOffice)))
            return new Problem("office-never-inspects", "联席办人员不实施检查，不能进入检查人员名录库", nameof(form.StaffNo), "国办发〔2024〕54号");
        if (!(await CandidatesAsync(ct)).TryGetValue(no, out var staff))
            return new Problem("staff-missing", "请填写在岗人员的工号，已经在库里的不能再加", nameof(form.StaffNo));
        var read = InspectorValues.Read(form, clock.Today());
        if (!read.Ok)
            return Result<Guid>.Refused(read.Problems);
        db.Add(await NewAsync(staff, read.Value, ct));
        log.Record(actor, "InspectorKeeping", null, new InspectorChanged(staff.AccountId, "Entered"));
        return await SavedAsync(staff.AccountId, ct);
    }

    public async Task<InspectorRecord> NewAsync(StaffCard staff, InspectorValues values, CancellationToken ct)
    {
        var record = new InspectorRecord
        {
            AccountId = staff.AccountId,
            StaffNo = staff.StaffNo,
            Name = staff.Name,
            Department = await directory.UnitAsync(staff.Unit, clock.Today(), ct) is { Kind: OrgUnitKind.Department } ? staff.Unit : "MSA",
            Specialities = "",
        };
        values.Put(record);
        return record;
    }

    public async Task<Result<Guid>> SaveAsync(Guid id, InspectorForm form, CancellationToken ct)
    {
        if (!actor.May(Permissions.People))
            return NotAllowed;
        if (await db.Set<InspectorRecord>().SingleOrDefaultAsync(i => i.AccountId == id, ct) is not { } record)
            return NotThere;
        var read = InspectorValues.Read(form, clock.Today());
        if (!read.Ok)
            return Result<Guid>.Refused(read.Problems);
        if (record.CertTo is { } old && read.Value.CertTo != old)
            await worklist.CloseAsync(AlertInspections.WorkKey(AlertInspections.CertificateKey(id, old)), ct);
        read.Value.Put(record);
        log.Record(actor, "InspectorKeeping", null, new InspectorChanged(id, "Changed"));
        return await SavedAsync(id, ct);
    }

    /// <summary>Leaves the library, or comes back. Nobody leaves with visits to do; the row stays.</summary>
    public async Task<Result<Guid>> EndAsync(Guid id, bool active, CancellationToken ct)
    {
        if (!actor.May(Permissions.People))
            return NotAllowed;
        if (await db.Set<InspectorRecord>().SingleOrDefaultAsync(i => i.AccountId == id, ct) is not { } record)
            return NotThere;
        if (!active && await OpenVisits(id).CountAsync(ct) is > 0 and var open)
            return new Problem("visits-open", $"{record.Name}还有{open}户没有检查完。请先在各户更换检查人员，再移出名录库");
        if (active && (await StaffAsync(ct)).Values.All(s => s.AccountId != id))
            return new Problem("staff-missing", $"{record.Name}现在不在岗，或者是联席办人员，不能回到名录库");
        record.Active = active;
        log.Record(actor, "InspectorKeeping", null, new InspectorChanged(id, active ? "Returned" : "Ended"));
        return await SavedAsync(id, ct);
    }

    public async Task<Result<Guid>> AddAbsenceAsync(Guid id, AbsenceForm form, CancellationToken ct)
    {
        if (!actor.May(Permissions.People))
            return NotAllowed;
        if (await FindAsync(id, ct) is null)
            return NotThere;
        var today = clock.Today();
        var problems = new List<Problem>();
        if (!TypedDate.TryParse(form.AwayFrom, today, out var from))
            problems.Add(new("from-missing", "请填写从哪天起", nameof(form.AwayFrom)));
        if (!TypedDate.TryParse(form.AwayTo, today, out var to) || to < from || to.DayNumber - from.DayNumber > 1_100)
            problems.Add(new("to-missing", "请填写到哪天为止，不早于第一天，最长三年", nameof(form.AwayTo)));
        if (form.AwayKind is null || !Words.Absences.ContainsKey(form.AwayKind))
            problems.Add(new("kind-missing", "请选择原因", nameof(form.AwayKind)));
        if (problems.Count == 0 && await db.Set<InspectorAbsence>().AnyAsync(a => a.AccountId == id && a.From <= to && a.To >= from, ct))
            problems.Add(new("absence-known", "这几天已经登记过不在岗", nameof(form.AwayFrom)));
        if (problems.Count > 0)
            return Result<Guid>.Refused(problems);
        db.Add(new InspectorAbsence { Id = Guid.CreateVersion7(clock.GetUtcNow()), AccountId = id, From = from, To = to, Kind = form.AwayKind! });
        log.Record(actor, "InspectorKeeping", null, new InspectorChanged(id, "Absent"));
        return await SavedAsync(id, ct);
    }

    public async Task<Result<Guid>> RemoveAbsenceAsync(Guid id, Guid absence, CancellationToken ct)
    {
        if (!actor.May(Permissions.People))
            return NotAllowed;
        if (await db.Set<InspectorAbsence>().SingleOrDefaultAsync(a => a.Id == absence && a.AccountId == id, ct) is not { } found)
            return new Problem("absence-not-found", "没有找到这段时间");
        db.Remove(found);
        log.Record(actor, "InspectorKeeping", null, new InspectorChanged(id, "AbsenceRemoved"));
        return await SavedAsync(id, ct);
    }

    private IQueryable<Visit> OpenVisits(Guid id) => db.Set<Visit>().Where(v => VisitFlow.Open.Contains(v.State) && v.Inspectors.Any(i => i.AccountId == id && i.ReplacedAt == null));

    private async Task<Result<Guid>> SavedAsync(Guid id, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return id;
        }
        catch (DbUpdateException)
        {
            return new Problem("changed", "另一人刚刚改过这个人的记录。您填写的还在，请核对后再保存");
        }
    }
}
