using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Telemetry;

namespace Qishi.Platform.Jobs;

/// <summary>
/// Runs the jobs of all modules when they are due, each in one copy of the program at a time. A job that was due while nothing ran is run once at the next start;
/// one that is stopped or whose copy is killed is run again.
/// </summary>
internal sealed class JobRunner(ModuleList modules, IServiceScopeFactory scopes, ProgramCopy copy, TimeProvider clock, ILogger<JobRunner> logger) : BackgroundService
{
    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LookAtLeastEvery = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, Task> running = [];

    public IReadOnlyList<JobPlan> Plans { get; } = [.. PlatformJobs.Plans, .. modules.SelectMany(m => m.Jobs)];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = TimeSpan.FromSeconds(2);
            try
            {
                await WriteRowsAsync(stoppingToken);
                while (true)
                    await Task.Delay(await StartDueAsync(stoppingToken), clock, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                pause = TimeSpan.Zero;
            }
            catch (Exception e)
            {
                logger.LogError(e, "Starting jobs failed; trying again");
            }

            await Task.Delay(pause, CancellationToken.None);
        }

        await Task.WhenAll(running.Values);
    }

    /// <summary>Runs a job now, whenever it is due; false when it is running already.</summary>
    public async Task<bool> RunNowAsync(string name, CancellationToken ct)
    {
        var plan = Plans.Single(p => p.Name == name);
        await WriteRowsAsync(ct);
        await using var scope = scopes.CreateAsyncScope();
        var row = await scope.ServiceProvider.GetRequiredService<AppDb>().Set<JobRow>().AsNoTracking().SingleAsync(j => j.Name == name, ct);
        if (!await TakeAsync(row, ct))
            return false;
        await RunAsync(plan, ct);
        return true;
    }

    /// <summary>Starts what is due; returns how long to wait before looking again.</summary>
    private async Task<TimeSpan> StartDueAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var rows = await scope.ServiceProvider.GetRequiredService<AppDb>().Set<JobRow>().AsNoTracking().ToListAsync(ct);
        var wait = LookAtLeastEvery;
        foreach (var row in rows)
        {
            if (Plans.FirstOrDefault(p => p.Name == row.Name) is not { } plan || running.ContainsKey(row.Name))
                continue;
            var left = row.NextAt - clock.UtcNow();
            if (left > TimeSpan.Zero)
                wait = left < wait ? left : wait;
            else if (await TakeAsync(row, ct))
                Start(plan, ct);
        }

        return wait < TimeSpan.FromMilliseconds(50) ? TimeSpan.FromMilliseconds(50) : wait;
    }

    private void Start(JobPlan plan, CancellationToken ct)
    {
        running[plan.Name] = Task.Run(async () =>
        {
            try
            {
                await RunAsync(plan, ct);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.LogError(e, "Job {Job}: its row could not be written", plan.Name);
            }
            finally
            {
                running.TryRemove(plan.Name, out _);
            }
        }, CancellationToken.None);
    }

    private async Task<bool> TakeAsync(JobRow row, CancellationToken ct)
    {
        var now = clock.UtcNow();
        if (row.Until > now && row.Owner is { } owner && !ProgramCopy.IsGone(owner))
            return false;
        await using var scope = scopes.CreateAsyncScope();
        // Everything that was read must still be so: of two copies that saw the same row one comes too late.
        return await scope.ServiceProvider.GetRequiredService<AppDb>().Set<JobRow>()
            .Where(j => j.Name == row.Name && j.NextAt == row.NextAt && j.Owner == row.Owner && j.Until == row.Until && j.Runs == row.Runs)
            .ExecuteUpdateAsync(s => s.SetProperty(j => j.Owner, copy.Id).SetProperty(j => j.Until, now + Hold).SetProperty(j => j.StartedAt, now).SetProperty(j => j.Runs, j => j.Runs + 1), ct) == 1;
    }

    private async Task RunAsync(JobPlan plan, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var extending = ExtendAsync(plan, stop);
        Exception? failure = null;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.Program(plan.Name);
            await ((IJob)scope.ServiceProvider.GetRequiredService(plan.Type)).RunAsync(stop.Token);
        }
        catch (Exception e)
        {
            failure = e;
            if (!stop.IsCancellationRequested)
                logger.LogError(e, "Job {Job} failed", plan.Name);
        }

        var stopped = stop.IsCancellationRequested;
        await stop.CancelAsync();
        await extending;
        await EndAsync(plan, failure, stopped);
        Meters.JobRuns.Add(1, new("job", plan.Name), new("ok", failure is null));
    }

    private async Task ExtendAsync(JobPlan plan, CancellationTokenSource stop)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Hold / 4, stop.Token);
                await using var scope = scopes.CreateAsyncScope();
                var until = clock.UtcNow() + Hold;
                if (await Own(scope, plan).ExecuteUpdateAsync(s => s.SetProperty(j => j.Until, until), stop.Token) == 0)
                {
                    logger.LogError("Job {Job}: another copy of the program took it; stopping here", plan.Name);
                    await stop.CancelAsync();
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task EndAsync(JobPlan plan, Exception? failure, bool stopped)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = clock.UtcNow();
        var next = stopped ? now : plan.NextAfter(now);
        var error = failure is null || stopped ? null : ErrorText.Of(failure);
        await Own(scope, plan).ExecuteUpdateAsync(s => s.SetProperty(j => j.Owner, (string?)null).SetProperty(j => j.Until, (DateTime?)null).SetProperty(j => j.EndedAt, now)
            .SetProperty(j => j.NextAt, next).SetProperty(j => j.LastError, error).SetProperty(j => j.Failures, j => error == null ? 0 : j.Failures + 1));
    }

    private IQueryable<JobRow> Own(AsyncServiceScope scope, JobPlan plan) =>
        scope.ServiceProvider.GetRequiredService<AppDb>().Set<JobRow>().Where(j => j.Name == plan.Name && j.Owner == copy.Id);

    private async Task WriteRowsAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var known = await db.Set<JobRow>().AsNoTracking().ToDictionaryAsync(j => j.Name, ct);
        foreach (var plan in Plans)
        {
            var now = clock.UtcNow();
            if (!known.TryGetValue(plan.Name, out var row))
            {
                db.Add(new JobRow { Name = plan.Name, Plan = plan.Text, NextAt = plan.FirstAfter(now) });
                try
                {
                    await db.SaveChangesAsync(ct);
                }
                catch (DbUpdateException)
                {
                    // Another copy was first.
                    db.ChangeTracker.Clear();
                }
            }
            else if (row.Plan != plan.Text)
            {
                await db.Set<JobRow>().Where(j => j.Name == plan.Name).ExecuteUpdateAsync(s => s.SetProperty(j => j.Plan, plan.Text).SetProperty(j => j.NextAt, plan.FirstAfter(now)), ct);
            }
        }
    }
}
