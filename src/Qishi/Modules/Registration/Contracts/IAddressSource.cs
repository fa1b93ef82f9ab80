namespace Qishi.Modules.Registration.Contracts;

/// <summary>
/// Socket: somebody who knows addresses (the police's standard address library, the real estate register), asked by data sharing. Register it as <c>IAddressSource</c>; without
/// any the registrar is told that nothing is connected and looks.
/// </summary>
public interface IAddressSource
{
    /// <summary>Name as shown: 公安标准地址库.</summary>
    string Name { get; }

    /// <summary>Whether it holds anything yet; one that does not counts as not connected.</summary>
    ValueTask<bool> ReadyAsync(CancellationToken ct) => new(true);

    /// <summary>The nearest address it knows; null when it knows none like it.</summary>
    Task<AddressMatch?> FindAsync(PremisesDraft premises, DateOnly on, CancellationToken ct);
}

/// <param name="Address">Address as the source writes it.</param>
/// <param name="Score">How well it matches, 0 to 100.</param>
/// <param name="Code">Address code; null when it has none.</param>
public sealed record AddressMatch(string Address, int Score, string? Code);
