using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using MiniExcelLibs;
using Qishi.Kernel;
using Qishi.Platform.Data;
using Qishi.Platform.Export;

namespace Qishi.Modules.Registration.Import;

/// <summary>The row-by-row report of an import, and the template: CSV for any size, Excel for the template.</summary>
internal static class ImportReport
{
    /// <summary>Every row with what became of it and why, streamed; null when there is no such import.</summary>
    public static async Task<IResult> DownloadAsync(Guid id, AppDb db, CancellationToken ct)
    {
        if (await db.Set<ImportFile>().AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, ct) is not { } import)
            return Results.NotFound();
        return Results.Stream(async stream =>
        {
            await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 1 << 16, leaveOpen: true);
            await writer.WriteLineAsync("行号,代码,名称,结果,问题,疑问,处理人,原因");
            await foreach (var r in db.Set<ImportRow>().AsNoTracking().Where(r => r.ImportId == id).OrderBy(r => r.No)
                .Select(r => new { r.No, r.Key, r.Name, r.Outcome, r.Problems, r.Doubts, r.SettledBy, r.Reason }).AsAsyncEnumerable().WithCancellation(ct))
                await writer.WriteLineAsync(string.Join(',', new[] { r.No.ToString(CultureInfo.InvariantCulture), r.Key, r.Name, ImportRow.Word(r.Outcome), r.Problems, r.Doubts, r.SettledBy, r.Reason }.Select(Cell)));
        }, "text/csv; charset=utf-8", $"导入结果_{Path.GetFileNameWithoutExtension(import.Name)}.csv");
    }

    public static IResult TemplateCsv() => Results.File(
        [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(string.Join(',', ImportColumns.All.Select(c => Cell(c.Head))) + "\r\n" + string.Join(',', ImportColumns.All.Select(c => Cell(c.Example))) + "\r\n")],
        "text/csv; charset=utf-8", "主体导入模板.csv");

    public static IResult TemplateExcel()
    {
        using var stream = new MemoryStream();
        stream.SaveAs(new[] { ImportColumns.All.ToDictionary(c => c.Head, c => (object?)c.Example) });
        return Results.File(stream.ToArray(), ExcelFile.ContentType, "主体导入模板.xlsx");
    }

    private static string Cell(string? text)
    {
        var safe = (string?)ExcelFile.Safe(text) ?? "";
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
