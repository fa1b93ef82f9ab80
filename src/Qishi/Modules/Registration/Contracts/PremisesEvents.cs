using Qishi.Kernel;

namespace Qishi.Modules.Registration.Contracts;

/// <summary>A place must be looked at after registration (R-11.4: entered by commitment, or at risk).</summary>
/// <param name="Check">Check.</param>
/// <param name="Uscc">Credit code.</param>
/// <param name="Points">Points of risk.</param>
/// <param name="DueOn">Day by which it is done.</param>
public sealed record PremisesCheckOpened(Guid Check, string Uscc, int Points, DateOnly DueOn) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "entity:" + Uscc;
}

/// <summary>A place was looked at. Not real: an address to be corrected, and a reason for the list of abnormal operations (R-11.12, T-11.5).</summary>
/// <param name="Check">Check.</param>
/// <param name="Uscc">Credit code.</param>
/// <param name="Real">The place is as registered and somebody is there.</param>
/// <param name="LostContact">Nobody can be reached there; false when the address itself is false.</param>
/// <param name="CorrectBy">Day by which the address must be corrected; null when real.</param>
public sealed record PremisesChecked(Guid Check, string Uscc, bool Real, bool LostContact, DateOnly? CorrectBy) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "entity:" + Uscc;
}

/// <summary>A check of a place is over without, or after, its finding: the entity has another address now, or is no longer on the register.</summary>
/// <param name="Check">Check.</param>
/// <param name="Uscc">Credit code.</param>
public sealed record PremisesCheckSettled(Guid Check, string Uscc) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "entity:" + Uscc;
}

/// <summary>An enterprise filed a further place under its licence (一照多址, R-11.10).</summary>
/// <param name="Place">Place.</param>
/// <param name="Uscc">Credit code.</param>
/// <param name="ByCommitment">Filed by commitment, without proof.</param>
/// <param name="ConsentPromised">The consent of the owners concerned was only promised.</param>
public sealed record ExtraPlaceFiled(Guid Place, string Uscc, bool ByCommitment, bool ConsentPromised) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "entity:" + Uscc;
}

/// <summary>A further place under one licence ended.</summary>
/// <param name="Place">Place.</param>
/// <param name="Uscc">Credit code.</param>
public sealed record ExtraPlaceEnded(Guid Place, string Uscc) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "entity:" + Uscc;
}
