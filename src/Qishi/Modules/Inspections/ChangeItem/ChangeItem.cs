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
using Qishi.Platform.Web;

namespace Qishi.Modules.Inspections.ChangeItem;

public sealed class ChangeItemForm
{
    public string? Name { get; set; }
    public string? Department { get; set; }
    public string? Category { get; set; }
    public string? Type { get; set; }
    public string? Kind { get; set; }
    public List<string> Methods { get; set; } = [];
    public string? Basis { get; set; }
    public string? Points { get; set; }
    public string? Speciality { get; set; }
    public string? Tag { get; set; }
    public string? From { get; set; }
    public string? Reason { get; set; }
}

/// <summary>The next version of an item, or a new one; it is published, and may be checked, when a second person has agreed (国市监信〔2019〕38号: adjusted lists are published again).</summary>
internal sealed class ChangeItemHandler(AppDb db, ItemBook book, IDirectory directory, IWorklist worklist, EventLog log, Actor actor, Once once, TimeProvider clock)
{
    public const string New = "new";

    public static string WorkKey(Guid version) => $"inspections.item:{version:N}";

    public async Task<CheckItem?> FindAsync(string code, CancellationToken ct) => (await book.OnAsync([code], clock.Today(), ct)).FirstOrDefault();

    public async Task<Result<Guid>> HandleAsync(string code, ChangeItemForm form, string key, CancellationToken ct)
    {
        if (!actor.May(Permissions.Plan))
            return new Problem("not-allowed", "只有双随机联席办人员可以更改清单");
        if (await once.FindAsync(key, ct) is { } before)
            return Guid.Parse(before);
        var old = code == New ? null : await FindAsync(code, ct);
        if (code != New && old is null)
            return new Problem("item-not-found", "没有找到这个事项");
        if (old is not null && await db.Set<CheckItem>().AnyAsync(i => i.Code == code && i.State == ItemState.InReview, ct))
            return new Problem("change-waiting", "这个事项有一项更改还没有复核");
        var department = old?.Department ?? form.Department ?? "";
        var unit = await directory.UnitAsync(department, clock.Today(), ct);
        var problems = Decide(form, old, unit, clock.Today(), out var from);
        if (problems.Count > 0)
            return Result<Guid>.Refused(problems);
        var item = new CheckItem
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Code = old?.Code ?? await NextCodeAsync(department, ct),
            Department = department,
            DepartmentName = old?.DepartmentName ?? unit!.Name,
            Category = NormalisedText.Text(form.Category),
            Name = NormalisedText.Text(form.Name),
            Type = Enum.Parse<ItemType>(form.Type!),
            Kind = Enum.Parse<ObjectKind>(form.Kind!),
            Methods = Words.Joined(form.Methods),
            Basis = Lines(form.Basis),
            Points = Lines(form.Points),
            Level = old?.Level ?? "COUNTY",
            Speciality = Blank(form.Speciality),
            Tag = Blank(form.Tag),
            RatioCapBp = form.Type == nameof(ItemType.Key) ? null : old?.RatioCapBp,
            Jointable = old?.Jointable ?? true,
            From = from,
            ChangeReason = NormalisedText.Text(form.Reason),
            ProposedById = actor.AccountId,
            ProposedBy = actor.NameOnRecord,
            ProposedAt = clock.UtcNow(),
        };
        db.Add(item);
        once.Remember(key, item.Id.ToString());
        await worklist.OpenAsync(new NewWorkItem(WorkKey(item.Id), "双随机抽查", item.Name, "复核清单更改", Urls.DecideItem(item.Id), Roles.InspectionOffice, null, null, clock.UtcNow(), null, Watcher: actor.AccountId), ct);
        log.Record(actor, "CheckItemProposing", item.ChangeReason, new CheckItemProposed(item.Id, item.Code, false));
        await db.SaveChangesAsync(ct);
        return item.Id;
    }

    public Task<CheckItem?> VersionAsync(Guid id, CancellationToken ct) => db.Set<CheckItem>().SingleOrDefaultAsync(i => i.Id == id, ct);

    /// <summary>The second person publishes, or sends back.</summary>
    public async Task<Result<string>> DecideAsync(Guid id, bool publish, CancellationToken ct)
    {
        if (!actor.May(Permissions.Plan) || await VersionAsync(id, ct) is not { State: ItemState.InReview } item)
            return new Problem("version-not-found", "没有找到这项更改，或者已经处理过");
        if (item.ProposedById == actor.AccountId)
            return new Problem("two-persons", "清单更改须由另一人复核，不能复核自己提出的");
        if (publish && item.From < clock.Today())
            return new Problem("too-late", "原定的生效日期已经过了。请退回，重新提出");
        if (publish)
        {
            if (await db.Set<CheckItem>().Where(i => i.Code == item.Code && i.State == ItemState.Published && i.To == null && i.Id != id).OrderByDescending(i => i.From).FirstOrDefaultAsync(ct) is { } old)
                old.End(item.From.AddDays(-1), false);
            item.Publish(actor.NameOnRecord, clock.UtcNow());
        }
        else
        {
            item.Reject(actor.NameOnRecord);
        }

        await worklist.CloseAsync(WorkKey(id), ct);
        log.Record(actor, "CheckItemDeciding", null, publish ? new CheckItemPublished(item.Code, item.From, false) : new CheckItemProposed(id, item.Code, true));
        await db.SaveChangesAsync(ct);
        return publish ? "已公布，到日期生效" : "已退回，清单没有改动";
    }

    internal static List<Problem> Decide(ChangeItemForm form, CheckItem? old, OrgUnitCard? unit, DateOnly today, out DateOnly from)
    {
        var problems = new List<Problem>();
        if (NormalisedText.Text(form.Name).Length is < 4 or > 80)
            problems.Add(new("name-missing", "请填写事项名称，4至80字", nameof(form.Name)));
        if (old is null && unit is null)
            problems.Add(new("department-missing", "请选择部门", nameof(form.Department)));
        if (NormalisedText.Text(form.Category).Length is < 2 or > 40)
            problems.Add(new("category-missing", "请填写抽查类别，2至40字", nameof(form.Category)));
        if (!Enum.TryParse<ItemType>(form.Type, out var type) || !Enum.IsDefined(type))
            problems.Add(new("type-missing", "请选择一般还是重点检查事项", nameof(form.Type)));
        if (!Enum.TryParse<ObjectKind>(form.Kind, out var kind) || !Enum.IsDefined(kind))
            problems.Add(new("kind-missing", "请选择检查对象", nameof(form.Kind)));
        if (form.Methods.Count == 0 || form.Methods.Any(m => !Words.CheckMethods.ContainsKey(m)))
            problems.Add(new("methods-missing", "请至少选择一种检查方式", nameof(form.Methods)));
        if (Lines(form.Basis).Length is < 4 or > 1000)
            problems.Add(new("basis-missing", "请写明检查依据：法律名称和条款，一行一条", nameof(form.Basis)));
        if (Lines(form.Points).Length is < 4 or > 3000)
            problems.Add(new("points-missing", "请写明检查要点，一行一条，条款写在“｜”后面", nameof(form.Points)));
        if (!string.IsNullOrEmpty(form.Speciality) && !Words.Specialities.Contains(form.Speciality))
            problems.Add(new("speciality-unknown", "没有这个专业", nameof(form.Speciality)));
        if (NormalisedText.Text(form.Tag).Length > 20)
            problems.Add(new("tag-long", "标签最多20字", nameof(form.Tag)));
        if (!TypedDate.TryParse(form.From, today, out from) || from < today || from <= old?.From)
            problems.Add(new("from-early", "生效日期应当是今天或以后，并且在现在的版本之后", nameof(form.From)));
        if (NormalisedText.Text(form.Reason).Length is < 2 or > 200)
            problems.Add(new("reason-missing", "请写明更改的依据，2至200字", nameof(form.Reason)));
        return problems;
    }

    private async Task<string> NextCodeAsync(string department, CancellationToken ct)
    {
        var codes = await db.Set<CheckItem>().Where(i => i.Department == department).Select(i => i.Code).Distinct().ToListAsync(ct);
        return $"{department}-{codes.Select(c => int.TryParse(c[(c.LastIndexOf('-') + 1)..], out var n) ? n : 0).DefaultIfEmpty(0).Max() + 1:000}";
    }

    private static string Lines(string? text) => string.Join('\n', (text ?? "").Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(NormalisedText.Text).Where(l => l.Length > 0));

    private static string? Blank(string? text) => NormalisedText.Text(text) is { Length: > 0 } kept ? kept : null;
}
