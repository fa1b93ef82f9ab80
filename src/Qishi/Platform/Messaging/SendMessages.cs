using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Platform.Data;
using Qishi.Platform.Jobs;
using Qishi.Platform.Rules;

namespace Qishi.Platform.Messaging;

/// <summary>Hands queued messages to the gateway. Between 21:00 and 8:00 (parameters) only those that may go at any hour; failures are tried again with growing pauses.</summary>
internal sealed class SendMessages(AppDb db, IMessageGateway gateway, IRules rules, TimeProvider clock, ILogger<SendMessages> logger) : IJob
{
    private const int Attempts = 8;

    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.UtcNow();
        var quiet = await IsQuietAsync(now, ct);
        while (await db.ClaimAsync<MessageRow>(
            q => q.Where(m => m.SentAt == null && m.FailedAt == null && m.NotBefore <= now && (!quiet || m.AtAnyHour)).OrderBy(m => m.NotBefore), 50, TimeSpan.FromMinutes(5), clock, ct)
            is { Count: > 0 } rows)
        {
            foreach (var row in rows)
            {
                await SendAsync(row, ct);
                row.Release();
                await db.SaveChangesAsync(ct);
            }

            db.ChangeTracker.Clear();
        }
    }

    private async Task SendAsync(MessageRow row, CancellationToken ct)
    {
        row.Attempts++;
        try
        {
            await gateway.SendAsync(row.Id, row.To, row.Text, ct);
            (row.SentAt, row.LastError) = (clock.UtcNow(), null);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            // The provider's message may repeat the number, so only the kind of failure is kept.
            row.LastError = e.GetBaseException().GetType().Name;
            row.NotBefore = clock.UtcNow() + TimeSpan.FromSeconds(30 * Math.Pow(2, row.Attempts - 1));
            if (row.Attempts >= Attempts)
                row.FailedAt = clock.UtcNow();
            logger.LogWarning("Message {Id} ({Topic}): attempt {Attempt} failed with {Error}", row.Id, row.Topic, row.Attempts, row.LastError);
        }
    }

    private async Task<bool> IsQuietAsync(DateTime now, CancellationToken ct)
    {
        var book = await rules.BookAsync(ct);
        var (day, time) = (ChinaTime.DayOf(now), TimeOnly.FromDateTime(ChinaTime.At(now)));
        var from = TimeOnly.Parse(book.Text("message.quietFrom", day), CultureInfo.InvariantCulture);
        var to = TimeOnly.Parse(book.Text("message.quietTo", day), CultureInfo.InvariantCulture);
        return time.IsBetween(from, to);
    }
}
