using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.StartUp.Model;
using Qishi.Modules.StartUp.SubmitStartUp;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Rules;

namespace Qishi.Modules.StartUp.Seed;

/// <summary>A firm of the seeded register; its case has this number and day.</summary>
internal sealed record CountyFirm(string Uscc, string Name, EntityKind Kind, DateOnly EstablishedOn, string CaseNo);

/// <summary>
/// Fills the cases to the size of a county: one finished case per firm of the register on its day, and the rest spread over the last 24 months in all states,
/// with submissions, matters, ratings and subsidies. What is granted names a firm of the register; some firms are named by more than one case, because the volume
/// is what counts. The same number gives the same cases.
/// </summary>
internal sealed class StartUpCountySeed(AppDb db, IRules rules, IWorklist worklist, TimeProvider clock)
{
    private const int Batch = 5_000;

    /// <param name="firms">Firms of the register that have no case yet.</param>
    /// <param name="cases">How many cases in all, at least as many as firms.</param>
    /// <param name="seed">Number of the random sequence.</param>
    /// <param name="progress">Told the count after each batch.</param>
    /// <param name="ct">Cancellation.</param>
    public async Task RunAsync(IReadOnlyList<CountyFirm> firms, int cases, int seed, Action<int> progress, CancellationToken ct)
    {
        var today = clock.Today();
        var taken = await db.Set<CaseCounter>().Where(c => c.Day == today).Select(c => c.Last).SingleOrDefaultAsync(ct);
        var invented = new FictionalCases(seed, firms, await rules.WorkingDaysAsync(ct), await rules.BookAsync(ct), m => MobileKeys.Of(db, m), clock.UtcNow(), taken);
        var open = new List<StartUpCase>();
        for (var done = 0; done < cases;)
        {
            var batch = Enumerable.Range(done, Math.Min(Batch, cases - done)).Select(i => i < firms.Count ? invented.Of(firms[i]) : invented.Next()).ToList();
            await WriteAsync(batch, ct);
            open.AddRange(batch.Select(b => b.Case).Where(c => c.State == StartUpState.Received));
            progress(done += batch.Count);
        }

        await OpenItemsAsync(open, ct);
        await KeepCounterAsync(today, invented.LastOf(today), ct);
        await db.AnalyseAsync(ct);
    }

    /// <summary>The past of a demo county: one finished case per firm, decided by its registrars, and some that wait for them now.</summary>
    public async Task RunHistoryAsync(IReadOnlyList<CountyFirm> firms, int waiting, int seed, IReadOnlyList<SeedRegistrar> registrars, CancellationToken ct)
    {
        var invented = new FictionalCases(seed, firms, await rules.WorkingDaysAsync(ct), await rules.BookAsync(ct), m => MobileKeys.Of(db, m), clock.UtcNow(), 0, registrars);
        List<FictionalCase> all = [.. firms.Select(invented.Of), .. Enumerable.Range(0, waiting).Select(invented.Waiting)];
        await WriteAsync(all, ct);
        await OpenItemsAsync([.. all.Select(a => a.Case).Where(c => c.State == StartUpState.Received)], ct);
        // On a working day some of them wait since today and have its first numbers.
        await KeepCounterAsync(clock.Today(), invented.LastOf(clock.Today()), ct);
    }

    private async Task WriteAsync(List<FictionalCase> batch, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.WriteAsync([.. batch.Select(b => b.Case)], ct);
        await db.WriteAsync([.. batch.SelectMany(b => b.Case.Matters)], ct);
        await db.WriteAsync([.. batch.Select(b => b.Submission).OfType<Submission>()], ct);
        await db.WriteAsync([.. batch.Select(b => b.Rating).OfType<Rating>()], ct);
        await db.WriteAsync([.. batch.SelectMany(b => b.Subsidies)], ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>What waits for a registrar stands on the desk.</summary>
    private async Task OpenItemsAsync(List<StartUpCase> open, CancellationToken ct)
    {
        foreach (var c in open)
            await worklist.OpenAsync(
                new NewWorkItem(
                    SubmitStartUpHandler.ReviewKey(c.CaseNo), "企业开办", c.EntityName ?? c.CaseNo, "审查", Urls.Of(Urls.Review, c.CaseNo), Roles.Registrar, null, null, c.ReceivedAt!.Value, c.DueAt,
                    c.DueProvisional, 0, SubmitStartUpHandler.TagsOf(c)), ct);
        await db.SaveChangesAsync(ct);
    }

    private async Task KeepCounterAsync(DateOnly today, int last, CancellationToken ct)
    {
        if (await db.Set<CaseCounter>().SingleOrDefaultAsync(c => c.Day == today, ct) is { } counter)
            counter.Last = Math.Max(counter.Last, last);
        else
            db.Add(new CaseCounter { Day = today, Last = last });
        await db.SaveChangesAsync(ct);
    }
}
