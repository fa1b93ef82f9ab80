using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Inspections.Model;
using Qishi.Platform.Data;

namespace Qishi.Modules.Inspections.Libraries;

/// <summary>The list of items as it is, or was, on a day.</summary>
internal sealed class ItemBook(AppDb db)
{
    public static IQueryable<CheckItem> InForce(IQueryable<CheckItem> all, DateOnly on) =>
        all.Where(i => (i.State == ItemState.Published || i.State == ItemState.Abolished) && i.From <= on && (i.To == null || i.To >= on));

    public Task<List<CheckItem>> OnAsync(DateOnly on, CancellationToken ct) => InForce(db.Set<CheckItem>().AsNoTracking(), on).OrderBy(i => i.Code).ToListAsync(ct);

    public Task<List<CheckItem>> OnAsync(IReadOnlyCollection<string> codes, DateOnly on, CancellationToken ct) =>
        InForce(db.Set<CheckItem>().AsNoTracking(), on).Where(i => codes.Contains(i.Code)).OrderBy(i => i.Code).ToListAsync(ct);

    /// <summary>Names of all departments that have or had items, by code: people never read codes.</summary>
    public async Task<IReadOnlyDictionary<string, string>> DepartmentNamesAsync(CancellationToken ct) =>
        (await db.Set<CheckItem>().Select(i => new { i.Department, i.DepartmentName }).Distinct().ToListAsync(ct)).DistinctBy(i => i.Department).ToDictionary(i => i.Department, i => i.DepartmentName, StringComparer.Ordinal);

    public Task<List<JointItem>> JointOnAsync(DateOnly on, CancellationToken ct) =>
        db.Set<JointItem>().AsNoTracking().Where(j => j.From <= on && (j.To == null || j.To >= on)).OrderBy(j => j.Code).ToListAsync(ct);
}
