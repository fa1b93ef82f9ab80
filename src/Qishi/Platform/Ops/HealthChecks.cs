using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Qishi.Kernel;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Jobs;

namespace Qishi.Platform.Ops;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: it can work; 503 when it cannot. Only names and states are shown to strangers, the sentences
/// are for the operator's page.
/// </summary>
internal static class HealthChecks
{
    public static void AddHealth(this IServiceCollection services) => services.AddHealthChecks()
        .AddCheck<DatabaseHealth>("database").AddCheck<LogHealth>("log").AddCheck<DiskHealth>("disk").AddCheck<JobHealth>("jobs");

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).OpenToAll("负载均衡探测：进程在运行");
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync }).OpenToAll("负载均衡探测：可以接收请求");
    }

    private static Task WriteAsync(HttpContext http, HealthReport report) =>
        http.Response.WriteAsJsonAsync(new { status = report.Status.ToString(), checks = report.Entries.ToDictionary(e => e.Key, e => e.Value.Status.ToString()) });
}

internal sealed class DatabaseHealth(AppDb db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await db.Database.CanConnectAsync(cancellationToken) ? HealthCheckResult.Healthy("数据库连接正常") : HealthCheckResult.Unhealthy("数据库连不上");
}

/// <summary>Events wait for their seal for moments only; parked events wait for a person. The program can work meanwhile.</summary>
internal sealed class LogHealth(AppDb db, TimeProvider clock) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var last = await db.Set<SealRow>().MaxAsync(s => (long?)s.EventSeq, cancellationToken) ?? 0;
        var oldest = await db.Set<EventRow>().Where(e => e.Seq > last).OrderBy(e => e.Seq).Select(e => (DateTime?)e.At).FirstOrDefaultAsync(cancellationToken);
        var lag = oldest is { } at ? clock.UtcNow() - at : TimeSpan.Zero;
        var parked = await db.Set<ParkedEventRow>().CountAsync(p => p.ResolvedAt == null, cancellationToken);
        var stuck = await db.Set<CheckpointRow>().CountAsync(c => c.Attempts > 0, cancellationToken);
        var sentence = $"最早待封存的事件等了{Math.Max(0, (long)lag.TotalSeconds)}秒；搁置{parked}条；正在重试的订阅{stuck}个";
        return lag > TimeSpan.FromMinutes(1) || parked > 0 || stuck > 0 ? HealthCheckResult.Degraded(sentence) : HealthCheckResult.Healthy(sentence);
    }
}

internal sealed class DiskHealth(DatabaseOptions options) : IHealthCheck
{
    private const long Little = 1L << 30, TooLittle = 100L << 20;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(options.DataFolder);
        var free = new DriveInfo(options.DataFolder).AvailableFreeSpace;
        var sentence = $"数据盘剩余{free >> 20}MB";
        return Task.FromResult(free < TooLittle ? HealthCheckResult.Unhealthy(sentence) : free < Little ? HealthCheckResult.Degraded(sentence) : HealthCheckResult.Healthy(sentence));
    }
}

/// <summary>Jobs that fail again and again, or that nobody runs although they are due.</summary>
internal sealed class JobHealth(AppDb db, TimeProvider clock) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var overdue = clock.UtcNow().AddMinutes(-5);
        var failing = await db.Set<JobRow>().Where(j => j.Failures >= 3 || (j.NextAt < overdue && j.Owner == null)).Select(j => j.Name).ToListAsync(cancellationToken);
        return failing.Count == 0 ? HealthCheckResult.Healthy("任务正常") : HealthCheckResult.Degraded($"任务失败或没有运行：{string.Join("、", failing)}");
    }
}
