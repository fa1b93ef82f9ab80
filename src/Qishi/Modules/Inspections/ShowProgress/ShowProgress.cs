using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Inspections.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Inspections.ShowProgress;

/// <param name="On">Day.</param>
/// <param name="Percent">Share asked for.</param>
/// <param name="Done">Completed by then, or by today when it lies ahead.</param>
/// <param name="Issued">Objects of issued tasks.</param>
internal sealed record Milestone(DateOnly On, int Percent, int Done, int Issued)
{
    public bool Reached => Issued > 0 && Done * 100 >= Percent * Issued;
}

/// <param name="Rate">Objects with a problem through objects completed.</param>
/// <param name="PerObject">Visits of the year through objects in the library.</param>
/// <param name="Minutes">Minutes on site through objects visited.</param>
internal sealed record Effects(double? Rate, double? PerObject, double? Minutes);

/// <summary>Milestones of the year (rulebook B §1.10), late visits, late publications, and effects (§1.12).</summary>
internal sealed class ShowProgressHandler(AppDb db, IRules rules, TimeProvider clock)
{
    public async Task<IReadOnlyList<Milestone>> MilestonesAsync(int year, CancellationToken ct)
    {
        var (issued, today) = (await Issued(year).CountAsync(ct), clock.Today());
        var completed = Issued(year).Where(v => VisitFlow.Completed.Contains(v.State));
        var milestones = new List<Milestone>();
        foreach (var m in Parse((await rules.BookAsync(ct)).Texts("rnd.milestones", new DateOnly(year, 1, 1)), year))
        {
            var by = m.On < today ? m.On : today;
            var end = ChinaTime.ToUtc(by.AddDays(1), TimeOnly.MinValue);
            // The last milestone asks for publication too.
            milestones.Add(new Milestone(m.On, m.Percent, m.Percent < 100 ? await completed.CountAsync(v => v.CheckedOn <= by, ct) : await completed.CountAsync(v => v.PublishedAt < end, ct), issued));
        }

        return milestones;
    }

    internal static IEnumerable<(DateOnly On, int Percent)> Parse(IEnumerable<string> texts, int year) => texts.Select(t => t.Split('=')).Select(p => (
        DateOnly.ParseExact($"{year:0000}{p[0]}", "yyyyMMdd", CultureInfo.InvariantCulture), int.Parse(p[1], CultureInfo.InvariantCulture)));

    public IQueryable<Visit> Late()
    {
        var today = clock.Today();
        return db.Set<Visit>().AsNoTracking().Include(v => v.Inspectors)
            .Where(v => v.State != VisitState.Cancelled && v.PublishedAt == null && (VisitFlow.Open.Contains(v.State) ? v.DueOn < today : v.PublishDueOn < today)).OrderBy(v => v.DueOn).ThenBy(v => v.No);
    }

    public async Task<Effects> EffectsAsync(int year, CancellationToken ct)
    {
        var done = await Issued(year).Where(v => VisitFlow.Completed.Contains(v.State)).Select(v => new { v.OverallCodes, v.ArrivedAt, v.LeftAt }).ToListAsync(ct);
        var objects = await db.Set<CheckObject>().CountAsync(o => o.Drawable, ct);
        var timed = done.Where(d => d.ArrivedAt is not null && d.LeftAt is not null).ToList();
        return new(
            done.Count == 0 ? null : (double)done.Count(d => Words.Split(d.OverallCodes).Any(ResultCodes.IsNegative)) / done.Count, objects == 0 ? null : (double)done.Count / objects,
            timed.Count == 0 ? null : timed.Average(d => (d.LeftAt!.Value - d.ArrivedAt!.Value).TotalMinutes));
    }

    public Task<List<EffectBaseline>> BaselinesAsync(CancellationToken ct) => db.Set<EffectBaseline>().AsNoTracking().OrderBy(b => b.Code).ToListAsync(ct);

    private IQueryable<Visit> Issued(int year)
    {
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        return db.Set<Visit>().AsNoTracking().Where(v => v.State != VisitState.Cancelled && db.Set<InspectionTask>().Any(t => t.Id == v.TaskId && TaskFlow.Issued.Contains(t.State) && t.DueOn >= first && t.StartOn <= last && t.Type == CheckType.RoutineRandom));
    }
}
