using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Web;

namespace Qishi.Modules.Exchange.RepairDeadLetters;

/// <summary>
/// The dead letters, both ways: hand-overs that came back and that the bureau must correct, and messages of departments that could not be used. Neither is a list of
/// its own that could be forgotten: both follow from what the records are.
/// </summary>
internal static class DeadLetters
{
    private static readonly ReceiptVerdict[] Unusable = [ReceiptVerdict.Unknown, ReceiptVerdict.WrongSender, ReceiptVerdict.WrongDigest, ReceiptVerdict.Malformed, ReceiptVerdict.WrongSignature, ReceiptVerdict.CertificateNotValid];
    private static readonly ReceiptVerdict[] Believed = [ReceiptVerdict.Applied, ReceiptVerdict.Repeated, ReceiptVerdict.OutOfOrder, ReceiptVerdict.Late];

    public static IQueryable<HandOver> ToRepair(this AppDb db) => db.Set<HandOver>().Where(h => h.Current && h.Status == HandOverStatus.Rejected && !h.ReturnIsApplicants && !h.AtDesk);

    /// <summary>Not usable, of a department we know, nobody decided about it, and the same message did not come again and was believed.</summary>
    public static IQueryable<Receipt> ToSettle(this AppDb db) => db.Set<Receipt>().Where(r => Unusable.Contains(r.Verdict) && db.Set<Department>().Any(d => d.Code == r.Department)
        && !db.Set<SettledLetter>().Any(l => l.ReceiptId == r.Id)
        && !(r.ReceiptId != "" && db.Set<Receipt>().Any(n => n.Department == r.Department && n.ReceiptId == r.ReceiptId && Believed.Contains(n.Verdict) && n.ReceivedAt >= r.ReceivedAt)));

    public static IQueryable<HandOver> Filtered(this IQueryable<HandOver> rows, ListQuery query)
    {
        if (query.Text("department") is { } department)
            rows = rows.Where(h => h.Department == department);
        if (query.Text("q") is { } word)
        {
            var code = NormalisedText.Codes(word);
            rows = rows.Where(h => h.EntityName.Contains(word) || h.CaseNo == code || h.Uscc == code);
        }

        return rows.AsNoTracking().OrderBy(h => h.DueAt).ThenBy(h => h.Id);
    }

    public static IQueryable<Receipt> Filtered(this IQueryable<Receipt> rows, ListQuery query)
    {
        if (query.Text("department") is { } department)
            rows = rows.Where(r => r.Department == department);
        if (query.Text("q") is { } word)
        {
            var code = NormalisedText.Codes(word);
            rows = rows.Where(r => r.HandOverKey == code || r.ReceiptId == code);
        }

        return rows.AsNoTracking().OrderBy(r => r.ReceivedAt).ThenBy(r => r.Id);
    }
}
