using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Metrics;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Exchange.Figures;

/// <summary>The figures of and the number of stuck hand-overs, once for pages, reports and the public.</summary>
internal static class ExchangeMetrics
{
    public static IEnumerable<Metric> All =>
    [
        new("exchange.stuck", "部门间卡单", "件", "没有办结、又没有下次行动时间或者已过时限，且该部门没有登记系统故障的部门事项", Urls.Board + "?stuck=1", StuckAsync),
        new("exchange.different", "对账不一致", "条", "同各部门自己的清单核对不一致、还没有处理的记录数", Urls.Differences + "?state=open", DifferentAsync),
        new("exchange.punctuality", "推送及时率", "%", "从核发执照到部门接收不超过规定分钟数的推送，占全部推送的比例", Urls.Quality, (s, w, ct) => ShareAsync(s, w, q => q.Punctuality, ct)),
        new("exchange.accuracy", "推送准确率", "%", "1减去推送后更正的字段数与推送字段数之比", Urls.Quality, (s, w, ct) => ShareAsync(s, w, q => q.Accuracy, ct)),
        new("exchange.completeness", "推送完整率", "%", "必填字段中已填的比例", Urls.Quality, (s, w, ct) => ShareAsync(s, w, q => q.Completeness, ct)),
    ];

    /// <summary>Counts of a window by department: hand-overs delivered in it.</summary>
    public static async Task<IReadOnlyList<Quality>> QualityAsync(AppDb db, RuleBook book, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var (start, end) = (ChinaTime.ToUtc(from, TimeOnly.MinValue), ChinaTime.ToUtc(to.AddDays(1), TimeOnly.MinValue));
        var minutes = book.Int("push.slaMinutes", to);
        return await db.Set<HandOver>().Where(h => !h.AtDesk && h.PushedAt >= start && h.PushedAt < end).GroupBy(h => h.Department)
            .Select(g => new Quality(
                g.Key, g.Count(), g.Count(h => h.AckedAt != null && h.AckedAt <= h.CreatedAt.AddMinutes(minutes)), g.Sum(h => h.FieldsPushed), g.Sum(h => h.FieldsCorrected), g.Sum(h => h.FieldsMandatory),
                g.Sum(h => h.FieldsFilled)))
            .ToListAsync(ct);
    }

    private static async Task<MetricValue> StuckAsync(IServiceProvider services, MetricWindow window, CancellationToken ct)
    {
        var count = await services.GetRequiredService<AppDb>().Stuck(services.GetRequiredService<TimeProvider>().UtcNow()).CountAsync(ct);
        return new(count, count.ToString(CultureInfo.InvariantCulture));
    }

    private static async Task<MetricValue> DifferentAsync(IServiceProvider services, MetricWindow window, CancellationToken ct)
    {
        var count = await services.GetRequiredService<AppDb>().Set<Difference>().CountAsync(d => d.MendedAt == null, ct);
        return new(count, count.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The rows a figure of <see cref="QualityAsync"/> counts against the department, or all pushes of the window.</summary>
    public static IQueryable<HandOver> QualityRows(AppDb db, string? department, DateOnly from, DateOnly to, string? figure, int slaMinutes)
    {
        var (start, end) = (ChinaTime.ToUtc(from, TimeOnly.MinValue), ChinaTime.ToUtc(to.AddDays(1), TimeOnly.MinValue));
        var rows = db.Set<HandOver>().AsNoTracking().Where(h => !h.AtDesk && h.PushedAt >= start && h.PushedAt < end);
        if (department is not null)
            rows = rows.Where(h => h.Department == department);
        return figure switch
        {
            "late" => rows.Where(h => h.AckedAt == null || h.AckedAt > h.CreatedAt.AddMinutes(slaMinutes)),
            "corrected" => rows.Where(h => h.FieldsCorrected > 0),
            "incomplete" => rows.Where(h => h.FieldsFilled < h.FieldsMandatory),
            _ => rows,
        };
    }

    private static async Task<MetricValue> ShareAsync(IServiceProvider services, MetricWindow window, Func<Quality, double?> share, CancellationToken ct)
    {
        var book = await services.GetRequiredService<IRules>().BookAsync(ct);
        var rows = await QualityAsync(services.GetRequiredService<AppDb>(), book, window.From, window.To, ct);
        var all = rows.Aggregate(new Quality("", 0, 0, 0, 0, 0, 0), (a, b) => new("", a.Pushed + b.Pushed, a.Punctual + b.Punctual, a.Fields + b.Fields, a.Corrected + b.Corrected, a.Mandatory + b.Mandatory, a.Filled + b.Filled));
        return share(all) is { } value ? new(value, Text(value)) : new(null, "", "这段时间没有推送");
    }

    /// <summary>One decimal, half up; whole percentages without decimals.</summary>
    public static string Text(double percent)
    {
        var rounded = Math.Round(percent, 1, MidpointRounding.AwayFromZero);
        return rounded.ToString(rounded == Math.Floor(rounded) ? "0" : "0.0", CultureInfo.InvariantCulture);
    }
}

/// <summary>R-5.23 for one department; shares in percent, null when there is nothing to divide by.</summary>
internal sealed record Quality(string Department, int Pushed, int Punctual, int Fields, int Corrected, int Mandatory, int Filled)
{
    public double? Punctuality => Pushed == 0 ? null : 100.0 * Punctual / Pushed;
    public double? Accuracy => Fields == 0 ? null : 100 - 100.0 * Corrected / Fields;
    public double? Completeness => Mandatory == 0 ? null : 100.0 * Filled / Mandatory;
}
