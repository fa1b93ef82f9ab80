using System.Globalization;
using Qishi.Kernel;
using Qishi.Platform.Metrics;

namespace Qishi.Modules.StartUp.Metrics;

/// <summary>The figures the module plugs into the platform: one definition each.</summary>
internal static class StartUpMetrics
{
    public static IEnumerable<Metric> All =>
    [
        new("startup.openingsThisMonth", "新开办", "户", "期间内发出营业执照的企业开办办件数，按发照日期（北京时间）计算；不含变更、注销。", Urls.Cases, async (s, w, ct) => Count(await Figures(s).OpeningsAsync(w, ct))),
        new("startup.onTimeShare", "1个工作日办结", "%",
            "按时办结的办件数除以期间内全部办结的办件数，截去尾数；到期还没办结的算超期。从受理之日起算，所选事项全部办结为办结，以部门实际办结时间为准，不剔除系统故障。",
            Urls.Cases + "?clock=late", async (s, w, ct) => await Figures(s).OnTimeAsync(w, ct) is var f && f.Counted > 0 ? Share(f.OnTime, f.Counted) : Missing("期间内还没有办结的办件")),
        new("startup.onTimeShareNet", "1个工作日办结（剔除故障）", "%", "同“1个工作日办结”，但扣除部门系统故障期间的工作时间；任一事项扣除后仍超期的算超期。与不剔除的数并列，不单独使用。",
            Urls.Cases + "?clock=late", async (s, w, ct) => await Figures(s).OnTimeAsync(w, ct) is var f && f.Counted > 0 ? Share(f.OnTimeNet, f.Counted) : Missing("期间内还没有办结的办件")),
        new("startup.medianMinutes", "从提交到发照（中位数）", "分钟", "期间内发照的办件，从最后一次提交到发照的工作时间的中位数，四舍五入到分钟；下班时间不算。", Urls.Cases,
            async (s, w, ct) => (await Figures(s).MinutesAsync(w, ct)).Median is { } m ? new MetricValue(m, Math.Round(m, MidpointRounding.AwayFromZero).ToString("0", CultureInfo.InvariantCulture)) : Missing("期间内还没有发照")),
        new("startup.fastestMinutes", "从提交到发照（最快）", "分钟", "期间内发照的办件，从最后一次提交到发照的工作时间的最小值。", Urls.Cases,
            async (s, w, ct) => (await Figures(s).MinutesAsync(w, ct)).Fastest is { } m ? new MetricValue(m, m.ToString(CultureInfo.InvariantCulture)) : Missing("期间内还没有发照")),
        new("startup.stuck", "卡单", "件", "现在卡住的事项数：推送失败、对方系统故障、退回待更正，或者过了承诺时间还没办结；等申请人处理的不算。", Urls.Stuck, async (s, _, ct) => Count(await Figures(s).StuckAsync(ct))),
    ];

    private static StartUpFigures Figures(IServiceProvider services) => services.GetRequiredService<StartUpFigures>();

    private static MetricValue Count(int number) => new(number, number.ToString(CultureInfo.InvariantCulture));

    private static MetricValue Share(int part, int whole) => new(100.0 * part / whole, Percent.Completion(part, whole).TrimEnd('%'));

    private static MetricValue Missing(string why) => new(null, "", why);
}
