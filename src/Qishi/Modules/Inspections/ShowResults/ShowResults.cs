using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Inspections.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Rules;
using Qishi.Platform.Web;

namespace Qishi.Modules.Inspections.ShowResults;

/// <summary>A result as everybody may see it: no inspector's phone, no evidence.</summary>
internal sealed record PublicResultRow(string Name, string Code, string Task, string Departments, DateOnly? CheckedOn, string? Codes);

/// <summary>Published results, those with problems and no penalty for the months of the parameter (信用修复管理办法 art. 10).</summary>
internal sealed class PublicResults(AppDb db, IRules rules, TimeProvider clock)
{
    private static readonly string[] Marks = [.. ResultCodes.All.Where(c => c.Class == ResultClass.Negative).Select(c => $"|{c.Code}|")];

    public async Task<IQueryable<PublicResultRow>> RowsAsync(ListQuery query, CancellationToken ct)
    {
        var today = clock.Today();
        var since = ChinaTime.ToUtc(today.AddMonths(-(await rules.BookAsync(ct)).Int("rnd.negativeMonths", today)), TimeOnly.MinValue);
        var visits = db.Set<Visit>().AsNoTracking().Where(v => v.PublishedAt != null && v.State != VisitState.Cancelled);
        if (query.Text("q") is { } word)
        {
            var code = NormalisedText.Codes(word);
            visits = visits.Where(v => v.ObjectName.Contains(word) || v.ObjectCode == code);
        }

        // What led to a case stays with the case (its publication ends it); everything else negative goes after the months.
        var marks = Marks;
        visits = visits.Where(v => v.PublishedAt > since || !marks.Any(m => v.OverallCodes!.Contains(m)) || db.Set<FollowUp>().Any(f => f.VisitId == v.Id && f.LinkedNo != null));
        return from v in visits
               join t in db.Set<InspectionTask>() on v.TaskId equals t.Id
               orderby v.PublishedAt descending, v.No
               select new PublicResultRow(v.ObjectName, v.ObjectCode, t.Name, t.Members, v.CheckedOn, v.OverallCodes);
    }
}
