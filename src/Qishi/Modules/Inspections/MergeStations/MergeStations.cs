using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Inspections.Contracts;
using Qishi.Modules.Inspections.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Web;

namespace Qishi.Modules.Inspections.MergeStations;

public sealed class MergeStationsForm
{
    public string? OldUnit { get; set; }
    public string? NewUnit { get; set; }
    public string? EffectiveOn { get; set; }

    /// <summary>Codes of the old unit in upstream systems: system and code, one a line.</summary>
    public string? Codes { get; set; }
}

/// <summary>What a merge changes, to be looked at before it is confirmed.</summary>
internal sealed record MergeDiff(IReadOnlyList<string> Objects, int ObjectCount, IReadOnlyList<string> People, int OpenVisits);

/// <summary>
/// A station goes into another: proposed with its upstream codes, shown as a difference, confirmed by a second person. From the day on pools are unions, objects stand with the new station, old codes are still understood (source report §五.4).
/// </summary>
internal sealed class MergeStationsHandler(AppDb db, IDirectory directory, EventLog log, Actor actor, TimeProvider clock)
{
    private const int Shown = 20;

    public Task<List<UnitMerge>> AllAsync(CancellationToken ct) => db.Set<UnitMerge>().AsNoTracking().OrderByDescending(m => m.EffectiveOn).ThenBy(m => m.OldUnit).ToListAsync(ct);

    public async Task<MergeDiff> DiffAsync(UnitMerge merge, CancellationToken ct)
    {
        var objects = db.Set<CheckObject>().AsNoTracking().Where(o => o.Station == merge.OldUnit);
        var people = (await directory.PostedAsync(merge.EffectiveOn, ct)).Concat(await directory.PostedAsync(merge.EffectiveOn.AddDays(-1), ct)).Where(s => s.Unit == merge.OldUnit).Select(s => s.Name).Distinct().ToList();
        return new(await objects.OrderBy(o => o.Code).Select(o => o.Name).Take(Shown).ToListAsync(ct), await objects.CountAsync(ct), people, await db.Set<Visit>().CountAsync(v => v.Station == merge.OldUnit && VisitFlow.Open.Contains(v.State), ct));
    }

    public async Task<Result<Guid>> ProposeAsync(MergeStationsForm form, CancellationToken ct)
    {
        if (!actor.May(Permissions.People))
            return new Problem("not-allowed", "机构合并由双随机联席办维护");
        var problems = new List<Problem>();
        if (!TypedDate.TryParse(form.EffectiveOn, clock.Today(), out var on))
            problems.Add(new("effective-missing", "请填写合并生效的日期", nameof(form.EffectiveOn)));
        if (string.IsNullOrEmpty(form.OldUnit) || (problems.Count == 0 && await directory.UnitAsync(form.OldUnit, on.AddDays(-1), ct) is not { Kind: OrgUnitKind.Station }))
            problems.Add(new("old-missing", "请填写合并前的监管所代码，它在合并前一天应当存在", nameof(form.OldUnit)));
        if (string.IsNullOrEmpty(form.NewUnit) || form.NewUnit == form.OldUnit || (problems.Count == 0 && await directory.UnitAsync(form.NewUnit, on, ct) is not { Kind: OrgUnitKind.Station }))
            problems.Add(new("new-missing", "请选择合并后的监管所，它在生效日应当存在", nameof(form.NewUnit)));
        var codes = (form.Codes ?? "").Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split([' ', '\t', ',', '，', '　'], StringSplitOptions.RemoveEmptyEntries)).ToList();
        if (codes.Any(c => c.Length != 2 || c.Any(p => p.Length > 40)))
            problems.Add(new("codes-bad", "上级系统代码每行写：系统名称、空格、代码", nameof(form.Codes)));
        if (problems.Count == 0 && await db.Set<UnitMerge>().AnyAsync(m => m.OldUnit == form.OldUnit && m.EffectiveOn == on, ct))
            problems.Add(new("merge-known", "这个监管所在这一天的合并已经登记", nameof(form.OldUnit)));
        if (problems.Count > 0)
            return Result<Guid>.Refused(problems);
        var merge = new UnitMerge { Id = Guid.CreateVersion7(clock.GetUtcNow()), OldUnit = form.OldUnit!, NewUnit = form.NewUnit!, EffectiveOn = on, ProposedById = actor.AccountId, ProposedBy = actor.NameOnRecord };
        db.Add(merge);
        foreach (var code in codes)
            if (!await db.Set<LegacyCode>().AnyAsync(c => c.Upstream == code[0] && c.Code == code[1], ct))
                db.Add(new LegacyCode { Id = Guid.CreateVersion7(clock.GetUtcNow()), Upstream = code[0], Code = code[1], Unit = merge.OldUnit, From = new(2000, 1, 1) });
        log.Record(actor, "StationsMerging", null, new StationMergeProposed(merge.OldUnit, merge.NewUnit, on));
        await db.SaveChangesAsync(ct);
        return merge.Id;
    }

    public async Task<Result<int>> ConfirmAsync(Guid id, CancellationToken ct)
    {
        if (!actor.May(Permissions.People) || await db.Set<UnitMerge>().SingleOrDefaultAsync(m => m.Id == id && m.ConfirmedAt == null, ct) is not { } merge)
            return new Problem("merge-not-found", "没有找到待确认的合并");
        if (merge.ProposedById == actor.AccountId)
            return new Problem("two-persons", "合并须由另一人核对差异后确认");
        var objects = merge.EffectiveOn <= clock.Today() ? await db.Set<CheckObject>().Where(o => o.Station == merge.OldUnit).ToListAsync(ct) : [];
        foreach (var o in objects)
            o.Station = merge.NewUnit;
        (merge.ConfirmedAt, merge.ConfirmedBy, merge.Moved) = (clock.UtcNow(), actor.NameOnRecord, objects.Count);
        log.Record(actor, "StationsMerging", null, new StationsMerged(merge.OldUnit, merge.NewUnit, merge.EffectiveOn, objects.Count));
        await db.SaveChangesAsync(ct);
        return objects.Count;
    }
}
