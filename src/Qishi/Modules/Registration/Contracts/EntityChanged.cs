using Qishi.Kernel;

namespace Qishi.Modules.Registration.Contracts;

/// <summary>Registered or filed items of an entity were corrected.</summary>
/// <param name="Uscc">Credit code.</param>
/// <param name="Edition">Number of the state that begins; unchanged when only filed items (a phone) changed.</param>
/// <param name="Fields">Names of the changed items: Name, Address, Mobile.</param>
/// <param name="LicenceId">The licence issued anew; null when nothing printed changed.</param>
public sealed record EntityCorrected(string Uscc, int Edition, IReadOnlyList<string> Fields, Guid? LicenceId) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "entity:" + Uscc;
}

/// <summary>An entity was deregistered on application (注销登记); its licence is void.</summary>
/// <param name="Uscc">Credit code.</param>
/// <param name="On">Day.</param>
public sealed record EntityDeregistered(string Uscc, DateOnly On) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "entity:" + Uscc;
}
