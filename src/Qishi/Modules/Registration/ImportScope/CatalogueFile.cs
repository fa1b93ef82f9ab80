using System.Globalization;
using System.Text;
using MiniExcelLibs;
using Qishi.Kernel;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.ImportScope;

/// <summary>Opens a catalogue as Excel or as CSV (UTF-8); the first row holds the heads.</summary>
internal static class CatalogueFile
{
    private const int MostBytes = 10 * 1024 * 1024, MostRows = 20_000;

    public static Result<List<IReadOnlyDictionary<string, string>>> Read(Stream content, string fileName, IReadOnlyList<string> heads)
    {
        if (content.Length is 0 or > MostBytes)
            return new Problem("file-size", "文件是空的，或者超过10MB", "File");
        try
        {
            var rows = fileName.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase) ? Excel(content) : fileName.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? Text(content, fileName) : null;
            if (rows is null)
                return new Problem("file-type", "请上传Excel（.xlsx）或者CSV（.csv，UTF-8编码）", "File");
            if (rows.Count == 0)
                return new Problem("file-empty", "文件里没有数据行", "File");
            if (rows.Count > MostRows)
                return new Problem("file-rows", $"一次最多{MostRows}行", "File");
            if (heads.FirstOrDefault(h => !rows[0].ContainsKey(h)) is { } missing)
                return new Problem("file-head", $"第一行缺少“{missing}”列。应有：{string.Join("、", heads)}", "File");
            return rows;
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or DecoderFallbackException or System.Xml.XmlException or ArgumentException or KeyNotFoundException or InvalidOperationException)
        {
            return new Problem("file-broken", "文件打不开。请用Excel另存为.xlsx，或者另存为UTF-8编码的CSV后再上传", "File");
        }
    }

    private static List<IReadOnlyDictionary<string, string>> Excel(Stream content) =>
    [
        .. content.Query(useHeaderRow: true, excelType: ExcelType.XLSX).Take(MostRows + 1).Cast<IDictionary<string, object?>>()
            .Select(r => (IReadOnlyDictionary<string, string>)r.ToDictionary(c => c.Key.Trim(), c => Cell(c.Value))).Where(r => r.Values.Any(v => v.Length > 0)),
    ];

    private static List<IReadOnlyDictionary<string, string>> Text(Stream content, string name)
    {
        using var reader = new StreamReader(content, new UTF8Encoding(false, throwOnInvalidBytes: true));
        return [.. Csv.Read(reader, name).Take(MostRows + 1)];
    }

    private static string Cell(object? value) => value switch
    {
        null => "",
        DateTime day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
