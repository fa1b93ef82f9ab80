using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Data;

namespace Qishi.Modules.Exchange.Deliver;

/// <summary>Role <c>exchange</c>: looks for departments with something due and runs a lane for each; any number of copies may do so at once.</summary>
internal sealed partial class DeliveryWorker(
    IServiceScopeFactory scopes, DeliveryLane lane, DepartmentProbes probes, ReceiptRounds receipts, ExchangeOptions options, TimeProvider clock,
    IHostEnvironment environment, IConfiguration configuration, ILogger<DeliveryWorker> logger) : BackgroundService
{
    private readonly ConcurrentDictionary<string, Task> running = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Tests call the lanes themselves, step by step.
        if (!configuration.GetValue("Exchange:Worker", !environment.IsEnvironment("Testing")))
            return;
        var receiving = ReceiveAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await probes.RunAsync(stoppingToken);
                foreach (var code in await DueAsync(stoppingToken))
                    if (running.TryAdd(code, Task.CompletedTask))
                        running[code] = Task.Run(() => DrainAsync(code, stoppingToken), CancellationToken.None);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogRoundFailed(e);
            }

            try
            {
                await Task.Delay(options.Idle, clock, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        await Task.WhenAll([receiving, .. running.Values]);
    }

    private async Task ReceiveAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                if (await receipts.RunAsync(ct) == 0)
                    await Task.Delay(options.Idle, clock, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogRoundFailed(e);
                await Task.Delay(options.Idle, clock, CancellationToken.None);
            }
        }
    }

    private async Task DrainAsync(string code, CancellationToken ct)
    {
        try
        {
            // What trickles in meanwhile goes out together in the next round; only a full batch says that more is waiting.
            while (!ct.IsCancellationRequested && await lane.RunAsync(code, ct) >= options.Batch)
            {
            }
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception e)
        {
            LogLaneFailed(e, code);
        }
        finally
        {
            running.TryRemove(code, out _);
        }
    }

    private async Task<List<string>> DueAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = clock.UtcNow();
        return await scope.ServiceProvider.GetRequiredService<AppDb>().Set<HandOver>().Due(now)
            .Where(h => h.ClaimedUntil == null || h.ClaimedUntil < now).Select(h => h.Department).Distinct().ToListAsync(ct);
    }

    [LoggerMessage(LogLevel.Error, "A delivery round failed; the next follows.")]
    private partial void LogRoundFailed(Exception e);

    [LoggerMessage(LogLevel.Error, "The lane of {Department} failed; its rows are free again when their claims run out.")]
    private partial void LogLaneFailed(Exception e, string department);
}
