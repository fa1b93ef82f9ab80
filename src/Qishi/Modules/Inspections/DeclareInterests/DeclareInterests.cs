using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Inspections.Contracts;
using Qishi.Modules.Inspections.Jobs;
using Qishi.Modules.Inspections.Model;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Rules;
using Qishi.Platform.Web;

namespace Qishi.Modules.Inspections.DeclareInterests;

public sealed class InterestForm
{
    public string? ObjectCode { get; set; }
    public string? Relation { get; set; }

    /// <summary>First day; for a former employee the day of leaving.</summary>
    public string? From { get; set; }

    public string? To { get; set; }
    public string? Evidence { get; set; }
}

/// <summary>A declared conflict as the person and the office see it.</summary>
public sealed record InterestLine(Guid Id, string ObjectName, string Relation, DateOnly From, DateOnly? To, string Evidence, bool Holds);

/// <summary>
/// Conflicts of interest: declared by the inspector for himself, or entered by the joint office (回避: 行政处罚法 art. 43, 市场监督管理行政处罚程序规定 art. 4). From then on the person is not assigned to the object; where he already is in
/// a team, the office is asked to replace him.
/// </summary>
internal sealed class InterestsHandler(AppDb db, IRules rules, IWorklist worklist, EventLog log, Actor actor, TimeProvider clock)
{
    private static readonly Problem NotAllowed = new("not-allowed", "只有本人和双随机联席办可以登记利益关系");

    public static string WorkKey(Guid visit, Guid account) => $"inspections.conflict:{visit:N}:{account:N}";

    public static string YearKey(int year, Guid account) => $"inspections.declare:{year}:{account:N}";

    public Task<InspectorRecord?> OwnAsync(CancellationToken ct) => db.Set<InspectorRecord>().AsNoTracking().SingleOrDefaultAsync(i => i.AccountId == actor.AccountId, ct);

    public async Task<IReadOnlyList<InterestLine>> OfAsync(Guid account, CancellationToken ct)
    {
        if (!MayFor(account))
            return [];
        var rows = await db.Set<ConflictDeclaration>().AsNoTracking().Where(c => c.AccountId == account).OrderByDescending(c => c.From).ThenBy(c => c.ObjectCode).Take(200).ToListAsync(ct);
        var codes = rows.Select(r => r.ObjectCode).ToList();
        var names = await db.Set<CheckObject>().AsNoTracking().Where(o => codes.Contains(o.Code)).ToDictionaryAsync(o => o.Code, o => o.Name, ct);
        return rows.ConvertAll(c => new InterestLine(c.Id, names.GetValueOrDefault(c.ObjectCode, c.ObjectCode), Words.Relations.GetValueOrDefault(c.Relation, c.Relation), c.From, c.To, c.Evidence, c.HoldsOn(clock.Today())));
    }

    public async Task<Result<string>> DeclareAsync(Guid account, InterestForm form, CancellationToken ct)
    {
        if (!MayFor(account) || await db.Set<InspectorRecord>().SingleOrDefaultAsync(i => i.AccountId == account, ct) is not { } person)
            return NotAllowed;
        var (today, problems) = (clock.Today(), new List<Problem>());
        var code = NormalisedText.Codes(form.ObjectCode ?? "");
        if (!await db.Set<CheckObject>().AnyAsync(o => o.Code == code, ct))
            problems.Add(new("object-missing", "名录库里没有这个代码。请填写统一社会信用代码或者检查对象代码", nameof(form.ObjectCode)));
        if (form.Relation is null || !Words.Relations.ContainsKey(form.Relation))
            problems.Add(new("relation-missing", "请选择是什么关系", nameof(form.Relation)));
        if (!TypedDate.TryParse(form.From, today, out var from))
            problems.Add(new("from-missing", "请填写从哪天起；曾任职的填离职的日期", nameof(form.From)));
        DateOnly? to = null;
        if (NormalisedText.Text(form.To).Length > 0)
        {
            if (!TypedDate.TryParse(form.To, today, out var last) || last < from)
                problems.Add(new("to-bad", "到哪天为止应当是不早于第一天的日期；没有期限的不填", nameof(form.To)));
            to = last;
        }
        else if (form.Relation == "FORMER_EMPLOYEE")
        {
            // Worked there: avoided for the years of the parameter after leaving (rulebook B §1.2).
            to = from.AddYears((await rules.BookAsync(ct)).Int("rnd.formerEmploymentYears", today));
        }

        if (NormalisedText.Text(form.Evidence).Length is < 2 or > 200)
            problems.Add(new("evidence-missing", "请写明具体情况，2至200字", nameof(form.Evidence)));
        if (problems.Count == 0 && await db.Set<ConflictDeclaration>().AnyAsync(c => c.AccountId == account && c.ObjectCode == code && c.Relation == form.Relation && (c.To == null || c.To >= from), ct))
            problems.Add(new("interest-known", "同样的关系已经登记过", nameof(form.ObjectCode)));
        if (problems.Count > 0)
            return Result<string>.Refused(problems);
        db.Add(new ConflictDeclaration { Id = Guid.CreateVersion7(clock.GetUtcNow()), AccountId = account, ObjectCode = code, Relation = form.Relation!, From = from, To = to, Evidence = NormalisedText.Text(form.Evidence), DeclaredAt = clock.UtcNow() });
        if (account == actor.AccountId)
            await DeclaredAsync(person, today, ct);
        var open = from <= today && (to is null || to >= today) ? await OpenAsync(person, code, ct) : 0;
        log.Record(actor, "InterestDeclaring", null, new InspectorChanged(account, "ConflictDeclared"));
        await db.SaveChangesAsync(ct);
        return open > 0 ? $"已登记。{person.Name}已在{open}户的检查组里，联席办会更换检查人员" : "已登记，这一户以后不会再分给" + (account == actor.AccountId ? "您" : person.Name);
    }

