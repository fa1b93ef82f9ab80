namespace Qishi.Modules.Identity.Contracts;

/// <summary>Who works where on a day: dated org units, staff and their postings.</summary>
public interface IDirectory
{
    /// <summary>The unit of that code as it was on a day; null when it did not exist.</summary>
    Task<OrgUnitCard?> UnitAsync(string code, DateOnly on, CancellationToken ct);

    /// <summary>Units of a kind that existed on a day, by code.</summary>
    Task<IReadOnlyList<OrgUnitCard>> UnitsAsync(OrgUnitKind kind, DateOnly on, CancellationToken ct);

    /// <summary>A staff member; null when there is none.</summary>
    Task<StaffCard?> StaffAsync(Guid accountId, DateOnly on, CancellationToken ct);

    /// <summary>Staff who hold a role on a day, in a unit where one is given.</summary>
    Task<IReadOnlyList<StaffCard>> WithRoleAsync(string role, string? unit, DateOnly on, CancellationToken ct);

    /// <summary>Everybody who had a posting on a day, once for each posting: who works where.</summary>
    Task<IReadOnlyList<StaffCard>> PostedAsync(DateOnly on, CancellationToken ct);
}

/// <summary>Kind of an org unit. Bureau 局, section 股室, station 监管所, department 部门, hall 政务大厅, outlet 银行网点.</summary>
public enum OrgUnitKind { Bureau, Section, Station, Department, Hall, Outlet }

/// <param name="Code">Stable code.</param>
/// <param name="Name">Chinese name on that day.</param>
/// <param name="Kind">Kind.</param>
/// <param name="Parent">Code of the unit above; null for the bureau and for departments.</param>
/// <param name="Phone">Office phone for the public; null when none is given.</param>
public sealed record OrgUnitCard(string Code, string Name, OrgUnitKind Kind, string? Parent, string? Phone);

/// <param name="AccountId">Account.</param>
/// <param name="StaffNo">Staff number.</param>
/// <param name="Name">Name.</param>
/// <param name="Unit">Code of the unit of the posting.</param>
/// <param name="Roles">Role codes on that day.</param>
public sealed record StaffCard(Guid AccountId, string StaffNo, string Name, string Unit, IReadOnlyList<string> Roles);
