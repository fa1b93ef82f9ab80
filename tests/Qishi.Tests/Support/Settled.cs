using Microsoft.Extensions.DependencyInjection;
using Qishi.Platform.Events;

namespace Qishi.Tests.Support;

public static class Settled
{
    /// <summary>Waits until all committed events are sealed and every subscriber is done with them and with what followed; fails with the laggards' names.</summary>
    public static Task SettleAsync(this TestApp app) => app.Services.SettleAsync();

    internal static async Task SettleAsync(this IServiceProvider services)
    {
        var progress = services.GetRequiredService<LogProgress>();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            await progress.SettleAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException("Events are still open: " + string.Join(", ", progress.Subscribers.Where(s => s.Behind > 0 || s.Attempts > 0)));
        }
    }
}
