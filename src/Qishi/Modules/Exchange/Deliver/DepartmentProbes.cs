using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Channels;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Modules.Exchange.Outages;
using Qishi.Modules.Exchange.Routes;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Exchange.Deliver;

/// <summary>
/// Asks a department that does not answer whether it is well again, once a minute whatever waits for it and however many copies run; on recovery the queue drains
/// in its order, so many a second.
/// </summary>
internal sealed class DepartmentProbes(IServiceScopeFactory scopes, ChannelBook channels, ExchangeOptions options, TimeProvider clock)
{
    private const int AtOnce = 500;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly Actor Worker = Actor.Program("数据交换");

    /// <summary>Probes what is due and resumes what an ended outage still holds.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var now = clock.UtcNow();
        var due = await db.Set<Department>().AsNoTracking()
            .Where(d => (d.CircuitOpenSince != null || d.DownSince != null) && !d.DownByPerson && d.NextProbeAt != null && d.NextProbeAt <= now).ToListAsync(ct);
        foreach (var department in due)
            await ProbeAsync(db, department, ct);
        var held = await db.Set<HandOver>().Where(h => h.Status == HandOverStatus.Outage && db.Set<Department>().Any(d => d.Code == h.Department && d.DownSince == null))
            .Select(h => h.Department).Distinct().ToListAsync(ct);
        foreach (var code in held)
            await ResumeAsync(scope.ServiceProvider, code, ct);
    }

    private async Task ProbeAsync(AppDb db, Department seen, CancellationToken ct)
    {
        var (now, next) = (clock.UtcNow(), (DateTime?)(clock.UtcNow() + options.ProbeEvery));
        // Whoever moves the time on makes the probe: one per minute for all copies together.
        if (await db.Set<Department>().Where(d => d.Code == seen.Code && d.NextProbeAt == seen.NextProbeAt)
                .ExecuteUpdateAsync(s => s.SetProperty(d => d.NextProbeAt, next).SetProperty(d => d.LastProbeAt, now), ct) != 1)
            return;
        var route = await new RouteBook(db).OfAsync(seen.Code, ChinaTime.DayOf(now), ct);
        if (await channels[route].ProbeAsync(seen, Limit, ct) is { } error)
        {
            await db.Set<Department>().Where(d => d.Code == seen.Code).ExecuteUpdateAsync(s => s.SetProperty(d => d.LastError, error), ct);
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        var own = scope.ServiceProvider.GetRequiredService<AppDb>();
        var department = await own.Set<Department>().SingleAsync(d => d.Code == seen.Code, ct);
        if (department.DownByPerson)
            return;
        var at = clock.UtcNow();
        await scope.ServiceProvider.GetRequiredService<OutageWindows>().CloseAsync(department, at, Worker, ct);
        (department.CircuitOpenSince, department.FailingSince, department.FailuresInRow, department.NextProbeAt, department.LastSuccessAt) = (null, null, 0, null, at);
        try
        {
            await own.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return;
        }

        await ResumeAsync(scope.ServiceProvider, seen.Code, ct);
    }

    /// <summary>Puts what waited back into the queue, oldest first, spread over time; what another copy changes meanwhile is left for the next round.</summary>
    private async Task ResumeAsync(IServiceProvider services, string code, CancellationToken ct)
    {
        var db = services.GetRequiredService<AppDb>();
        for (var place = 0; ;)
        {
            db.ChangeTracker.Clear();
            var now = clock.UtcNow();
            var rows = await db.Set<HandOver>().Where(h => h.Department == code && (h.Status == HandOverStatus.Outage || (h.Status == HandOverStatus.Failed && h.Failures > 0 && h.NextActionAt > now && h.ClaimedBy == null)))
                .OrderBy(h => h.CreatedAt).Take(AtOnce).ToListAsync(ct);
            if (rows.Count == 0)
                return;
            var events = new List<IEvent>();
            foreach (var row in rows)
            {
                // A place in the row, and somewhere in that place: those who come back together do not stay together.
                var at = now.AddSeconds((place++ + (System.Security.Cryptography.RandomNumberGenerator.GetInt32(1_000_000) / 1e6)) / options.DrainPerSecond);
                events.AddRange(row.Resume(at));
                (row.NextActionAt, row.Failures) = (at, 0);
            }

            if (events.Count > 0)
                services.GetRequiredService<EventLog>().Record(Worker, "HandOverResuming", null, events);
            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateConcurrencyException)
            {
                return;
            }
        }
    }
}
