using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Figures;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Export;
using Qishi.Platform.Rules;
using Qishi.Platform.Web;

namespace Qishi.Modules.Exchange.ShowQuality;

/// <summary>What the address of the list asks: a department, a month, a figure.</summary>
internal sealed record QualityAsk(string? Department, DateOnly Month, string Figure)
{
    public static readonly IReadOnlyList<(string Code, string Word)> Figures = [("all", "全部推送"), ("late", "不及时"), ("corrected", "更正过的"), ("incomplete", "必填字段不全")];

    public static QualityAsk From(ListQuery query, DateOnly today) => new(
        query.Text("department"), MonthOf(query.Text("month"), today), Figures.FirstOrDefault(f => f.Code == query.Text("figure"), Figures[0]).Code);

    public static DateOnly MonthOf(string? typed, DateOnly today) =>
        DateOnly.TryParseExact(typed + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) && asked.Year is >= 2020 and <= 2100 ? asked : new DateOnly(today.Year, today.Month, 1);

    public IQueryable<HandOver> Rows(AppDb db, RuleBook book)
    {
        var last = Month.AddMonths(1).AddDays(-1);
        return ExchangeMetrics.QualityRows(db, Department, Month, last, Figure, book.Int("push.slaMinutes", last)).OrderBy(h => h.PushedAt).ThenBy(h => h.Id);
    }

    /// <summary>Why a row counts against the figure.</summary>
    public static string Why(HandOver h, int minutes)
    {
        var why = new List<string>();
        if (h.AckedAt is null)
            why.Add("没有接收回执");
        else if (h.AckedAt > h.CreatedAt.AddMinutes(minutes))
            why.Add($"{Math.Ceiling((h.AckedAt.Value - h.CreatedAt).TotalMinutes):0}分钟才接收");
        if (h.FieldsCorrected > 0)
            why.Add($"更正{h.FieldsCorrected}个字段");
        if (h.FieldsFilled < h.FieldsMandatory)
            why.Add($"缺{h.FieldsMandatory - h.FieldsFilled}个必填字段");
        return why.Count == 0 ? "及时、准确、完整" : string.Join("，", why);
    }
}

internal static class QualityExport
{
    public static async Task<IResult> HandleAsync(HttpContext http, AppDb db, IRules rules, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var ask = QualityAsk.From(ListQuery.From(http), clock.Today());
        var book = await rules.BookAsync(ct);
        var names = await db.Set<Department>().AsNoTracking().ToDictionaryAsync(d => d.Code, d => d.ShortName, ct);
        var (minutes, now) = (book.Int("push.slaMinutes", ask.Month.AddMonths(1).AddDays(-1)), clock.UtcNow());
        var rows = await ask.Rows(db, book).Take(ExcelFile.MostRows).ToListAsync(ct);
        ExcelColumn<HandOver>[] columns =
        [
            new("办件编号", h => h.CaseNo), new("名称", h => h.EntityName, 30), new("部门", h => names.GetValueOrDefault(h.Department, h.Department)), new("数据版本", h => h.PayloadVersion), new("形成", h => h.CreatedAt),
            new("推送", h => h.PushedAt), new("接收", h => h.AckedAt), new("说明", h => QualityAsk.Why(h, minutes), 40),
        ];
        var words = $"{ask.Month:yyyy年M月}，{QualityAsk.Figures.First(f => f.Code == ask.Figure).Word}{(ask.Department is { } d ? "，" + names.GetValueOrDefault(d, d) : "")}";
        return ExcelFile.Download(ExcelFile.Write("推送数据质量", words, columns, rows, actor, now), "推送数据质量", now);
    }
}
