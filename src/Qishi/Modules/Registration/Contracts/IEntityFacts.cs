namespace Qishi.Modules.Registration.Contracts;

/// <summary>What the bureau must know of an entity to tell other authorities of it and to reach it.</summary>
public interface IEntityFacts
{
    /// <summary>Facts of an entity as registered now; null when there is none. Contains personal data.</summary>
    Task<EntityFacts?> FindAsync(string uscc, CancellationToken ct);
}

/// <param name="Uscc">Credit code.</param>
/// <param name="Name">Name.</param>
/// <param name="Kind">Kind.</param>
/// <param name="HeadName">Operator or legal representative.</param>
/// <param name="HeadMobile">Their mobile; empty when none is on file.</param>
/// <param name="Address">Premises.</param>
/// <param name="Station">Code of the station in charge; null when none is.</param>
/// <param name="ScopeText">Business scope.</param>
/// <param name="EstablishedOn">Day of establishment.</param>
/// <param name="ScopeItems">Codes of its scope items, main business first.</param>
public sealed record EntityFacts(
    string Uscc, string Name, EntityKind Kind, string HeadName, string HeadMobile, string Address, string? Station, string ScopeText, DateOnly EstablishedOn, IReadOnlyList<string> ScopeItems);
