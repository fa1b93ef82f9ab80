using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Qishi.Kernel;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Inspections.DecidePlan;
using Qishi.Modules.Inspections.Libraries;
using Qishi.Modules.Inspections.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Web;

namespace Qishi.Modules.Inspections.ListPlans;

/// <summary>Plans as everybody may see them: published, and not being changed.</summary>
internal sealed class PublicPlans(AppDb db, ItemBook items, IDocuments documents, TimeProvider clock)
{
    public IQueryable<PlanLineRow> Rows(ListQuery query)
    {
        var plans = db.Set<InspectionPlan>().AsNoTracking().Where(p => p.State == PlanState.Published || p.State == PlanState.Filed);
        if (query.Number("year") is { } year)
            plans = plans.Where(p => p.Year == year);
        var lines = db.Set<PlanLine>().AsNoTracking().Where(l => l.MergedInto == null);
        if (query.Text("q") is { } word)
            lines = lines.Where(l => l.Name.Contains(word));
        return from p in plans join l in lines on p.Id equals l.PlanId orderby p.Year descending, p.No, l.LineNo select new PlanLineRow(p, l);
    }

    /// <summary>Plans that were public and are being adjusted.</summary>
    public async Task<IReadOnlyList<InspectionPlan>> ChangingAsync(CancellationToken ct) =>
        await db.Set<InspectionPlan>().AsNoTracking().Where(p => p.PublishedAt != null && p.State != PlanState.Published && p.State != PlanState.Filed).OrderByDescending(p => p.Year).ThenBy(p => p.No).Take(20).ToListAsync(ct);

    /// <summary>Editions whose text is kept, newest first, of each plan.</summary>
    public async Task<ILookup<Guid, int>> EditionsAsync(IReadOnlyCollection<InspectionPlan> plans, CancellationToken ct)
    {
        var papers = await documents.OfAllAsync([.. plans.Select(p => PlanPapers.Of(p.Id)).Distinct()], ct);
        return plans.DistinctBy(p => p.Id).SelectMany(p => Enumerable.Range(1, p.Edition).Reverse().Where(e => papers[PlanPapers.Of(p.Id)].Any(d => d.Title == PlanPapers.TitleOf(p.Year, e))).Select(e => (p.Id, Edition: e)))
            .ToLookup(e => e.Id, e => e.Edition);
    }

    public async Task<IReadOnlyDictionary<string, string>> ItemNamesAsync(CancellationToken ct) => (await items.OnAsync(clock.Today(), ct)).ToDictionary(i => i.Code, i => i.Name);
}

/// <summary>What was published stays readable for everybody, earlier editions too: an edition is one document of the plan, known by its title.</summary>
internal static class PublicPlanText
{
    public static async Task<IResult> HandleAsync(string no, int edition, AppDb db, IDocuments documents, HttpContext http, CancellationToken ct)
    {
        if (await db.Set<InspectionPlan>().AsNoTracking().Where(p => p.No == no && p.PublishedAt != null).SingleOrDefaultAsync(ct) is not { } plan
            || (await documents.OfAsync(PlanPapers.Of(plan.Id), ct)).FirstOrDefault(d => d.Title == PlanPapers.TitleOf(plan.Year, edition)) is not { } paper || await documents.PdfAsync(paper.Id, ct) is not { } file)
            return Results.NotFound();
        var disposition = new ContentDispositionHeaderValue("inline");
        disposition.SetHttpFileName(file.FileName);
        http.Response.Headers.ContentDisposition = disposition.ToString();
        // The site's own policy forbids plug-ins; browsers show a PDF in one.
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; object-src 'self'; frame-ancestors 'none'";
        return Results.Bytes(file.Pdf, "application/pdf");
    }
}
