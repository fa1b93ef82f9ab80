using Qishi.Kernel;

namespace Qishi.Modules.Registration.Contracts;

/// <summary>A suspension of business was filed, extended or ended: tax, social insurance, medical insurance and housing fund act on it .</summary>
/// <param name="Uscc">Credit code.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="QuarterlyTaxFrom">First day of the quarter from which prepayments may be quarterly; null when it ended.</param>
/// <param name="Ended">It ended (resumed, automatically or into deregistration).</param>
public sealed record SuspensionChanged(string Uscc, DateOnly From, DateOnly To, DateOnly? QuarterlyTaxFrom, bool Ended) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "entity:" + Uscc;
}

/// <summary>A simplified deregistration was announced, or for a sole trader asked for: departments may object until the day (条例 art. 33).</summary>
/// <param name="Uscc">Credit code.</param>
/// <param name="Number">Number of the procedure.</param>
/// <param name="ObjectUntil">Last day to object.</param>
public sealed record SimpleExitAnnounced(string Uscc, string Number, DateOnly ObjectUntil) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "entity:" + Uscc;
}

/// <summary>Somebody objected to an announcement; who stays in the record of the objection.</summary>
/// <param name="NoticeNumber">Number of the notice.</param>
/// <param name="ObjectionId">Objection.</param>
public sealed record NoticeObjected(string NoticeNumber, Guid ObjectionId) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "notice:" + NoticeNumber;
}

/// <summary>A false registration was cancelled (条例 art. 40): the person responsible may not apply until the day.</summary>
/// <param name="Uscc">Credit code.</param>
/// <param name="Number">Number of the procedure.</param>
/// <param name="BarredUntil">Last day of the bar.</param>
/// <param name="WholeEntity">The establishment itself was cancelled, not one change.</param>
public sealed record FalseRegistrationCancelled(string Uscc, string Number, DateOnly BarredUntil, bool WholeEntity) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "entity:" + Uscc;
}
