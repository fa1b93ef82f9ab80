using Qishi.Kernel;

namespace Qishi.Modules.Registration.Contracts;

/// <summary>An entity was established and its licence issued (S1 art. 21: the licence's day of issue is the day of establishment).</summary>
/// <param name="Uscc">Credit code.</param>
/// <param name="Kind">Kind.</param>
/// <param name="CaseNo">Case it was established in.</param>
/// <param name="LicenceId">Licence.</param>
/// <param name="LicenceDigest">SM3 of the licence data.</param>
/// <param name="EstablishedOn">Day.</param>
public sealed record EntityEstablished(string Uscc, EntityKind Kind, string CaseNo, Guid LicenceId, string LicenceDigest, DateOnly EstablishedOn) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "entity:" + Uscc;
}
