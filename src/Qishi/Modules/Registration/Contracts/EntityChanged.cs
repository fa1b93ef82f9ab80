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

/// <summary>Registered or filed items of an entity were changed on application (变更登记、备案).</summary>
/// <param name="Uscc">Credit code.</param>
/// <param name="Edition">Number of the state that begins; unchanged when only filed items changed.</param>
/// <param name="Items">Items in Chinese: 名称, 经营范围, 经营者 …; never their values.</param>
/// <param name="LicenceId">The licence issued anew; null when nothing printed changed.</param>
public sealed record EntityItemsChanged(string Uscc, int Edition, IReadOnlyList<string> Items, Guid? LicenceId) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "entity:" + Uscc;
}

/// <summary>The status of an entity changed (rulebook A §1.7): suspended, resumed, in liquidation, forced off the register …; deregistration on application is <see cref="EntityDeregistered"/>.</summary>
/// <param name="Uscc">Credit code.</param>
/// <param name="From">Status before.</param>
/// <param name="To">Status now.</param>
/// <param name="On">Day.</param>
public sealed record EntityStatusChanged(string Uscc, EntityStatus From, EntityStatus To, DateOnly On) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "entity:" + Uscc;
}

/// <summary>An entity moved here from another registration district (迁入, 条例 art. 27): it keeps its code and its day of establishment.</summary>
/// <param name="Uscc">Credit code.</param>
/// <param name="Kind">Kind.</param>
/// <param name="CaseNo">Application.</param>
/// <param name="From">Authority it comes from.</param>
/// <param name="LicenceId">Licence issued here.</param>
public sealed record EntityMovedIn(string Uscc, EntityKind Kind, string CaseNo, string From, Guid LicenceId) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "entity:" + Uscc;
}
