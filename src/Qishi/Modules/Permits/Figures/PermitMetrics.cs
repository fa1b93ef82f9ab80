using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Permits.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Metrics;

namespace Qishi.Modules.Permits.Figures;

/// <summary>The figures of 双告知, by the day a department was told.</summary>
internal static class PermitMetrics
{
    public static IEnumerable<Metric> All =>
    [
        new("permits.told", "双告知", "件", "期间内告知许可部门或者公开待认领的许可、备案件数", Urls.Board + "?tab=all", async (s, w, ct) => Count(await Told(s, w).CountAsync(ct))),
        new("permits.claimOnTime", "双告知按期认领率", "%", "期间内告知的，按期认领的件数，除以按期认领、超期认领和已超期未认领的件数之和，截去尾数", Urls.Board + "?clock=claim-late", ClaimsAsync),
        new("permits.resultOnTime", "双反馈按期反馈率", "%", "期间内告知的，按期反馈的件数，除以按期反馈、超期反馈和已超期未反馈的件数之和，截去尾数", Urls.Board + "?clock=result-late", ResultsAsync),
        new("permits.missing", "有照无证，跟踪中", "件", "现在部门反馈未办理或者不予许可、还在跟踪的件数", Urls.Board + "?tab=missing",
            async (s, _, ct) => Count(await s.GetRequiredService<AppDb>().Set<DualNotice>().CountAsync(n => n.State == NoticeState.NotApplied || n.State == NoticeState.Refused, ct))),
    ];

    private static IQueryable<DualNotice> Told(IServiceProvider services, MetricWindow window)
    {
        var (start, end) = (ChinaTime.ToUtc(window.From, TimeOnly.MinValue), ChinaTime.ToUtc(window.To.AddDays(1), TimeOnly.MinValue));
        return services.GetRequiredService<AppDb>().Set<DualNotice>().Where(n => n.PushedAt >= start && n.PushedAt < end);
    }

    private static async Task<MetricValue> ClaimsAsync(IServiceProvider services, MetricWindow window, CancellationToken ct)
    {
        var now = services.GetRequiredService<TimeProvider>().UtcNow();
        var good = await Told(services, window).CountAsync(n => n.ClaimedAt != null && n.ClaimedAt <= n.ClaimDueAt, ct);
        var bad = await Told(services, window).CountAsync(n => n.ClaimedAt > n.ClaimDueAt || (n.ClaimedAt == null && (n.State == NoticeState.Pushed || n.State == NoticeState.Published) && n.ClaimDueAt < now), ct);
        return Share(good, good + bad);
    }

    private static async Task<MetricValue> ResultsAsync(IServiceProvider services, MetricWindow window, CancellationToken ct)
    {
        var now = services.GetRequiredService<TimeProvider>().UtcNow();
        var good = await Told(services, window).CountAsync(n => n.ResultAt != null && n.ResultAt <= n.ResultDueAt, ct);
        var bad = await Told(services, window).CountAsync(n => n.ResultAt > n.ResultDueAt || (n.ResultAt == null && n.ResultDueAt < now), ct);
        return Share(good, good + bad);
    }

    private static MetricValue Count(int number) => new(number, number.ToString(CultureInfo.InvariantCulture));

    private static MetricValue Share(int part, int whole) => whole == 0 ? new(null, "", "期间内还没有到期限的") : new(100.0 * part / whole, Percent.Completion(part, whole).TrimEnd('%'));
}
