using System.Globalization;
using Qishi.Modules.Documents.Contracts;

namespace Qishi.Modules.Exchange.ReportMonth;

/// <summary>The written report as a PDF; 404 when none was written.</summary>
internal static class ReportPdf
{
    public static async Task<IResult> HandleAsync(string department, string month, MonthReports reports, IDocuments documents, HttpContext http, CancellationToken ct)
    {
        if (!DateOnly.TryParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) || await reports.FindAsync(department, first, ct) is not { } card
            || await documents.PdfAsync(card.Id, ct) is not { } file)
            return Results.NotFound();
        http.Response.Headers.CacheControl = "private, no-store";
        return Results.File(file.Pdf, "application/pdf", $"{card.Title}.pdf");
    }
}
