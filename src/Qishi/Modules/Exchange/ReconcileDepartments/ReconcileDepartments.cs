using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Deliver;
using Qishi.Modules.Exchange.LiaisonDesk;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Jobs;

namespace Qishi.Modules.Exchange.ReconcileDepartments;

/// <summary>
/// Compares what was recorded, sent and acknowledged with what each department says it has: by count, by field digest, by state. What differs is named row by row
/// and becomes work; what is no longer different is closed by the run that sees it.
/// </summary>
internal sealed class ReconcileDepartmentsHandler(AppDb db, DepartmentClient client, DifferenceWork work, EventLog log, Leases leases, Actor actor, TimeProvider clock)
{
    private const int Most = 1000, LongestDays = 31;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);
    private static readonly Problem Running = new("reconciliation-running", "正在对账，完成后刷新本页就能看到结果");

    /// <summary>Hand-overs younger than this may still be on their way.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(2);

    public Task<Result<int>> HandleAsync(CancellationToken ct) =>
        actor.May(Permissions.Repair) ? RunAsync(ct) : Task.FromResult<Result<int>>(OwnHandOvers.NotThere);

    /// <summary>All departments with a system; returns how many rows differ. One run at a time: two would mend and open the same rows.</summary>
    public async Task<Result<int>> RunAsync(CancellationToken ct)
    {
        await using var lease = await leases.TryTakeAsync("exchange.reconcile", Longest, ct);
        if (lease is null)
            return Running;
        var now = clock.UtcNow();
        var run = Guid.CreateVersion7(clock.GetUtcNow());
        var found = 0;
        foreach (var department in await db.Set<Department>().AsNoTracking().Where(d => d.Matter != "").OrderBy(d => d.Position).ToListAsync(ct))
        {
            found += await CompareAsync(run, department, await FromAsync(department.Code, now, ct), Whole(now - Settling), now, ct);
            db.ChangeTracker.Clear();
        }

        return found;
    }

    // A day back; further when the last days could not be compared, a known difference is older, or a person has said of an older one that it is mended: that is looked at once more.
    private async Task<DateTime> FromAsync(string code, DateTime now, CancellationToken ct)
    {
        var from = now.AddDays(-1);
        var last = await db.Set<Reconciliation>().Where(r => r.Department == code && r.Failure == null).MaxAsync(r => (DateTime?)r.At, ct);
        if (last is not null && last.Value.AddHours(-1) < from)
            from = last.Value.AddHours(-1);
        var known = db.Set<Difference>().Where(d => d.Department == code && (d.MendedAt == null || (d.MendedBy != null && d.MendedAt >= last)));
        if (await known.MinAsync(d => (DateTime?)d.OrderedAt, ct) is { } oldest && oldest < from)
            from = oldest;
        return Whole(from < now.AddDays(-LongestDays) ? now.AddDays(-LongestDays) : from);
    }

    private async Task<int> CompareAsync(Guid run, Department department, DateTime from, DateTime to, DateTime now, CancellationToken ct)
    {
        var ours = await db.Set<HandOver>().AsNoTracking().Where(h => h.Department == department.Code && !h.AtDesk && (h.Route == null || h.Route != RouteKind.Desk) && h.CreatedAt >= from && h.CreatedAt < to).ToListAsync(ct);
        var (sent, acknowledged) = (ours.Count(h => h.PushedAt is not null), ours.Count(h => h.AckedAt is not null));
        Reconciliation Row(int theirs, int differences, int mended, string? failure) => new()
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            RunId = run,
            Department = department.Code,
            Day = ChinaTime.DayOf(now),
            At = now,
            By = actor.NameOnRecord,
            From = from,
            To = to,
            Recorded = ours.Count,
            Sent = sent,
            Acknowledged = acknowledged,
            Theirs = theirs,
            Differences = differences,
            Mended = mended,
            Failure = failure,
        };

        if (await TheirsAsync(department, from, to, ct) is not { } theirs)
        {
            db.Add(Row(0, 0, 0, "对方清单取不到，下次对账时一起对"));
            await db.SaveChangesAsync(ct);
            return 0;
        }

        var findings = ours.SelectMany(h => Compare.One(h, theirs.GetValueOrDefault(h.IdempotencyKey), department.SecretBytes))
            .Concat(theirs.Keys.Except(ours.Select(h => h.IdempotencyKey)).Select(key => new Finding(key, DifferenceKind.MissingHere, null, "对方有，本局没有这条推送", null))).ToList();
        var open = await db.Set<Difference>().Where(d => d.Department == department.Code && d.MendedAt == null).ToListAsync(ct);
        var seen = findings.Select(f => f.Sameness).ToHashSet();
        var gone = open.Where(d => !seen.Contains(d.Sameness) && d.OrderedAt >= from).ToList();
        foreach (var d in open.Where(d => seen.Contains(d.Sameness)))
            d.LastSeenAt = now;
        foreach (var d in gone)
            d.Mend(actor.NameOnRecord, "再次对账时已经一致", now);
        var row = Row(theirs.Count, findings.Count, gone.Count, null);
        var known = open.Select(d => d.Sameness).ToHashSet();
        var fresh = findings.Where(f => !known.Contains(f.Sameness)).Take(Most).Select(f => Named(f, row, now)).ToList();
        db.Add(row);
        db.AddRange(fresh);
        await work.CloseAsync(gone, ct);
        await work.OpenAsync(fresh, department, ct);
        log.Record(actor, "DepartmentsReconciling", null,
            [new DepartmentReconciled(run, department.Code, ours.Count, sent, acknowledged, theirs.Count, findings.Count), .. gone.Select(d => new DifferenceMended(d.Id, d.Department, ByPerson: false))]);
        await db.SaveChangesAsync(ct);
        return findings.Count;
    }

    /// <summary>The department's own list, all pages; null when it could not be read.</summary>
    private async Task<Dictionary<string, WireListLine>?> TheirsAsync(Department department, DateTime from, DateTime to, CancellationToken ct)
    {
        var theirs = new Dictionary<string, WireListLine>(StringComparer.Ordinal);
        for (var after = ""; ;)
        {
            if (await client.ListAsync(department, from, to, after, Limit, ct) is not { } lines)
                return null;
            foreach (var line in lines)
                theirs[line.Key] = line;
            if (lines.Count < 200 || string.CompareOrdinal(lines[^1].Key, after) <= 0)
                return theirs;
            after = lines[^1].Key;
        }
    }

    private Difference Named(Finding f, Reconciliation row, DateTime now) => new()
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()),
        ReconciliationId = row.Id,
        Department = row.Department,
        HandOverKey = f.Key,
        HandOverId = f.Row?.Id,
        CaseNo = f.Row?.CaseNo,
        EntityName = f.Row?.EntityName,
        Kind = f.Kind,
        Field = f.Field,
        Sentence = f.Sentence,
        OrderedAt = f.Row?.CreatedAt ?? row.From,
        FoundAt = now,
        LastSeenAt = now,
    };

    private static DateTime Whole(DateTime at) => new(at.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, DateTimeKind.Utc);
}
