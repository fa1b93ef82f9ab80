namespace Qishi.Modules.Exchange.Contracts;

/// <summary>The departments that take part, their health and recorded outages.</summary>
public interface IDepartments
{
    /// <summary>All departments with a start-up matter, in fixed order.</summary>
    Task<IReadOnlyList<DepartmentCard>> AllAsync(CancellationToken ct);

    /// <summary>Outage windows of a department that overlap a span, UTC.</summary>
    Task<IReadOnlyList<OutageCard>> OutagesAsync(string department, DateTime fromUtc, DateTime toUtc, CancellationToken ct);

    /// <summary>The same of all departments at once.</summary>
    Task<IReadOnlyList<OutageCard>> OutagesAsync(DateTime fromUtc, DateTime toUtc, CancellationToken ct);
}

/// <param name="Code">Code.</param>
/// <param name="Name">Name.</param>
/// <param name="ShortName">公安局 …</param>
/// <param name="Matter">Its matter.</param>
/// <param name="TypicalMinutes">How long it usually takes.</param>
/// <param name="DownSince">Since when its system is down; null when it answers.</param>
/// <param name="Waiting">Hand-overs not finished.</param>
public sealed record DepartmentCard(string Code, string Name, string ShortName, string Matter, int TypicalMinutes, DateTime? DownSince, int Waiting);

/// <summary>An outage window .</summary>
public sealed record OutageCard(Guid Id, string Department, DateTime From, DateTime? To, string Evidence, string ReportedBy);
