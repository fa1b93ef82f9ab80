using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.StartUp.Model;
using Qishi.Platform.Data;

namespace Qishi.Modules.StartUp.Notices;

/// <summary>Who may open the documents and material of a case: its applicant, and the clerks of the hall or outlet it was filled in.</summary>
internal sealed class CaseDocumentAccess(AppDb db, IApplicants applicants) : IDocumentAccess
{
    public string SubjectKind => "case";

    public async Task<bool> MaySeeAsync(DocumentViewer viewer, string subject, CancellationToken ct)
    {
        if (viewer.AccountId is not { } account || !subject.StartsWith("case:", StringComparison.Ordinal))
            return false;
        var caseNo = subject["case:".Length..];
        var c = await db.Set<StartUpCase>().AsNoTracking().Where(x => x.CaseNo == caseNo).Select(x => new { x.AccountId, x.ClerkId, x.Unit, x.MobileKey, x.SubmittedAt }).SingleOrDefaultAsync(ct);
        if (c is null)
            return false;
        if (viewer.IsStaff)
            return c.ClerkId is not null && c.Unit is not null && c.Unit == (viewer.Department ?? viewer.Unit);
        return c.AccountId == account
            || (c.AccountId is null && c.SubmittedAt is not null && await applicants.FindAsync(account, ct) is { } a && c.MobileKey == MobileKeys.Of(db, a.Mobile));
    }
}
