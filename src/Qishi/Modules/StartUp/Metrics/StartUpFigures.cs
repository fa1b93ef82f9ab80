using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.StartUp.ListCases;
using Qishi.Modules.StartUp.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Metrics;

namespace Qishi.Modules.StartUp.Metrics;

/// <summary>Promise kept: finished cases of a window and open ones past their limit, which count as late; gross and net of outages .</summary>
internal sealed record OnTimeFigure(int Finished, int OnTime, int OnTimeNet, int OpenLate)
{
    public int Counted => Finished + OpenLate;
}

/// <summary>Working minutes from submission to licence.</summary>
internal sealed record MinutesFigure(int Count, int? Fastest, double? Median);

/// <summary>Openings of a month by channel.</summary>
internal sealed record MonthLine(DateOnly Month, IReadOnlyDictionary<Channel, int> ByChannel, OnTimeFigure OnTime)
{
    public int All => ByChannel.Values.Sum();
}

/// <summary>
/// The module's figures, counted in the database from indexed columns and kept for a minute. Every page and report asks here, so no two can show two values.
/// </summary>
internal sealed class StartUpFigures(AppDb db, FigureCache cache, TimeProvider clock)
{
    public Task<int> OpeningsAsync(MetricWindow window, CancellationToken ct)
    {
        var (from, to) = Span(window);
        return cache.GetAsync(Key("openings", window), () => db.Set<StartUpCase>().CountAsync(c => c.IssuedAt >= from && c.IssuedAt < to, ct));
    }

    public Task<OnTimeFigure> OnTimeAsync(MetricWindow window, CancellationToken ct) => cache.GetAsync(Key("on-time", window), () => CountOnTimeAsync(window, ct));

    public Task<MinutesFigure> MinutesAsync(MetricWindow window, CancellationToken ct) => cache.GetAsync(Key("minutes", window), async () =>
    {
        var (from, to) = Span(window);
        var minutes = db.Set<StartUpCase>().Where(c => c.IssuedAt >= from && c.IssuedAt < to && c.LicenceMinutes != null).Select(c => c.LicenceMinutes!.Value);
        var count = await minutes.CountAsync(ct);
        if (count == 0)
            return new MinutesFigure(0, null, null);
        var middle = await minutes.OrderBy(m => m).Skip((count - 1) / 2).Take(2 - (count % 2)).ToListAsync(ct);
        return new MinutesFigure(count, await minutes.MinAsync(ct), middle.Average());
    });

    public Task<int> StuckAsync(CancellationToken ct) => cache.GetAsync("stuck", () => Stuck.CountAsync(ct));

    /// <summary>
    /// Matters nobody is moving: the push failed, the department's system is down, we must correct, or the promise is over and it is not done. What waits for the
    /// applicant is not stuck.
    /// </summary>
    public IQueryable<StuckMatter> Stuck
    {
        get
        {
            var today = ChinaTime.ToUtc(clock.Today(), TimeOnly.MinValue);
            return from c in db.Set<StartUpCase>().Where(OpenCase.Is)
                   where c.IssuedAt != null
                   from m in c.Matters
                   where m.Selected && (m.Status == MatterStatus.Failed || m.Status == MatterStatus.Outage || m.Status == MatterStatus.ReturnedToUs
                       || (c.DueAt < today && (m.Status == MatterStatus.Pending || m.Status == MatterStatus.Pushed || m.Status == MatterStatus.Acked || m.Status == MatterStatus.Processing || m.Status == MatterStatus.ManualUnconfirmed)))
                   select new StuckMatter
                   {
                       CaseNo = c.CaseNo,
                       EntityName = c.EntityName,
                       Matter = m.Matter,
                       Status = m.Status,
                       OutageSince = m.OutageSince,
                       NextAttemptAt = m.NextAttemptAt,
                       DueAt = c.DueAt,
                       DueProvisional = c.DueProvisional,
                       IssuedAt = c.IssuedAt,
                   };
        }
    }

