using System.Globalization;
using MiniExcelLibs;
using Qishi.Kernel;
using Qishi.Platform.Export;

namespace Qishi.Modules.Inspections.LibraryImports;

/// <summary>Opens an Excel list whose first row holds the heads; and writes the empty one.</summary>
internal static class ImportSheet
{
    private const int MostBytes = 10 * 1024 * 1024, MostRows = 20_000;

    public static Result<List<IReadOnlyDictionary<string, string>>> Read(IFormFile? file, IReadOnlyList<string> heads)
    {
        if (file is null)
            return new Problem("file-required", "请选择文件", "File");
        if (file.Length is 0 or > MostBytes)
            return new Problem("file-size", "文件是空的，或者超过10MB", "File");
        if (!file.FileName.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase))
            return new Problem("file-type", "请上传Excel（.xlsx）", "File");
        try
        {
            using var content = file.OpenReadStream();
            var rows = content.Query(useHeaderRow: true, excelType: ExcelType.XLSX).Take(MostRows + 1).Cast<IDictionary<string, object?>>()
                .Select(r => (IReadOnlyDictionary<string, string>)r.ToDictionary(c => c.Key.Trim(), c => Cell(c.Value))).Where(r => r.Values.Any(v => v.Length > 0)).ToList();
            return rows.Count == 0 ? new Problem("file-empty", "文件里没有数据行", "File")
                : rows.Count > MostRows ? new Problem("file-rows", $"一次最多{MostRows}行", "File")
                : heads.FirstOrDefault(h => !rows[0].ContainsKey(h)) is { } missing ? new Problem("file-head", $"第一行缺少“{missing}”列。应有：{string.Join("、", heads)}", "File")
                : rows;
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or System.Xml.XmlException or ArgumentException or KeyNotFoundException or InvalidOperationException or NotSupportedException or IOException)
        {
            return new Problem("file-broken", "文件打不开。请用Excel另存为.xlsx后再上传", "File");
        }
    }

    public static IResult Template(string name, IReadOnlyList<string> heads, IReadOnlyList<string> example)
    {
        using var stream = new MemoryStream();
        stream.SaveAs(new[] { heads.Zip(example).ToDictionary(h => h.First, h => (object?)h.Second) });
        return Results.File(stream.ToArray(), ExcelFile.ContentType, $"{name}.xlsx");
    }

    private static string Cell(object? value) => value switch
    {
        null => "",
        DateTime day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => (Convert.ToString(value, CultureInfo.InvariantCulture) ?? "").Trim(),
    };
}
