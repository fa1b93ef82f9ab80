using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.EstablishEntity;

namespace Qishi.Modules.Registration.Import;

/// <summary>An entity of an old register as understood from its row.</summary>
internal sealed record OldEntity(
    string? Uscc, EntityDraft Draft, OldRegister Old, string Address, EntityStatus Status, DateOnly? StatusOn, DateOnly EstablishedOn, IReadOnlyList<OldChange> History);

/// <summary>One change of an old register: what the item was before it.</summary>
internal sealed record OldChange(DateOnly On, OldItem Item, string Word, string Before, string After, string Reason);

/// <summary>Items whose former value is kept in the entity's history; 其他 is kept as text.</summary>
internal enum OldItem { Name, Address, Head, Scope, Capital, Status, Other }

/// <summary>What became of reading a row: the entity, or every reason against it; doubts never keep a row out.</summary>
internal sealed record ReadRow(RawRow Raw, OldEntity? Entity, IReadOnlyList<Problem> Problems, IReadOnlyList<Problem> Doubts)
{
    /// <summary>What the entity is found by again: its credit code, else its old registration number.</summary>
    public string Key => Entity is { } e ? e.Uscc ?? e.Old.LegacyNo ?? "" : Raw[ImportColumns.Uscc] is { Length: > 0 } code ? NormalisedText.Codes(code) : NormalisedText.Codes(Raw[ImportColumns.LegacyNo]);
}
