namespace Qishi.Modules.Registration.Contracts;

/// <summary>The licence an entity has now, and who may speak for it, for the electronic licence.</summary>
public interface ILicenceFacts
{
    /// <summary>The last licence of an entity; null when there is no such entity or no licence was ever issued.</summary>
    Task<LicenceFacts?> FindAsync(string uscc, CancellationToken ct);

    /// <summary>The same of many entities in one question, by credit code; those without are left out.</summary>
    Task<IReadOnlyDictionary<string, LicenceFacts>> FindAllAsync(IReadOnlyCollection<string> usccs, CancellationToken ct);

    /// <summary>Entities of a person by the real-name verified number of the account, newest first; empty when it is not verified. At most 200.</summary>
    Task<IReadOnlyList<EntityOfPerson>> OfPersonAsync(Guid account, CancellationToken ct);
}

/// <param name="Uscc">Credit code.</param>
/// <param name="LicenceId">Licence.</param>
/// <param name="No">Its number, 1 for the first.</param>
/// <param name="IssuedAt">When it was issued, UTC.</param>
/// <param name="Digest">SM3 of what is printed.</param>
/// <param name="Slots">What is printed, for <c>DocumentKinds.LicenceOriginal</c>.</param>
/// <param name="Status">Status of the entity now.</param>
/// <param name="StatusWord">Its public word.</param>
public sealed record LicenceFacts(
    string Uscc, Guid LicenceId, int No, DateTime IssuedAt, string Digest, IReadOnlyDictionary<string, string> Slots, EntityStatus Status, string StatusWord)
{
    /// <summary>Name as on the licence.</summary>
    public string Name => Slots["Name"];
}

/// <param name="Uscc">Credit code.</param>
/// <param name="Name">Name; the head's where there is none.</param>
/// <param name="Status">Status.</param>
/// <param name="StatusWord">Its public word.</param>
/// <param name="IsHead">The person is its head (operator, legal representative, investor, managing partner, person in charge); else only its manager or liaison.</param>
public sealed record EntityOfPerson(string Uscc, string Name, EntityStatus Status, string StatusWord, bool IsHead);
