using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Deliver;
using Qishi.Modules.Exchange.LiaisonDesk;
using Qishi.Modules.Exchange.Model;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;

namespace Qishi.Modules.Exchange.ReconcileDepartments;

/// <summary>Compares what was handed over with what each department says it has: by count, by field digest, by state. What differs is named and becomes work.</summary>
internal sealed class ReconcileDepartmentsHandler(AppDb db, DepartmentClient client, IWorklist worklist, Actor actor, TimeProvider clock)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>Hand-overs younger than this may still be on their way.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(2);

    public Task<Result<int>> HandleAsync(CancellationToken ct) =>
        actor.May(Permissions.Repair) ? RunAsync(ct) : Task.FromResult<Result<int>>(OwnHandOvers.NotThere);

    /// <summary>All departments; returns how many differences were found.</summary>
    public async Task<Result<int>> RunAsync(CancellationToken ct)
    {
        var now = clock.UtcNow();
        var to = Whole(now - Settling);
        var found = 0;
        foreach (var department in await db.Set<Department>().AsNoTracking().OrderBy(d => d.Position).ToListAsync(ct))
        {
            // A day back, or further when the last days could not be compared.
            var last = await db.Set<Reconciliation>().Where(r => r.Department == department.Code && r.Failure == null).MaxAsync(r => (DateTime?)r.At, ct);
            var from = Whole(last is { } at && at < now.AddDays(-1) ? at.AddHours(-1) : now.AddDays(-1));
            found += await CompareAsync(department, from < now.AddDays(-31) ? now.AddDays(-31) : from, to, now, ct);
            db.ChangeTracker.Clear();
        }

        return found;
    }

    private async Task<int> CompareAsync(Department department, DateTime from, DateTime to, DateTime now, CancellationToken ct)
    {
        var theirs = new Dictionary<string, WireListLine>(StringComparer.Ordinal);
        for (var after = ""; ;)
        {
            if (await client.ListAsync(department, from, to, after, Limit, ct) is not { } lines)
            {
                db.Add(Run(department, now, 0, 0, 0, "对方清单取不到，下次对账时一起对"));
                await db.SaveChangesAsync(ct);
                return 0;
            }

            foreach (var line in lines)
                theirs[line.Key] = line;
            if (lines.Count < 200 || string.CompareOrdinal(lines[^1].Key, after) <= 0)
                break;
            after = lines[^1].Key;
        }

        var ours = await db.Set<HandOver>().AsNoTracking().Where(h => h.Department == department.Code && h.CreatedAt >= from && h.CreatedAt < to).ToListAsync(ct);
        var differences = ours.SelectMany(h => Compare.One(h, theirs.GetValueOrDefault(h.IdempotencyKey), department.SecretBytes))
            .Concat(theirs.Keys.Except(ours.Select(h => h.IdempotencyKey)).Select(key => new Finding(key, DifferenceKind.MissingHere, null, "对方有，本局没有这条推送"))).ToList();
        var run = Run(department, now, ours.Count(h => h.PushedAt is not null), theirs.Count, differences.Count, null);
        db.Add(run);
        db.AddRange(differences.Take(1000).Select(f => new Difference
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            ReconciliationId = run.Id,
            Department = department.Code,
            HandOverKey = f.Key,
            Kind = f.Kind,
            Field = f.Field,
            Sentence = f.Sentence,
        }));
        if (differences.Count > 0)
            await worklist.OpenAsync(new NewWorkItem($"exchange.difference:{department.Code}", "部门数据交换", department.ShortName, $"核对{differences.Count}条不一致", Urls.BoardOf(department.Code), Roles.Operator, null, null, now, null), ct);
        else
            await worklist.CloseAsync($"exchange.difference:{department.Code}", ct);
        await db.SaveChangesAsync(ct);
        return differences.Count;
    }

    private Reconciliation Run(Department department, DateTime now, int ours, int theirs, int differences, string? failure) => new()
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()),
        Department = department.Code,
        Day = ChinaTime.DayOf(now),
        At = now,
        Ours = ours,
        Theirs = theirs,
        Differences = differences,
        Failure = failure,
    };

    private static DateTime Whole(DateTime at) => new(at.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, DateTimeKind.Utc);
}
