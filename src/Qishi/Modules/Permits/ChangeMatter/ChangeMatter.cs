using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Permits.Contracts;
using Qishi.Modules.Permits.Matters;
using Qishi.Modules.Permits.Model;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Web;

namespace Qishi.Modules.Permits.ChangeMatter;

public sealed class ChangeMatterForm
{
    /// <summary>next: a new version; end: the matter ends.</summary>
    public string? Act { get; set; }

    public string? Name { get; set; }

    /// <summary>Empty: unclear, notices are published for claiming.</summary>
    public string? Department { get; set; }

    public string? Mode { get; set; }
    public string? CountyNo { get; set; }
    public string? Address { get; set; }
    public string? Phone { get; set; }

    /// <summary>Codes of scope items, divided by anything.</summary>
    public string? ScopeItems { get; set; }

    public string? From { get; set; }
    public string? Reason { get; set; }
}

/// <summary>The next version as proposed.</summary>
internal sealed record NextMatter(string Name, string? Department, string? DepartmentName, ReformMode Mode, int? CountyNo, string? Address, string? Phone, IReadOnlyList<string> ScopeItems);

/// <summary>A supervisor proposes the next version of a permit matter, a new one, or its end; it holds when a second person has agreed.</summary>
internal sealed class ChangeMatterHandler(
    AppDb db, MatterBook matters, IRegistration registration, IDirectory directory, IWorklist worklist, EventLog log, Actor actor, Once once, TimeProvider clock)
{
    public const string New = "new";
    private static readonly char[] Breaks = [' ', '　', ',', '，', '、', ';', '；', '\n', '\r', '|'];

    public static string WorkKey(Guid change) => $"permits.matter:{change:N}";

    public async Task<PermitMatter?> FindAsync(string code, CancellationToken ct) => (await matters.InForceAsync(clock.Today(), ct)).FirstOrDefault(m => m.Code == code);

    public async Task<Result<Guid>> HandleAsync(string code, ChangeMatterForm form, string key, CancellationToken ct)
    {
        if (!actor.May(Permissions.ChangeMatters))
            return new Problem("not-allowed", "只有登记注册股负责人可以更改清单");
        if (await once.FindAsync(key, ct) is { } before)
            return Guid.Parse(before);
        var old = code == New ? null : await FindAsync(code, ct);
        if (code != New && old is null)
            return new Problem("matter-not-found", "没有找到这个许可事项。请从清单里打开");
        if (await db.Set<MatterChange>().AnyAsync(c => c.Code == code && c.DecidedAt == null, ct))
            return new Problem("change-waiting", "这个许可事项有一项更改还没有复核。请先复核");
        var items = (form.ScopeItems ?? "").Split(Breaks, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(NormalisedText.Codes).Distinct().ToList();
        var known = (await registration.ScopeItemsAsync(items, ct)).Select(i => i.Code).ToHashSet();
        var unit = string.IsNullOrEmpty(form.Department) ? null : await directory.UnitAsync(form.Department, clock.Today(), ct);
        var problems = Decide(form, old, items, known, unit, clock.Today(), out var from);
        if (problems.Count > 0)
            return Result<Guid>.Refused(problems);
        var next = form.Act == "end" ? null : new NextMatter(
            NormalisedText.Text(form.Name), unit?.Code ?? (form.Department == old?.Department ? old?.Department : null), unit?.Name ?? (form.Department == old?.Department ? old?.DepartmentName : null),
            Enum.Parse<ReformMode>(form.Mode!), int.TryParse(form.CountyNo, out var no) ? no : null, Blank(form.Address), Blank(form.Phone), items);
        var change = new MatterChange
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Code = old?.Code ?? await NextCodeAsync(ct),
            Content = next is null ? null : JsonSerializer.Serialize(next),
            From = from,
            Reason = NormalisedText.Text(form.Reason),
            ProposedById = actor.AccountId,
            ProposedBy = actor.NameOnRecord,
            ProposedAt = clock.UtcNow(),
        };
        db.Add(change);
        once.Remember(key, change.Id.ToString());
        await worklist.OpenAsync(new NewWorkItem(WorkKey(change.Id), "许可事项清单", next?.Name ?? old!.Name, "复核清单更改", Urls.Decide(change.Id), Roles.RegistrationSupervisor, null, null, clock.UtcNow(), null, Watcher: actor.AccountId), ct);
        log.Record(actor, "PermitMatterProposing", change.Reason, new PermitMatterChangeProposed(change.Id, change.Code));
        await db.SaveChangesAsync(ct);
        return change.Id;
    }

    internal static List<Problem> Decide(ChangeMatterForm form, PermitMatter? old, IReadOnlyList<string> items, IReadOnlySet<string> known, OrgUnitCard? unit, DateOnly today, out DateOnly from)
    {
        var problems = new List<Problem>();
        if (!TypedDate.TryParse(form.From, today, out from))
            problems.Add(new("from-missing", "请填写从哪天起，如2026-12-01", nameof(form.From)));
        else if (from <= today || from <= old?.From)
            problems.Add(new("from-early", "更改只能从明天或以后起：以前的登记按当时的清单告知", nameof(form.From)));
        if (NormalisedText.Text(form.Reason).Length is < 2 or > 200)
            problems.Add(new("reason-missing", "请写明更改的依据，2至200字", nameof(form.Reason)));
        if (form.Act == "end")
        {
            if (old is null)
                problems.Add(new("nothing-to-end", "新增的事项不能停止", nameof(form.Act)));
            return problems;
        }

        if (NormalisedText.Text(form.Name).Length is < 2 or > 60)
            problems.Add(new("name-missing", "请填写许可或备案的名称，2至60字", nameof(form.Name)));
        if (!Enum.TryParse<ReformMode>(form.Mode, out var mode) || !Enum.IsDefined(mode))
            problems.Add(new("mode-missing", "请选择一种改革方式", nameof(form.Mode)));
        if (!string.IsNullOrEmpty(form.Department) && unit is null && form.Department != old?.Department)
            problems.Add(new("department-unknown", "没有这个部门。请从列表里选择", nameof(form.Department)));
        if (!string.IsNullOrWhiteSpace(form.CountyNo) && (!int.TryParse(form.CountyNo, out var no) || no is < 1 or > 999))
            problems.Add(new("county-no-bad", "本县清单序号应为1至999的整数，不在清单里的不填", nameof(form.CountyNo)));
        if (items.Count == 0)
            problems.Add(new("items-missing", "请填写至少一个经营项目代码，如H001", nameof(form.ScopeItems)));
        else if (items.Where(i => !known.Contains(i)).ToList() is { Count: > 0 } unknown)
            problems.Add(new("items-unknown", $"经营范围目录里没有“{string.Join("、", unknown)}”。请核对代码", nameof(form.ScopeItems)));
        return problems;
    }

    private async Task<string> NextCodeAsync(CancellationToken ct)
    {
        var codes = await db.Set<PermitMatter>().Select(m => m.Code).Concat(db.Set<MatterChange>().Select(c => c.Code)).Distinct().ToListAsync(ct);
        return $"P{codes.Where(c => c.StartsWith('P')).Select(c => int.TryParse(c[1..], out var n) ? n : 0).DefaultIfEmpty(0).Max() + 1:000}";
    }

    private static string? Blank(string? text) => NormalisedText.Text(text) is { Length: > 0 } kept ? kept : null;
}
