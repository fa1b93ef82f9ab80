using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Departments;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.StartUp.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Messaging;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.StartUp.Kill;

/// <summary>
/// Start-ups are submitted and approved over HTTP while the program is killed with -9 again and again; whoever gets no answer sends the same again. What was answered
/// is there, nothing is half or double, and every matter ends once.
/// </summary>
[Collection(RealProcesses.Name)]
public sealed class KillOverHttpTests(ITestOutputHelper output)
{
    private const int Kills = 3, Clerks = 3;

    [Theory, OnEachDatabase]
    public async Task SubmitAndApprove_WhileTheProgramIsKilled_LosesNothingAndDoublesNothing(DatabaseKind kind)
    {
        // QISHI_KILL_SEED repeats a run's moments.
        var seed = int.TryParse(Environment.GetEnvironmentVariable("QISHI_KILL_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
        output.WriteLine($"QISHI_KILL_SEED={seed}");
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        await using var stage = await KillStage.OpenAsync(kind, limit.Token);
        var (submitted, approved, over) = (new ConcurrentBag<string>(), new ConcurrentBag<string>(), false);
        var clerks = Enumerable.Range(1, Clerks).Select(n => Task.Run(() => WorkAsync(n))).ToList();
        var chance = new Random(seed);
        await stage.KillAsync(chance, Kills, limit.Token);
        // With the last kill everybody goes home: what it cut off nobody sends again.
        await stage.KillOnceAsync(chance, limit.Token);
        over = true;
        await Task.WhenAll(clerks);
        await stage.StartAsync(limit.Token);
        await FinishedAsync(stage, limit.Token);
        output.WriteLine($"{stage.Kills} kills, {stage.CutOff} requests cut off, {submitted.Count} submitted, {approved.Count} approved");

        Assert.True(approved.Count > 1 && stage.CutOff >= Kills, $"{approved.Count} approved, {stage.CutOff} cut off: the kills hit nothing");
        await AssertCasesAsync(stage, [.. submitted], [.. approved]);
        await AssertMattersAsync(stage);
        var verdict = await stage.App.AsAsync(null, s => s.GetRequiredService<LogCheck>().RunAsync(default));
        Assert.True(verdict.Whole, verdict.Sentence);

        async Task WorkAsync(int n)
        {
            using var registrar = await stage.RegistrarAsync($"registrar{1 + (n % 2)}");
            while (!over)
            {
                if (await stage.SubmitAsync(KillStage.Answers(), () => over) is not { } caseNo)
                    return;
                submitted.Add(caseNo);
                if (!await stage.ApproveAsync(registrar, caseNo, () => over))
                    return;
                approved.Add(caseNo);
            }
        }
    }

    /// <summary>Until every granted case is finished and the log is sealed to its end.</summary>
    private static async Task FinishedAsync(KillStage stage, CancellationToken ct)
    {
        while (await stage.App.WithDbAsync(async db =>
                   await db.Set<StartUpCase>().AnyAsync(c => c.Uscc != null && c.FinishedAt == null, ct) || await db.Set<EventRow>().AnyAsync(e => !db.Set<SealRow>().Any(s => s.EventSeq == e.Seq), ct)))
        {
            Assert.False(ct.IsCancellationRequested, await stage.App.WithDbAsync(async db => string.Join('\n', await db.Set<HandOver>().Where(h => h.Status != HandOverStatus.Done)
                .Select(h => $"{h.CaseNo} {h.Matter} {h.Status} {h.Attempts} {h.NextActionAt} {h.ClaimedUntil}").ToListAsync())));
            await Task.Delay(200, CancellationToken.None);
        }
    }

    private static async Task AssertCasesAsync(KillStage stage, string[] submitted, string[] approved)
    {
        var cases = await stage.App.WithDbAsync(db => db.Set<StartUpCase>().AsNoTracking().ToListAsync());
        Assert.Empty(submitted.Except(cases.Where(c => c.SubmittedAt != null).Select(c => c.CaseNo)));
        Assert.Empty(approved.Except(cases.Where(c => c.Uscc != null).Select(c => c.CaseNo)));
        // An application carries a name of its own: two cases of one name would be one application taken twice.
        Assert.Empty(cases.Where(c => c.EntityName is not null).GroupBy(c => c.EntityName).Where(g => g.Count() > 1).Select(g => g.Key));
        Assert.True(cases.Count <= submitted.Length + Clerks);
        foreach (var c in cases)
        {
            var traces = await Traces.OfAsync(stage.App, c.CaseNo, "StartUp.StartUpSubmitted", "startup.submitted");
            Assert.Equal(c.SubmittedAt is null ? Draft : c.Uscc is null ? Received : Granted, traces with { State = c.Uscc is null ? traces.State : StartUpState.Issued });
            Assert.Equal(c.Uscc is null ? 0 : 1, await CountAsync(stage, c, "StartUp.StartUpApproved", "startup.issued"));
            Assert.Equal(c.Uscc is null ? 0 : 1, await CountAsync(stage, c, "StartUp.StartUpFinished", "startup.finished"));
        }

        var codes = await stage.App.WithDbAsync(db => db.Set<Entity>().Where(e => e.CaseNo != null && e.CaseNo.StartsWith("KB")).Select(e => e.Uscc).ToListAsync());
        Assert.Equal(cases.Where(c => c.Uscc is not null).Select(c => c.Uscc).Order(), codes.Order());
    }

    private static async Task AssertMattersAsync(KillStage stage)
    {
        var granted = await stage.App.WithDbAsync(db => db.Set<StartUpCase>().AsNoTracking().Include(c => c.Matters).Where(c => c.Uscc != null).ToListAsync());
        var ours = await stage.App.WithDbAsync(db => db.Set<HandOver>().AsNoTracking().Select(h => new { h.CaseNo, h.Matter, h.Status, h.IdempotencyKey }).ToListAsync());
        var ends = await stage.App.WithDbAsync(db => db.Set<EventRow>().Where(e => e.Type == "StartUp.MatterFinished").GroupBy(e => e.Subject).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count));
        await using var theirs = new DepartmentsDb(stage.DepartmentsFile);
        var received = (await theirs.Received.AsNoTracking().ToListAsync()).ToLookup(r => r.CaseNo);
        foreach (var c in granted)
        {
            Assert.Equal(Matter.All.Count, c.Matters.Count(m => m.Status == MatterStatus.Done));
            Assert.Equal(Matter.Others.Select(m => m.Code).Order(), ours.Where(h => h.CaseNo == c.CaseNo && h.Status == HandOverStatus.Done).Select(h => h.Matter).Order());
            Assert.Equal(Matter.All.Count, ends[c.Subject]);
            Assert.Equal(Matter.Others.Select(m => m.Code).Order(), received[c.CaseNo].Select(r => r.Matter).Order());
            Assert.All(received[c.CaseNo], r => Assert.Equal(1, r.Effects));
        }

        Assert.Equal(granted.Count * Matter.Others.Count, ours.Count);
    }

    /// <summary>One event and one message, or none of both.</summary>
    private static Task<int> CountAsync(KillStage stage, StartUpCase c, string eventType, string topic) => stage.App.WithDbAsync(async db =>
    {
        var events = await db.Set<EventRow>().CountAsync(e => e.Subject == c.Subject && e.Type == eventType);
        Assert.Equal(events, await db.Set<MessageRow>().CountAsync(m => m.Subject == c.Subject && m.Topic == topic));
        return events;
    });

    private static readonly Traces Draft = new(StartUpState.Draft, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    // Application and notice of acceptance; then with licence and its notices.
    private static readonly Traces Received = new(StartUpState.Received, 1, 1, 1, 2, 1, 0, 0, 0, 0);
    private static readonly Traces Granted = new(StartUpState.Issued, 1, 1, 1, 5, 0, 1, 1, 6, 1);
}