    /// <summary>Cases past their promise and not finished, and those due today.</summary>
    public Task<(int Over, int Today)> UrgentAsync(CancellationToken ct) => cache.GetAsync("urgent", async () =>
    {
        var today = ChinaTime.ToUtc(clock.Today(), TimeOnly.MinValue);
        var tomorrow = today.AddDays(1);
        var open = db.Set<StartUpCase>().Where(OpenCase.Is);
        return (await open.CountAsync(c => c.DueAt < today, ct), await open.CountAsync(c => c.DueAt >= today && c.DueAt < tomorrow, ct));
    });

    /// <summary>Months up to and with the month of <paramref name="last"/>, newest first.</summary>
    public Task<IReadOnlyList<MonthLine>> MonthsAsync(DateOnly last, int count, CancellationToken ct) => cache.GetAsync<IReadOnlyList<MonthLine>>($"months:{last:yyyyMM}:{count}", async () =>
    {
        var lines = new List<MonthLine>();
        for (var i = 0; i < count; i++)
        {
            var month = new DateOnly(last.Year, last.Month, 1).AddMonths(-i);
            var window = new MetricWindow(month, month.AddMonths(1).AddDays(-1));
            var (from, to) = Span(window);
            var channels = await db.Set<StartUpCase>().Where(c => c.IssuedAt >= from && c.IssuedAt < to).GroupBy(c => c.Channel).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
            lines.Add(new(month, channels, await CountOnTimeAsync(window, ct)));
        }

        return lines;
    });

    /// <summary>Ratings of a window by level.</summary>
    public Task<IReadOnlyDictionary<int, int>> RatingsAsync(MetricWindow window, CancellationToken ct) => cache.GetAsync<IReadOnlyDictionary<int, int>>(Key("ratings", window), async () =>
    {
        var (from, to) = Span(window);
        return await db.Set<Rating>().Where(r => r.At >= from && r.At < to).GroupBy(r => r.Score).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
    });

    private async Task<OnTimeFigure> CountOnTimeAsync(MetricWindow window, CancellationToken ct)
    {
        var (from, to) = Span(window);
        var now = ChinaTime.ToUtc(clock.Today(), TimeOnly.MinValue);
        var border = now < to ? now : to;
        var done = await db.Set<StartUpCase>().Where(c => c.FinishedAt >= from && c.FinishedAt < to).GroupBy(c => 1)
            .Select(g => new { All = g.Count(), OnTime = g.Count(c => c.OnTime == true), Net = g.Count(c => c.OnTimeNet == true) }).SingleOrDefaultAsync(ct);
        var open = await db.Set<StartUpCase>().Where(OpenCase.Is).CountAsync(c => c.DueAt >= from && c.DueAt < border, ct);
        return new OnTimeFigure(done?.All ?? 0, done?.OnTime ?? 0, done?.Net ?? 0, open);
    }

    private static (DateTime From, DateTime To) Span(MetricWindow window) => (ChinaTime.ToUtc(window.From, TimeOnly.MinValue), ChinaTime.ToUtc(window.To.AddDays(1), TimeOnly.MinValue));

    private static string Key(string name, MetricWindow window) => $"{name}:{window.From:yyyyMMdd}:{window.To:yyyyMMdd}";
}

/// <summary>A matter that does not move. Set by name, so that the database can sort and filter by its columns.</summary>
internal sealed record StuckMatter
{
    public required string CaseNo { get; init; }
    public string? EntityName { get; init; }
    public required string Matter { get; init; }
    public MatterStatus Status { get; init; }
    public DateTime? OutageSince { get; init; }
    public DateTime? NextAttemptAt { get; init; }
    public DateTime? DueAt { get; init; }
    public bool DueProvisional { get; init; }
    public DateTime? IssuedAt { get; init; }
}
