using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Bench.Under;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Certificates;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Modules.Exchange.ReceiveReceipts;
using Qishi.Modules.Exchange.Sign;
using Qishi.Platform.Data;

namespace Qishi.Bench.Exchange;

/// <summary>
/// Hand-overs claimed, signed, sent as arrays, receipted by signature and written down with their events, against bare HTTP to the same receiver and against one signature per
/// message. Bureau, receiver and driver share the process; the database is the real one, durable as in production.
/// </summary>
internal static class ExchangeMeasure
{
    private const int PerRequest = 500, Workers = 2;

    public static async Task RunAsync(BenchOptions options, Report report, CancellationToken ct)
    {
        report.Title($"Exchange on {options.DatabaseWord}");
        var (together, body) = await SignedAsync(options, 1000, ct);
        var (alone, _) = await SignedAsync(options, 1, ct);
        var bare = await BareAsync(options, body, ct);
        report.Table(
            ["what", "messages/s", "of bare HTTP"],
            ["bare HTTP, one message per request, 32 connections", Report.Number(bare, 0), Report.Percent(1)],
            [$"signed together, {PerRequest} per request, receipted, durable", Report.Number(together, 0), Report.Percent(together / bare)],
            ["the same with one signature per message and per receipt", Report.Number(alone, 0), Report.Percent(alone / bare)]);
        report.Line($"Signed together against one by one: {Report.Number(together / alone, 2)} times.");
    }

    private static async Task<(double PerSecond, byte[] Body)> SignedAsync(BenchOptions options, int together, CancellationToken ct)
    {
        await using var database = await OwnDatabase.CreateAsync(options.Database);
        await using var bureau = await Bureau.OpenAsync(database, together, ct);
        var (department, certificate) = await KnownAsync(bureau, ct);
        await using var receiver = await Receiver.OpenAsync(database.Folder, department.SecretBytes, certificate.Parsed, together, ct);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 8 }) { BaseAddress = receiver.Address };
        byte[] sample = [];
        // Until the hot paths are compiled: a program that runs for months is in question.
        await RoundsAsync(options.Warm);
        var (done, used) = await RoundsAsync(options.Seconds);
        await CheckAsync(bureau, ct);
        return (done / used.TotalSeconds, sample);

        async Task<(int Done, TimeSpan Used)> RoundsAsync(int seconds)
        {
            var (sent, time) = (0, TimeSpan.Zero);
            while ((time < TimeSpan.FromSeconds(seconds) || sent == 0) && !ct.IsCancellationRequested)
            {
                // The orders are the deciding departments' work and not part of the measured time.
                await bureau.OrderAsync(PerRequest * Workers * 4, ct);
                var begun = Stopwatch.GetTimestamp();
                await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(async () =>
                {
                    for (var i = 0; i < 4; i++)
                        Interlocked.Add(ref sent, await RoundAsync(bureau, department, http, b => sample = b, ct));
                }, ct)));
                time += Stopwatch.GetElapsedTime(begun);
            }

            return (sent, time);
        }
    }

    private static async Task<int> RoundAsync(Bureau bureau, Department department, HttpClient http, Action<byte[]> sample, CancellationToken ct)
    {
        byte[] answer;
        int count;
        await using (var scope = bureau.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            var now = TimeProvider.System.UtcNow();
            var rows = await db.ClaimAsync<HandOver>(
                q => q.Where(h => h.Department == department.Code && h.NextActionAt <= now).OrderBy(h => h.NextActionAt).ThenBy(h => h.CreatedAt), PerRequest, TimeSpan.FromMinutes(3), TimeProvider.System, ct);
            if (rows.Count == 0)
                return 0;
            var messages = await scope.ServiceProvider.GetRequiredService<HandOverSigner>().SignAsync(rows, ct);
            (count, var json) = (rows.Count, new StringBuilder("["));
            foreach (var message in messages)
                json.Append(json.Length > 1 ? "," : "").Append(Encoding.UTF8.GetString(message.Body));
            sample(messages[0].Body);
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(json.Append(']').ToString()));
            content.Headers.ContentType = new MediaTypeHeaderValue(Wire.BatchMediaType);
            using var response = await http.PostAsync("/hand-overs/batch", content, ct);
            answer = await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(ct);
        }

        await using var taking = bureau.Services.CreateAsyncScope();
        var taken = await taking.ServiceProvider.GetRequiredService<ReceiptIntake>().TakeAsync(new(department.Code, department.ShortName, "HTTP", answer, Guid.NewGuid().ToString("N")), ct);
        return taken.Answers.Count(a => a.Verdict == ReceiptVerdict.Applied) == count ? count : throw new InvalidOperationException(taken.Answers.FirstOrDefault(a => a.Verdict != ReceiptVerdict.Applied)?.Sentence ?? "No receipt was taken.");
    }

    /// <summary>One message per request, nothing checked and nothing kept: what HTTP itself can carry here.</summary>
    private static async Task<double> BareAsync(BenchOptions options, byte[] body, CancellationToken ct)
    {
        await using var database = await OwnDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using var bureau = await Bureau.OpenAsync(database, 1000, ct);
        var (department, certificate) = await KnownAsync(bureau, ct);
        await using var receiver = await Receiver.OpenAsync(database.Folder, department.SecretBytes, certificate.Parsed, 1000, ct);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 32 }) { BaseAddress = receiver.Address };
        var (done, until) = (0, Stopwatch.GetTimestamp() + (options.Seconds * Stopwatch.Frequency));
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetTimestamp() < until && !ct.IsCancellationRequested)
            {
                using var response = await http.PostAsync("/bare", new ByteArrayContent(body), ct);
                Interlocked.Increment(ref done);
            }
        }, ct)));
        return done / clock.Elapsed.TotalSeconds;
    }

    private static async Task<(Department, Certificate)> KnownAsync(Bureau bureau, CancellationToken ct)
    {
        await using var scope = bureau.Services.CreateAsyncScope();
        var department = await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Department>().AsNoTracking().SingleAsync(d => d.Code == "MEDINS", ct);
        return (department, await scope.ServiceProvider.GetRequiredService<CertificateBook>().SigningAsync(ct));
    }

    /// <summary>Every hand-over that was ordered is signed and acknowledged, each with its receipt: what was counted is what is there.</summary>
    private static async Task CheckAsync(Bureau bureau, CancellationToken ct)
    {
        await using var scope = bureau.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var (all, acked) = (await db.Set<HandOver>().CountAsync(ct), await db.Set<HandOver>().CountAsync(h => h.Status == HandOverStatus.Acked && h.Proof != null, ct));
        var receipts = await db.Set<Receipt>().CountAsync(r => r.SignatureBatchId != null, ct);
        if (all != acked || all != receipts)
            throw new InvalidOperationException($"{all} hand-overs, {acked} acknowledged, {receipts} receipts.");
    }
}
