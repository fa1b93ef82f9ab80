using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Inspections.Libraries;
using Qishi.Modules.Inspections.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Web.Controls;

namespace Qishi.Modules.Inspections.ShowVisit;

/// <summary>Everything about one visit. What was found is for the department itself until it is published.</summary>
internal sealed class ShowVisitHandler(AppDb db, ItemBook book)
{
    public async Task<(Visit Visit, InspectionTask Task)?> FindAsync(Guid id, CancellationToken ct) =>
        await db.Set<Visit>().AsNoTracking().Include(v => v.Inspectors).Include(v => v.Parts).ThenInclude(p => p.Results).AsSplitQuery().SingleOrDefaultAsync(v => v.Id == id, ct) is { } visit
            ? (visit, await db.Set<InspectionTask>().AsNoTracking().SingleAsync(t => t.Id == visit.TaskId, ct)) : null;

    public async Task<IReadOnlyDictionary<string, string>> ItemNamesAsync(InspectionTask task, CancellationToken ct) => (await book.OnAsync(task.ItemCodes, task.StartOn, ct)).ToDictionary(i => i.Code, i => i.Name);

    public async Task<IReadOnlyList<TeamChange>> ChangesAsync(Guid visit, CancellationToken ct) => await db.Set<TeamChange>().AsNoTracking().Where(c => c.VisitId == visit).OrderBy(c => c.ProposedAt).ToListAsync(ct);

    public async Task<IReadOnlyList<Option>> PeopleAsync(CancellationToken ct) =>
        [.. (await db.Set<InspectorRecord>().Where(i => i.Active).OrderBy(i => i.StaffNo).Select(i => new { i.AccountId, i.Name, i.StaffNo }).ToListAsync(ct)).Select(i => new Option(i.AccountId.ToString(), $"{i.Name}（{i.StaffNo}）"))];

    /// <summary>This person's department has not entered its result.</summary>
    public static bool IsOpenFor(Visit visit, Guid? account) => visit.Inspectors.FirstOrDefault(i => i.AccountId == account && i.ReplacedAt is null) is { } self && visit.Parts.Any(p => p.Department == self.Department && p.SubmittedAt is null);
}