    /// <summary>The relation ended: it holds through today.</summary>
    public async Task<Result<string>> EndAsync(Guid account, Guid id, CancellationToken ct)
    {
        // Only the office ends one: nobody frees himself for an object.
        if (!actor.May(Permissions.People) || account == actor.AccountId || await db.Set<ConflictDeclaration>().SingleOrDefaultAsync(c => c.Id == id && c.AccountId == account, ct) is not { } found)
            return new Problem("not-allowed", "利益关系由双随机联席办核实后结束");
        var today = clock.Today();
        if (!found.HoldsOn(today))
            return new Problem("interest-over", "这项利益关系已经结束");
        found.To = today;
        log.Record(actor, "InterestDeclaring", null, new InspectorChanged(account, "ConflictEnded"));
        await db.SaveChangesAsync(ct);
        return "已结束";
    }

    /// <summary>The yearly declaration: what stands here is all there is.</summary>
    public async Task<Result<string>> ConfirmAsync(CancellationToken ct)
    {
        if (actor.AccountId is not { } account || !actor.May(Permissions.Check) || await db.Set<InspectorRecord>().SingleOrDefaultAsync(i => i.AccountId == account, ct) is not { } person)
            return NotAllowed;
        await DeclaredAsync(person, clock.Today(), ct);
        log.Record(actor, "InterestDeclaring", null, new InspectorChanged(account, "YearDeclared"));
        await db.SaveChangesAsync(ct);
        return $"{clock.Today().Year}年的利益关系已申报";
    }

    private async Task DeclaredAsync(InspectorRecord person, DateOnly today, CancellationToken ct)
    {
        person.DeclaredOn = today;
        await worklist.CloseAsync(YearKey(today.Year, person.AccountId), ct);
    }

    /// <summary>Visits of the object that wait for this person: the office replaces him.</summary>
    private async Task<int> OpenAsync(InspectorRecord person, string code, CancellationToken ct)
    {
        var visits = await db.Set<Visit>().AsNoTracking().Where(v => v.ObjectCode == code && VisitFlow.Open.Contains(v.State) && v.Inspectors.Any(i => i.AccountId == person.AccountId && i.ReplacedAt == null)).OrderBy(v => v.No).ToListAsync(ct);
        foreach (var visit in visits)
            await worklist.OpenAsync(new NewWorkItem(WorkKey(visit.Id, person.AccountId), "双随机抽查", visit.ObjectName, $"{person.Name}需要回避，更换检查人员", Urls.Visit(visit.Id), Roles.InspectionOffice, null, null, clock.UtcNow(), ChinaTime.ToUtc(visit.DueOn, new TimeOnly(18, 0))), ct);
        return visits.Count;
    }

    private bool MayFor(Guid account) => actor.May(Permissions.People) || (actor.AccountId == account && actor.May(Permissions.Check));
}
