using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Departments;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Figures;
using Qishi.Modules.Exchange.Model;
using Qishi.Modules.Exchange.ReconcileDepartments;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Bench.Campaign;

/// <summary>Looks at both sides' books after a campaign and names everything that is not as it must be.</summary>
internal static class CampaignCheck
{
    public static async Task<CampaignOutcome> RunAsync(Driver driver, IReadOnlyDictionary<string, string?> settings, DepartmentsHost departments, CampaignPlan plan, CancellationToken ct)
    {
        var faults = new List<string>();
        var ours = await driver.WithDbAsync(db => db.Set<HandOver>().AsNoTracking().Select(h => new { h.CaseNo, h.Matter, h.Department, h.IdempotencyKey, h.Current, h.Status, h.Route }).ToListAsync(ct));
        await using var books = new DepartmentsDb(departments.Options.File);
        var theirs = await books.Received.AsNoTracking().ToListAsync(ct);
        var byKey = theirs.ToLookup(r => r.Key);

        var matters = plan.StartUps * Habit.All.Count;
        var current = ours.Where(h => h.Current).ToList();
        Expect(current.Count == matters && current.DistinctBy(h => (h.CaseNo, h.Matter)).Count() == matters, $"{current.Count} current hand-overs of {matters} matters");
        foreach (var h in current.Where(h => h.Status is not (HandOverStatus.Done or HandOverStatus.ManualDone)))
            faults.Add($"{h.IdempotencyKey} ends as {h.Status}");
        foreach (var h in ours.Where(h => h.Route != RouteKind.Desk))
        {
            var effects = byKey[h.IdempotencyKey].Sum(r => r.Effects);
            if (h.Current && (effects != 1 || byKey[h.IdempotencyKey].Count() != 1))
                faults.Add($"{h.IdempotencyKey} took effect {effects} times at {h.Department}");
            if (!h.Current && effects != 0)
                faults.Add($"{h.IdempotencyKey} was replaced and took effect all the same");
        }

        foreach (var stranger in theirs.Select(r => r.Key).Except(ours.Select(h => h.IdempotencyKey)))
            faults.Add($"{stranger} is known only to the department");
        var completed = await driver.WithDbAsync(db => db.Set<EventRow>().CountAsync(e => e.Type == "Exchange.HandOverCompleted", ct));
        Expect(completed == matters, $"{completed} completions recorded of {matters} matters");
        var loose = await driver.WithDbAsync(db => db.LooseEndsAsync(DateTime.UtcNow, ct));
        faults.AddRange(loose.Select(l => $"{l.CaseNo} {l.Department}: {l.Sentence}"));

        // Young rows are not compared: the reconciliation is made as if some minutes later, still fresh for the departments.
        await using var later = new Driver(settings, new LaterClock(TimeSpan.FromSeconds(200)));
        var differences = (await later.AsAsync(Actor.Program("演练"), s => s.GetRequiredService<ReconcileDepartmentsHandler>().RunAsync(ct))).Value;
        var runs = await driver.WithDbAsync(db => db.Set<Reconciliation>().AsNoTracking().ToListAsync(ct));
        Expect(runs.All(r => r.Failure is null) && runs.Sum(r => r.Sent) >= matters - plan.StartUps, "the reconciliation did not compare everything");
        if (differences > 0)
            faults.AddRange((await driver.WithDbAsync(db => db.Set<Difference>().AsNoTracking().OrderBy(d => d.Id).Take(20).ToListAsync(ct))).Select(d => $"reconciliation: {d.HandOverKey} {d.Sentence}"));
        var attempts = await driver.WithDbAsync(db => db.Set<Attempt>().CountAsync(ct));
        return new CampaignOutcome(faults, matters, ours.Count, theirs.Sum(r => r.Deliveries), theirs.Sum(r => r.Effects), attempts, differences);

        void Expect(bool holds, string otherwise)
        {
            if (!holds)
                faults.Add(otherwise);
        }
    }
}

/// <param name="Broken">What is not as it must be; empty when all is well.</param>
/// <param name="Versions">Hand-overs in all, corrections included.</param>
/// <param name="Deliveries">Arrivals at departments, repetitions included.</param>
/// <param name="Effects">How often a department did something.</param>
internal sealed record CampaignOutcome(IReadOnlyList<string> Broken, int Matters, int Versions, int Deliveries, int Effects, int Attempts, int Differences)
{
    public double Seconds { get; init; }
    public int Kills { get; init; }
    public IReadOnlyDictionary<(Door Door, Fault Fault), int> Faults { get; init; } = new Dictionary<(Door, Fault), int>();
}
