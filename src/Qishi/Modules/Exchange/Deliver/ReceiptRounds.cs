using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Channels;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Data;

namespace Qishi.Modules.Exchange.Deliver;

/// <summary>Looks for receipts where departments leave them. A department that changed its route is still listened to on the old one: what was under way there must arrive.</summary>
internal sealed partial class ReceiptRounds(IServiceScopeFactory scopes, ChannelBook channels, TimeProvider clock, ILogger<ReceiptRounds> logger)
{
    private static readonly RouteKind[] Stored = [RouteKind.Queue, RouteKind.Files];

    /// <summary>How many messages were taken in.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, today) = (scope.ServiceProvider.GetRequiredService<AppDb>(), clock.Today());
        var routes = await db.Set<DepartmentRoute>().AsNoTracking().Where(r => r.ApprovedAt != null && r.From <= today && Stored.Contains(r.Kind)).Select(r => new { r.Department, r.Kind }).Distinct().ToListAsync(ct);
        if (routes.Count == 0)
            return 0;
        var departments = await db.Set<Department>().AsNoTracking().ToDictionaryAsync(d => d.Code, ct);
        var taken = 0;
        foreach (var route in routes.Where(r => departments.ContainsKey(r.Department)))
        {
            try
            {
                taken += await channels[route.Kind].ReceiveAsync(departments[route.Department], ct);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e, route.Department, route.Kind);
            }
        }

        return taken;
    }

    [LoggerMessage(LogLevel.Error, "Receipts of {Department} by {Route} could not be taken in; they are still there and are read again.")]
    private partial void LogFailed(Exception e, string department, RouteKind route);
}
