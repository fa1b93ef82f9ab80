using Qishi.Kernel;
using Qishi.Modules.Exchange.Figures;

namespace Qishi.Modules.Exchange.ReportMonth;

/// <summary>The sentences of a monthly report, in the tone of a county office; pure.</summary>
internal static class ReportWords
{
    private const int MostLate = 200;

    public static IEnumerable<string> Body(DepartmentMonth m, string name)
    {
        yield return $"现将{m.Month.Year}年{m.Month.Month}月向{name}推送企业开办等数据的情况通报如下。";
        if (m.Ordered == 0)
        {
            yield return "一、办理情况。本月没有向该部门推送事项。";
        }
        else
        {
            yield return $"一、办理情况。本月形成推送{m.Ordered}件，送达{m.Delivered}件，办结{m.Done}件，退回{m.Returned}件，月末在办{m.Open}件。"
                + (m.Done == 0 ? "本月没有办结的事项。" : $"办结的事项中，按时{m.OnTime}件，按时率{Percent.Completion(m.OnTime, m.Done)}；剔除登记的系统故障后按时{m.OnTimeNet}件，按时率{Percent.Completion(m.OnTimeNet, m.Done)}。以部门实际办结时间为准。");
            yield return $"二、送达情况。{Calls(m)}";
        }

        yield return $"三、系统故障。{Outages(m)}";
        yield return $"四、数据质量。{QualityOf(m.Quality)}";
        yield return m.Late.Count == 0 ? "五、超期事项。没有超期的事项。"
            : $"五、超期事项。共{m.Late.Count}件，请逐件核查原因，尽快办结并回报。{(m.Late.Count > MostLate ? $"列出前{MostLate}件。" : "")}";
    }

    public static IEnumerable<string> Late(DepartmentMonth m) => m.Late.Take(MostLate).Select(l =>
        $"{l.EntityName}（{l.CaseNo}），应于{Moment(l.DueAt)}前办结，" + (l.DoneAt is { } done
            ? $"{Moment(done)}办结" + (l.ReportedAt is { } told && ChinaTime.DayOf(told) > ChinaTime.DayOf(done) ? $"，{Moment(told)}报来" : "")
            : "月末没有办结"));

    public static string Moment(DateTime utc) => $"{ChinaTime.FullDay(ChinaTime.DayOf(utc))}{ChinaTime.At(utc):H时m分}";

    private static string Calls(DepartmentMonth m) => m.Calls == 0
        ? "没有通过系统接口推送。"
        : $"通过系统接口推送{m.Calls}次，没有成功{m.FailedCalls}次。" + (m.HalfSeconds is { } half ? $"从形成到收到接收回执，一半在{Span(half)}以内，九成五在{Span(m.NineteenTwentiethsSeconds!.Value)}以内。" : "没有收到接收回执。");

    private static string Outages(DepartmentMonth m) => m.Outages.Count == 0
        ? "没有登记系统故障。"
        : $"登记故障{m.Outages.Count}次，合计{m.OutageMinutes}分钟：" + string.Join("；", m.Outages.Select(o => $"{Moment(o.From)}至{(o.To is { } to ? Moment(to) : "月末没有恢复")}，{o.Minutes}分钟，{o.Evidence.TrimEnd('。')}")) + "。";

    private static string QualityOf(Quality q) => q.Pushed == 0
        ? "没有可以统计的推送。"
        : $"推送{q.Pushed}件。及时率{Share(q.Punctuality)}，不及时{q.Pushed - q.Punctual}件；准确率{Share(q.Accuracy)}，更正{q.Corrected}个字段；完整率{Share(q.Completeness)}，缺{q.Mandatory - q.Filled}个必填字段。";

    private static string Share(double? value) => value is { } v ? ExchangeMetrics.Text(v) + "%" : "无";

    private static string Span(double seconds) => seconds < 60 ? $"{Math.Ceiling(seconds):0}秒" : $"{Math.Ceiling(seconds / 60):0}分钟";
}
