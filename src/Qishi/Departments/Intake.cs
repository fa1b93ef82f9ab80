using System.Text.Json;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;

namespace Qishi.Departments;

/// <summary>Writes arriving hand-overs down, many in one transaction; each caller is answered only after the commit. A known key is counted, never taken twice.</summary>
internal sealed class Intake(DepartmentsOptions options, SemaphoreSlim writing, TimeProvider clock)
{
    public const string Superseded = "SUPERSEDED";
    private readonly Channel<Arrival> arrivals = Channel.CreateBounded<Arrival>(1024);

    /// <summary>True when it is new, false when it was here before.</summary>
    public async Task<bool> TakeAsync(Habit habit, WireHandOver message, byte[] secret, Door door, CancellationToken ct)
    {
        var arrival = new Arrival(habit, message, door, Fields(message, secret), MobileDiffers(habit, message), new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
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
            var subjects = batch.Select(a => a.Message.Uscc).Distinct().ToList();
            var versions = (await db.Received.Where(r => subjects.Contains(r.Uscc)).ToListAsync(ct)).ToLookup(r => (r.Department, r.Uscc, r.Matter));
            var again = new HashSet<(string, string)>();
            var news = new List<bool>(batch.Count);
            foreach (var arrival in batch)
            {
                var id = (arrival.Habit.Code, arrival.Message.Id);
                var isNew = !known.TryGetValue(id, out var row);
                if (isNew)
                {
                    var others = versions[(id.Code, arrival.Message.Uscc, arrival.Message.Matter)].Concat(known.Values.Where(k => (k.Department, k.Uscc, k.Matter) == (id.Code, arrival.Message.Uscc, arrival.Message.Matter))).ToList();
                    db.Add(known[id] = Row(arrival, others));
                }
                else
                {
                    row!.Deliveries++;
                    row.Door = arrival.Door;
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

    /// <summary>A newer version takes the place of an older one that is not finished; an older one that comes late has no effect any more.</summary>
    private ReceivedHandOver Row(Arrival a, List<ReceivedHandOver> others)
    {
        var (now, m) = (clock.UtcNow(), a.Message);
        foreach (var older in others.Where(o => o.Version < m.Version && o.Status is "RECEIVED" or "ACKED" or "PROCESSING"))
            (older.Status, older.NextStepAt) = (Superseded, null);
        var late = others.Exists(o => o.Version > m.Version);
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
            Version = m.Version,
            Door = a.Door,
            Status = late ? Superseded : "RECEIVED",
            NextStepAt = late ? null : now.AddSeconds(a.Habit.AckSeconds * options.Pace),
        };
    }

    private static string Fields(WireHandOver message, byte[] secret) =>
        JsonSerializer.Serialize(CanonicalJson.Leaves(message.Data.GetRawText()).ToDictionary(l => l.Key, l => CanonicalJson.FieldDigest(secret, l.Key, l.Value)), Wire.Json);

    private static bool MobileDiffers(Habit habit, WireHandOver message) =>
        habit.ChecksMobile && CanonicalJson.Leaves(message.Data.GetRawText()).Any(l => l.Key.EndsWith("legalRep.mobile", StringComparison.Ordinal) && l.Value.EndsWith("44", StringComparison.Ordinal));

    private sealed record Arrival(Habit Habit, WireHandOver Message, Door Door, string Fields, bool MobileDiffers, TaskCompletionSource<bool> Written);
}
