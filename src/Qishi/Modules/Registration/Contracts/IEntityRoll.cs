namespace Qishi.Modules.Registration.Contracts;

/// <summary>All entities of the register in a row, for libraries that must hold every one of them (抽查对象名录库：全覆盖、底数清).</summary>
public interface IEntityRoll
{
    /// <summary>Lines after a credit code, in its order, at most <paramref name="take"/>.</summary>
    Task<IReadOnlyList<RollLine>> AfterAsync(string? uscc, int take, CancellationToken ct);

    /// <summary>One line; null when there is no such entity.</summary>
    Task<RollLine?> FindAsync(string uscc, CancellationToken ct);

    /// <summary>How many entities the register holds, whatever their status.</summary>
    Task<int> CountAsync(CancellationToken ct);
}

/// <param name="Uscc">Credit code.</param>
/// <param name="Name">Name on the licence.</param>
/// <param name="Kind">Kind.</param>
/// <param name="Status">Status.</param>
/// <param name="Address">Premises.</param>
/// <param name="Station">Station in charge; null when none is.</param>
/// <param name="MainClass">GB/T 4754 class of the main business with its section.</param>
/// <param name="ScopeItems">Codes of its scope items, main business first.</param>
public sealed record RollLine(string Uscc, string Name, EntityKind Kind, EntityStatus Status, string Address, string? Station, string MainClass, IReadOnlyList<string> ScopeItems);
