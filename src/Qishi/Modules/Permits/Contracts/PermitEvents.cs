using Qishi.Kernel;

namespace Qishi.Modules.Permits.Contracts;

/// <summary>Something happened to a notice of a permit.</summary>
public interface IPermitNoticeEvent : IEvent
{
    /// <summary>Notice.</summary>
    Guid Id { get; }
}

/// <summary>The applicant was told which permits are needed and signed the commitment.</summary>
public sealed record PermitsCommitted(string CaseNo, IReadOnlyList<string> Permits, string TextVersion, string TextDigest) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "case:" + CaseNo;
}

/// <summary>A department was told of an entity that needs its permit.</summary>
public sealed record PermitDepartmentTold(Guid Id, string Uscc, string Matter, string Department, DateTime ClaimDueUtc) : IPermitNoticeEvent
{
    /// <inheritdoc/>
    public string Subject => "entity:" + Uscc;
}

/// <summary>It is unclear whose permit it is: published for claiming by any department.</summary>
public sealed record PermitPublishedForClaiming(Guid Id, string Uscc, string Matter) : IPermitNoticeEvent
{
    /// <inheritdoc/>
    public string Subject => "entity:" + Uscc;
}

/// <summary>A department took the notice on (认领).</summary>
public sealed record PermitNoticeClaimed(Guid Id, string Uscc, string Department, DateTime ResultDueUtc) : IPermitNoticeEvent
{
    /// <inheritdoc/>
    public string Subject => "entity:" + Uscc;
}

/// <summary>A department said that it is not its business.</summary>
public sealed record PermitNoticeSentBack(Guid Id, string Uscc, string Department) : IPermitNoticeEvent
{
    /// <inheritdoc/>
    public string Subject => "entity:" + Uscc;
}

/// <summary>A department reported how the permit stands: granted, refused, not needed, in hand, not applied for.</summary>
public sealed record PermitResultReported(Guid Id, string Uscc, string Department, string Result) : IPermitNoticeEvent
{
    /// <inheritdoc/>
    public string Subject => "entity:" + Uscc;
}

/// <summary>An entity without its permit was reminded, so many days after the notice.</summary>
public sealed record PermitReminded(Guid Id, string Uscc, int Days) : IPermitNoticeEvent
{
    /// <inheritdoc/>
    public string Subject => "entity:" + Uscc;
}

/// <summary>A notice nobody claimed was raised: 1 to the department's head, 2 to the list of the joint office.</summary>
public sealed record PermitClaimEscalated(Guid Id, string Uscc, int Step) : IPermitNoticeEvent
{
    /// <inheritdoc/>
    public string Subject => "entity:" + Uscc;
}

/// <summary>An entity was found operating without its permit.</summary>
public sealed record UnpermittedOperationFound(Guid Id, string Uscc, string Matter, string Department) : IPermitNoticeEvent
{
    /// <inheritdoc/>
    public string Subject => "entity:" + Uscc;
}

/// <summary>Operation without a permit was handed over to enforcement, with a letter.</summary>
public sealed record UnpermittedOperationHandedOver(Guid Id, string Uscc, string Matter, string To, Guid DocumentId) : IPermitNoticeEvent
{
    /// <inheritdoc/>
    public string Subject => "entity:" + Uscc;
}

/// <summary>The entity left the register; its open notice ended.</summary>
public sealed record PermitNoticeEnded(Guid Id, string Uscc) : IPermitNoticeEvent
{
    /// <inheritdoc/>
    public string Subject => "entity:" + Uscc;
}

/// <summary>An entity is deregistered: its permit is to be cancelled by the day (证照同销, 行政许可法 art. 70).</summary>
public sealed record PermitCancellationOrdered(Guid Id, string Uscc, DateOnly By) : IPermitNoticeEvent
{
    /// <inheritdoc/>
    public string Subject => "entity:" + Uscc;
}

/// <summary>The department cancelled the permit of a deregistered entity.</summary>
public sealed record PermitCancelled(Guid Id, string Uscc) : IPermitNoticeEvent
{
    /// <inheritdoc/>
    public string Subject => "entity:" + Uscc;
}

/// <summary>A new version of a permit matter (its department, scope items, address) was approved by a second person.</summary>
public sealed record PermitMatterChanged(string Code, DateOnly From, bool Ends) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "permit-matter:" + Code;
}

/// <summary>A change of the list of permit matters was proposed, or turned down.</summary>
public sealed record PermitMatterChangeProposed(Guid Id, string Code) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "permit-matter:" + Code;
}

/// <summary>A proposed change was turned down; nothing changed.</summary>
public sealed record PermitMatterChangeRejected(Guid Id, string Code) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "permit-matter:" + Code;
}
