using Qishi.Kernel;

namespace Qishi.Modules.Exchange.Contracts;

/// <summary>A change of route was proposed; it holds only when a second person approves it.</summary>
public sealed record RouteProposed(Guid Id, string Department, string Route, DateOnly From) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "department:" + Department;
}

/// <summary>The second person approved the change.</summary>
public sealed record RouteApproved(Guid Id, string Department, string Route, DateOnly From) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "department:" + Department;
}

/// <summary>The second person did not approve the change.</summary>
public sealed record RouteRefused(Guid Id, string Department) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "department:" + Department;
}

/// <summary>Somebody looked at a message that could not be used and decided about it.</summary>
public sealed record DeadLetterSettled(Guid Id, string Department, bool TakenAgain) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "department:" + Department;
}
