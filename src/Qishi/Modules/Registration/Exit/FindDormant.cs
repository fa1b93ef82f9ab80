using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Suspend;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Export;
using Qishi.Platform.Rules;
using Qishi.Platform.Web;

namespace Qishi.Modules.Registration.Exit;

/// <summary>An entity that seems to exist on paper only, with every reason found.</summary>
internal sealed record DormantRow(string Uscc, string Name, EntityKind Kind, EntityStatus Status, DateOnly Since, IReadOnlyList<string> Reasons);

internal sealed record DormantExported(int Rows) : IEvent
{
    public string Subject => "registration:export";
}

/// <summary>Finder of dormant entities (僵尸企业): what the register itself shows, and what the plugged sources know; a person decides what to do.</summary>
internal sealed class FindDormantHandler(AppDb db, IEnumerable<IDormancySource> sources, IRules rules, EventLog log, Actor actor, TimeProvider clock)
{
    /// <summary>Whether anybody besides the register is asked.</summary>
    public bool HasSources => sources.Any();

    public async Task<Paged<DormantRow>> HandleAsync(ListQuery query, CancellationToken ct)
    {
        var (rows, outside, cut) = await QueryAsync(query, ct);
        var page = await rows.PageAsync(query, ct);
        return new(await ReasonsAsync(page.Rows, outside, cut, ct), page.Total);
    }

    public async Task<IResult> ExportAsync(ListQuery query, CancellationToken ct)
    {
        var (rows, outside, cut) = await QueryAsync(query, ct);
        var list = await ReasonsAsync(await rows.Take(ExcelFile.MostRows).ToListAsync(ct), outside, cut, ct);
        log.Record(actor, "DormantExporting", null, new DormantExported(list.Count));
        await db.SaveChangesAsync(ct);
        ExcelColumn<DormantRow>[] columns =
        [
            new("统一社会信用代码", r => r.Uscc, 24), new("名称", r => r.Name, 36), new("类型", r => Wording.KindWord(r.Kind)), new("状态", r => Wording.Statuses[r.Status].Word, 12), new("状态自", r => r.Since, 12), new("理由", r => string.Join("；", r.Reasons), 60),
        ];
        var now = clock.UtcNow();
        return ExcelFile.Download(ExcelFile.Write("长期停业未注销", "全部", columns, list, actor, now), "长期停业未注销", now);
    }

    private sealed record Cuts(DateTime Revoked, DateOnly Idle);

    private async Task<(IQueryable<Entity> Rows, IReadOnlyList<DormancyFinding> Outside, Cuts Cut)> QueryAsync(ListQuery query, CancellationToken ct)
    {
        var (book, today) = (await rules.BookAsync(ct), clock.Today());
        var cut = new Cuts(ChinaTime.ToUtc(today.AddMonths(-book.Int("zombie.revokedMonths", today)), TimeOnly.MinValue), today.AddMonths(-book.Int("zombie.idleMonths", today)));
        var outside = new List<DormancyFinding>();
        foreach (var source in sources)
            outside.AddRange(await source.FindAsync(today, ct));
        var usccs = outside.Select(o => o.Uscc).Distinct().Take(10_000).ToArray();
        var rows = db.Set<Entity>().AsNoTracking().Where(e => e.Status != EntityStatus.Deregistered && e.Status != EntityStatus.ForcedDereg && e.Status != EntityStatus.MovedOut).Where(e =>
            ((e.Status == EntityStatus.Revoked || e.Status == EntityStatus.OrderedClosed || e.Status == EntityStatus.RegCancelled) && e.Since < cut.Revoked)
            || (e.Status == EntityStatus.Registered && db.Set<Suspension>().Any(s => s.EntityId == e.Id && s.State == SuspensionState.AutoResumed && s.EndedOn < cut.Idle)
                && !db.Set<EntityChange>().Any(c => c.EntityId == e.Id && c.At > e.Since))
            || (e.Status == EntityStatus.Registered && db.Set<SimpleExit>().Any(x => x.EntityId == e.Id && x.State == SimpleExitState.Lapsed && x.ApplyUntil < cut.Idle))
            || usccs.Contains(e.Uscc));
        if (Enum.TryParse<EntityStatus>(query.Text("status"), out var status))
            rows = rows.Where(e => e.Status == status);
        if (query.Text("town") is { } town)
            rows = rows.Where(e => e.TownCode == town);
        return (rows.OrderBy(e => e.Since).ThenBy(e => e.Uscc), outside, cut);
    }

    private async Task<IReadOnlyList<DormantRow>> ReasonsAsync(IReadOnlyList<Entity> page, IReadOnlyList<DormancyFinding> outside, Cuts cut, CancellationToken ct)
    {
        var ids = page.Select(e => e.Id).ToArray();
        var suspended = await db.Set<Suspension>().AsNoTracking().Where(s => ids.Contains(s.EntityId) && s.State == SuspensionState.AutoResumed && s.EndedOn < cut.Idle).Select(s => new { s.EntityId, s.EndedOn }).ToListAsync(ct);
        var lapsed = await db.Set<SimpleExit>().AsNoTracking().Where(x => ids.Contains(x.EntityId) && x.State == SimpleExitState.Lapsed && x.ApplyUntil < cut.Idle).Select(x => new { x.EntityId, x.ApplyUntil }).ToListAsync(ct);
        var known = outside.ToLookup(o => o.Uscc);
        return [.. page.Select(e => new DormantRow(e.Uscc, e.Name == Entity.NoName ? e.HeadName : e.Name, e.Kind, e.Status, ChinaTime.DayOf(e.Since),
        [
            .. e.Status is EntityStatus.Revoked or EntityStatus.OrderedClosed or EntityStatus.RegCancelled ? new[] { $"{ChinaTime.FullDay(ChinaTime.DayOf(e.Since))}{Wording.Statuses[e.Status].Word}，满6个月没有清算、注销" } : [],
            .. suspended.Where(s => s.EntityId == e.Id).Select(s => $"歇业{ChinaTime.FullDay(s.EndedOn!.Value)}期满自动恢复，此后没有任何登记、备案"),
            .. lapsed.Where(x => x.EntityId == e.Id).Select(x => $"公示了简易注销，{ChinaTime.FullDay(x.ApplyUntil!.Value)}前没有申请注销"),
            .. known[e.Uscc].Select(o => $"{o.Reason}（{o.Since:yyyy-MM-dd}起）"),
        ]))];
    }
}
