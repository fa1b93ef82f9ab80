using System.Globalization;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;
using Qishi.Kernel;
using Qishi.Platform.Auth;

namespace Qishi.Platform.Export;

/// <summary>One column: its head and how a row's cell is read. Text, whole numbers, dates and money (as yuan) come out as such.</summary>
public sealed record ExcelColumn<T>(string Head, Func<T, object?> Cell, int Width = 18);

/// <summary>
/// Excel export of a list: the same filter, the same columns. The first lines say what was asked, when, by whom and how many rows,
/// so that a file that leaves the house still says where it came from.
/// </summary>
public static class ExcelFile
{
    public const int MostRows = 5_000;
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Writes the file.</summary>
    /// <param name="title">Name of the list.</param>
    /// <param name="query">The filters in words; 全部 when there are none.</param>
    /// <param name="columns">Columns, as the page shows them.</param>
    /// <param name="rows">At most <see cref="MostRows"/>; personal data already masked.</param>
    /// <param name="actor">Who exports.</param>
    /// <param name="nowUtc">When.</param>
    /// <exception cref="ArgumentException">More rows than one file may carry.</exception>
    public static byte[] Write<T>(string title, string query, IReadOnlyList<ExcelColumn<T>> columns, IReadOnlyList<T> rows, Actor actor, DateTime nowUtc)
    {
        if (rows.Count > MostRows)
            throw new ArgumentException($"At most {MostRows} rows.", nameof(rows));
        var heads = columns.Select(c => c.Head).ToArray();
        List<Dictionary<string, object?>> lines =
        [
            Line($"{title}　条件：{query}"),
            Line($"导出时间：{ChinaTime.At(nowUtc):yyyy-MM-dd HH:mm}　导出人：{actor.NameOnRecord}{(actor.Unit is null ? "" : "　单位：" + actor.Unit)}　共{rows.Count}行　仅供工作使用，请勿外传"),
            heads.ToDictionary(h => h, h => (object?)h),
        ];
        lines.AddRange(rows.Select(row => columns.ToDictionary(c => c.Head, c => Safe(c.Cell(row)))));
        using var stream = new MemoryStream();
        var configuration = new OpenXmlConfiguration { AutoFilter = false, TableStyles = TableStyles.None, DynamicColumns = [.. columns.Select((c, i) => new MiniExcelLibs.Attributes.DynamicExcelColumn(c.Head) { Index = i, Width = c.Width })] };
        stream.SaveAs(lines, printHeader: false, configuration: configuration);
        return stream.ToArray();

        Dictionary<string, object?> Line(string text) => heads.Select((h, i) => (h, Text: i == 0 ? text : null)).ToDictionary(x => x.h, x => (object?)Safe(x.Text));
    }

    /// <summary>Answer for the browser, with a Chinese file name: 企业开办办件_20261124-1418.xlsx.</summary>
    public static IResult Download(byte[] file, string title, DateTime nowUtc) => Results.File(file, ContentType, $"{title}_{ChinaTime.At(nowUtc):yyyyMMdd-HHmm}.xlsx");

    /// <summary>
    /// A cell that starts like a formula is quoted: a spreadsheet would run what an applicant typed. Characters XML cannot hold are dropped.
    /// </summary>
    internal static object? Safe(object? cell) => cell switch
    {
        null => null,
        string text => Quoted(text),
        Money money => money.Yuan,
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => ChinaTime.At(moment).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        int or long or decimal or double or bool => cell,
        _ => Quoted(Convert.ToString(cell, CultureInfo.InvariantCulture) ?? ""),
    };

    private static string Quoted(string text)
    {
        var clean = text.All(IsXml) ? text : new string([.. text.Where(IsXml)]);
        return clean.Length > 0 && clean.TrimStart(' ', '　') is { Length: > 0 } start && start[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠' ? "'" + clean : clean;
    }

    private static bool IsXml(char c) => c is >= ' ' or '\t' or '\n' or '\r' && c is not ('\uFFFE' or '\uFFFF');
}
