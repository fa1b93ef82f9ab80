using System.Text.Json;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;

namespace Qishi.Departments;

/// <summary>Writes arriving hand-overs down, many in one transaction; each caller is answered only after the commit. A known key is counted, never taken twice.</summary>
internal sealed class Intake(DepartmentsOptions options, SemaphoreSlim writing, TimeProvider clock)
{
    private readonly Channel<Arrival> arrivals = Channel.CreateBounded<Arrival>(1024);

    /// <summary>True when it is new, false when it was here before.</summary>
    public async Task<bool> TakeAsync(Habit habit, WireHandOver message, byte[] secret, CancellationToken ct)
    {
        var arrival = new Arrival(habit, message, Fields(message, secret), MobileDiffers(habit, message), new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
        await arrivals.Writer.WriteAsync(arrival, ct);
        return await arrival.Written.Task.WaitAsync(ct);
    }

    public async Task RunAsync(CancellationToken ct)
    {
        var batch = new List<Arrival>();
        while (await arrivals.Reader.WaitToReadAsync(ct))
        {
            batch.Clear();
            while (batch.Count < 128 && arrivals.Reader.TryRead(out var arrival))
                batch.Add(arrival);
            try
            {
                var news = await WriteAsync(batch, ct);
                for (var i = 0; i < batch.Count; i++)
                    batch[i].Written.SetResult(news[i]);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                batch.ForEach(a => a.Written.TrySetException(e));
            }
        }
    }

    private async Task<List<bool>> WriteAsync(List<Arrival> batch, CancellationToken ct)
    {
        await writing.WaitAsync(ct);
        try
        {
            await using var db = new DepartmentsDb(options.File);
            var keys = batch.Select(a => a.Message.Id).Distinct().ToList();
            var known = (await db.Received.Where(r => keys.Contains(r.Key)).ToListAsync(ct)).ToDictionary(r => (r.Department, r.Key));
            var again = new HashSet<(string, string)>();
            var news = new List<bool>(batch.Count);
            foreach (var arrival in batch)
            {
                var id = (arrival.Habit.Code, arrival.Message.Id);
                var isNew = !known.TryGetValue(id, out var row);
                if (isNew)
                {
                    db.Add(known[id] = Row(arrival));
                }
                else
                {
                    row!.Deliveries++;
                    again.Add(id);
                }

                news.Add(isNew);
            }

            // The sender asks again because it does not know how far we are: it is told again what it was told.
            foreach (var (code, key) in again)
                foreach (var receipt in await db.Outgoing.Where(o => o.Department == code && o.Key == key).ToListAsync(ct))
                    receipt.NextAt ??= clock.UtcNow();
            await db.SaveChangesAsync(ct);
            return news;
        }
        finally
        {
            writing.Release();
        }
    }

    private ReceivedHandOver Row(Arrival a)
    {
        var (now, m) = (clock.UtcNow(), a.Message);
        return new ReceivedHandOver
        {
            Department = a.Habit.Code,
            Key = m.Id,
            CaseNo = m.Subject,
            Uscc = m.Uscc,
            EntityName = m.Name,
            Matter = m.Matter,
            PayloadDigest = m.PayloadDigest,
            Fields = a.Fields,
            MobileDiffers = a.MobileDiffers,
            OrderedAt = m.Time,
            ReceivedAt = now,
            Status = "RECEIVED",
            NextStepAt = now.AddSeconds(a.Habit.AckSeconds * options.Pace),
        };
    }

    private static string Fields(WireHandOver message, byte[] secret) =>
        JsonSerializer.Serialize(CanonicalJson.Leaves(message.Data.GetRawText()).ToDictionary(l => l.Key, l => CanonicalJson.FieldDigest(secret, l.Key, l.Value)), Wire.Json);

    private static bool MobileDiffers(Habit habit, WireHandOver message) =>
        habit.ChecksMobile && CanonicalJson.Leaves(message.Data.GetRawText()).Any(l => l.Key.EndsWith("legalRep.mobile", StringComparison.Ordinal) && l.Value.EndsWith("44", StringComparison.Ordinal));

    private sealed record Arrival(Habit Habit, WireHandOver Message, string Fields, bool MobileDiffers, TaskCompletionSource<bool> Written);
}
