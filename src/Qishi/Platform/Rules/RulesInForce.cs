using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Platform.Data;

namespace Qishi.Platform.Rules;

/// <summary>Keeps rules, calendar and divisions in memory; looks every few seconds of use whether the tables have changed, also by another copy of the program.</summary>
internal sealed class RulesInForce(IServiceScopeFactory scopes, IConfiguration configuration, TimeProvider clock) : IRules, IDisposable
{
    private static readonly TimeSpan TrustFor = TimeSpan.FromSeconds(15);
    private readonly SemaphoreSlim loading = new(1);
    private volatile Snapshot? current;

    public async Task<RuleBook> BookAsync(CancellationToken ct = default) => (await CurrentAsync(ct)).Book;

    public async Task<WorkingDays> WorkingDaysAsync(CancellationToken ct = default) => (await CurrentAsync(ct)).Days;

    public async Task<DivisionTable> DivisionsAsync(CancellationToken ct = default) => (await CurrentAsync(ct)).Divisions;

    /// <summary>The next reader looks at the database; called after a change made here.</summary>
    public void Forget() => current = null;

    public void Dispose() => loading.Dispose();

    private async ValueTask<Snapshot> CurrentAsync(CancellationToken ct)
    {
        if (current is { } fresh && clock.GetElapsedTime(fresh.LookedAt) < TrustFor)
            return fresh;
        await loading.WaitAsync(ct);
        try
        {
            var known = current;
            if (known is not null && clock.GetElapsedTime(known.LookedAt) < TrustFor)
                return known;
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            var stamp = await StampAsync(db, ct);
            return current = known is not null && known.Stamp == stamp ? known with { LookedAt = clock.GetTimestamp() } : await LoadAsync(db, stamp, ct);
        }
        finally
        {
            loading.Release();
        }
    }

    private async Task<Snapshot> LoadAsync(AppDb db, Stamp stamp, CancellationToken ct)
    {
        var parameters = await db.Set<ParameterRow>().AsNoTracking().Where(p => p.ApprovedAt != null).ToListAsync(ct);
        var days = await db.Set<CalendarDayRow>().AsNoTracking().Select(d => new CalendarDay(d.Date, d.Scope, d.Type, d.Reason, d.Source)).ToListAsync(ct);
        var years = await db.Set<CalendarYearRow>().AsNoTracking().Where(y => y.Published && y.Scope == "CN").Select(y => y.Year).ToListAsync(ct);
        var divisions = await db.Set<DivisionRow>().AsNoTracking().Select(d => new Division(d.Code, d.Name, d.ParentCode, d.From, d.To)).ToListAsync(ct);
        var book = new RuleBook(RuleVersions.Of(parameters));
        var today = clock.Today();
        var hours = book.All.FirstOrDefault(p => p.Key == "office.hours" && p.HoldsOn(today)) is { } text ? OfficeHours.Parse(text.Value) : OfficeHours.Default;
        var division = configuration["Division"] ?? book.All.FirstOrDefault(p => p.Key == "bureau.divisionCode" && p.HoldsOn(today))?.Value ?? "";
        return new(book, WorkingDays.For(division, days, years.ToHashSet(), hours), new DivisionTable(divisions), stamp, clock.GetTimestamp());
    }

    // Rows are only added or carry the moment of their change, so counts and latest moments tell any change.
    private static async Task<Stamp> StampAsync(AppDb db, CancellationToken ct) => new(
        await db.Set<ParameterRow>().CountAsync(p => p.ApprovedAt != null, ct), await db.Set<ParameterRow>().MaxAsync(p => p.ApprovedAt, ct),
        await db.Set<CalendarDayRow>().CountAsync(ct), await db.Set<CalendarDayRow>().MaxAsync(d => (DateTime?)d.EnteredAt, ct),
        await db.Set<CalendarYearRow>().CountAsync(y => y.Published, ct), await db.Set<CalendarYearRow>().MaxAsync(y => (DateTime?)y.EnteredAt, ct),
        await db.Set<DivisionRow>().CountAsync(ct), await db.Set<DivisionRow>().CountAsync(d => d.To != null, ct));

    private sealed record Stamp(int Parameters, DateTime? Approved, int Days, DateTime? DayEntered, int Years, DateTime? YearEntered, int Divisions, int Ended);

    private sealed record Snapshot(RuleBook Book, WorkingDays Days, DivisionTable Divisions, Stamp Stamp, long LookedAt);
}
