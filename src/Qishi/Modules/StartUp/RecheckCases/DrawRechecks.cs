using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Kernel.Sm;
using Qishi.Modules.StartUp.Contracts;
using Qishi.Modules.StartUp.Model;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Jobs;
using Qishi.Platform.Rules;

namespace Qishi.Modules.StartUp.RecheckCases;

/// <summary>
/// After each month draws <c>auto.recheckRate</c> per cent of its single-person approvals, at least one, by lot. Runs daily: a month that was missed is drawn late,
/// a month that was drawn is left alone.
/// </summary>
internal sealed class DrawRechecks(AppDb db, IRules rules, IWorklist worklist, EventLog log, TimeProvider clock) : IJob
{
    public Task RunAsync(CancellationToken ct)
    {
        var today = clock.Today();
        return DrawAsync(new DateOnly(today.Year, today.Month, 1).AddMonths(-1), ct);
    }

    internal async Task DrawAsync(DateOnly month, CancellationToken ct)
    {
        if (await db.Set<RecheckDraw>().AnyAsync(d => d.Month == month, ct))
            return;
        var (from, to) = (ChinaTime.ToUtc(month, TimeOnly.MinValue), ChinaTime.ToUtc(month.AddMonths(1), TimeOnly.MinValue));
        var approved = db.Set<StartUpCase>().AsNoTracking().Where(c => c.DecidedAt >= from && c.DecidedAt < to && c.IssuedAt != null && c.ConfirmedBy == null && c.DecidedBy != null);
        var numbers = await approved.Select(c => c.CaseNo).ToListAsync(ct);
        var seed = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var drawn = Draw(numbers, (await rules.BookAsync(ct)).Int("auto.recheckRate", month.AddMonths(1).AddDays(-1)), seed);
        db.Add(new RecheckDraw { Month = month, Population = numbers.Count, Drawn = drawn.Count, Seed = seed, At = clock.UtcNow() });
        foreach (var chunk in drawn.Chunk(500))
            foreach (var c in await approved.Where(x => chunk.Contains(x.CaseNo)).Select(x => new { x.CaseNo, x.EntityName, x.DecidedBy, x.DecidedByName }).ToListAsync(ct))
                await AddAsync(new Recheck { Id = Guid.CreateVersion7(clock.GetUtcNow()), Month = month, CaseNo = c.CaseNo, EntityName = c.EntityName ?? c.CaseNo, DecidedBy = c.DecidedBy, DecidedByName = c.DecidedByName }, ct);
        log.Record(Actor.Program("单人审核复查"), "RechecksDrawing", null, new RechecksDrawn(month, numbers.Count, drawn.Count, seed));
        await db.SaveChangesAsync(ct);
    }

    /// <summary>The share, rounded up, of the cases whose digest with the seed comes first: every case has the same chance, and the draw can be repeated.</summary>
    internal static IReadOnlyList<string> Draw(IReadOnlyCollection<string> caseNumbers, int percent, string seed) =>
        [.. caseNumbers.OrderBy(n => Sm3.Hex(Encoding.ASCII.GetBytes($"{seed}\n{n}")), StringComparer.Ordinal).Take((caseNumbers.Count * percent + 99) / 100)];

    private async Task AddAsync(Recheck recheck, CancellationToken ct)
    {
        db.Add(recheck);
        // Never waits for the one who decided.
        await worklist.OpenAsync(
            new NewWorkItem(
                RecheckCaseHandler.ItemKey(recheck.Id), "企业开办", recheck.EntityName, $"单人审核复查（{recheck.Month.Month}月）", Urls.RecheckOf(recheck.Id), Roles.Registrar, null, null, clock.UtcNow(), null,
                Watcher: recheck.DecidedBy), ct);
    }
}
