using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Permits.Contracts;
using Qishi.Modules.Permits.Model;
using Qishi.Modules.Registration.Contracts;
using Qishi.Platform.Data;

namespace Qishi.Modules.Permits.Matters;

/// <summary>A permit that some scope items need, with the matter it comes from; none when the list knows no matter for a licensed item.</summary>
internal sealed record Need(PermitMatter? Matter, string Code, string Permit, IReadOnlyList<ScopeItemCard> Items);

/// <summary>The list of permit matters of a day: a hundred rows.</summary>
internal sealed class MatterBook(StandingRows standing, IRegistration registration)
{
    public async Task<IReadOnlyList<PermitMatter>> InForceAsync(DateOnly on, CancellationToken ct) =>
        [.. (await standing.AllAsync<PermitMatter>(ct)).Where(m => m.HoldsOn(on)).OrderBy(m => m.Code, StringComparer.Ordinal)];

    public static IQueryable<PermitMatter> InForce(IQueryable<PermitMatter> all, DateOnly on) => all.Where(m => m.From <= on && (m.To == null || m.To >= on));

    /// <summary>What scope items need, one line per permit in the order of the list; a licensed item no matter names stands alone, its department unclear .</summary>
    public async Task<IReadOnlyList<Need>> NeedsAsync(IReadOnlyList<string> codes, DateOnly on, CancellationToken ct)
    {
        var items = await registration.ScopeItemsAsync([.. codes.Distinct()], ct);
        if (items.Count == 0)
            return [];
        var matters = await InForceAsync(on, ct);
        // Items approved before registration brought their approval with them; cancelled approvals ask for nothing.
        var open = items.Where(i => i.Kind != ScopeKind.LicensedPrior).ToList();
        var known = matters.Where(m => m.Mode != ReformMode.DirectCancel)
            .Select(m => new Need(m, m.Code, m.Name, [.. open.Where(i => m.Items.Contains(i.Code))])).Where(n => n.Items.Count > 0).ToList();
        var cancelled = matters.Where(m => m.Mode == ReformMode.DirectCancel).SelectMany(m => m.Items).ToHashSet();
        var unknown = open.Where(i => i.Kind == ScopeKind.LicensedPost && !cancelled.Contains(i.Code) && known.All(n => n.Items.All(k => k.Code != i.Code)))
            .Select(i => new Need(null, "X" + i.Code, i.Permit ?? $"{i.Name}的许可", [i]));
        return [.. known, .. unknown];
    }

    public static PermitNeed Card(Need n) => new(
        n.Code, n.Permit, n.Matter?.IsFiling ?? false, [.. n.Items.Select(i => i.Name)], n.Matter?.DepartmentName, n.Matter?.Address, n.Matter?.Phone);
}
