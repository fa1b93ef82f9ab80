using Qishi.Kernel;

namespace Qishi.Modules.Exchange.Contracts;

/// <summary>Something happened to a hand-over.</summary>
public interface IHandOverEvent : IEvent
{
    /// <summary>Case.</summary>
    string CaseNo { get; }

    /// <summary>Matter.</summary>
    string Matter { get; }
}

/// <summary>It was delivered (2xx from the department's system).</summary>
public sealed record HandOverPushed(Guid Id, string CaseNo, string Matter, int Version, DateTime PushedAt) : IHandOverEvent
{
    /// <inheritdoc/>
    public string Subject => "case:" + CaseNo;
}

/// <summary>The department confirmed receipt.</summary>
public sealed record HandOverAcknowledged(Guid Id, string CaseNo, string Matter, DateTime AckedAt) : IHandOverEvent
{
    /// <inheritdoc/>
    public string Subject => "case:" + CaseNo;
}

/// <summary>The department is working on it.</summary>
public sealed record HandOverStarted(Guid Id, string CaseNo, string Matter) : IHandOverEvent
{
    /// <inheritdoc/>
    public string Subject => "case:" + CaseNo;
}

/// <summary>Done at the department; both when it was really done and when we learned of it. <c>ByHand</c>: recorded by a liaison and confirmed by a second person.</summary>
public sealed record HandOverCompleted(Guid Id, string CaseNo, string Matter, DateTime BusinessCompletedAt, DateTime ReportedAt, bool ByHand) : IHandOverEvent
{
    /// <inheritdoc/>
    public string Subject => "case:" + CaseNo;
}

/// <summary>The department sent it back with a coded reason.</summary>
public sealed record HandOverReturned(Guid Id, string CaseNo, string Matter, string ReturnCode, bool IsApplicants) : IHandOverEvent
{
    /// <inheritdoc/>
    public string Subject => "case:" + CaseNo;
}

/// <summary>An attempt failed; the next is planned.</summary>
public sealed record HandOverAttemptFailed(Guid Id, string CaseNo, string Matter, int Attempt, DateTime NextAttemptAt) : IHandOverEvent
{
    /// <inheritdoc/>
    public string Subject => "case:" + CaseNo;
}

/// <summary>First attempt and all six retries failed: the department's system counts as down .</summary>
public sealed record HandOverOutageDeclared(Guid Id, string CaseNo, string Matter, string Department, DateTime Since) : IHandOverEvent
{
    /// <inheritdoc/>
    public string Subject => "case:" + CaseNo;
}

/// <summary>The department answers again; the hand-over is back in the queue.</summary>
public sealed record HandOverResumed(Guid Id, string CaseNo, string Matter) : IHandOverEvent
{
    /// <inheritdoc/>
    public string Subject => "case:" + CaseNo;
}

/// <summary>Somebody brought the next attempt forward to now.</summary>
public sealed record HandOverRetryOrdered(Guid Id, string CaseNo, string Matter) : IHandOverEvent
{
    /// <inheritdoc/>
    public string Subject => "case:" + CaseNo;
}

/// <summary>A liaison recorded that it was done while the link was down; a second person must confirm it.</summary>
public sealed record HandOverRecordedByHand(Guid Id, string CaseNo, string Matter) : IHandOverEvent
{
    /// <inheritdoc/>
    public string Subject => "case:" + CaseNo;
}

/// <summary>The second person did not confirm the record; the hand-over is where it was before.</summary>
public sealed record HandOverRecordRefused(Guid Id, string CaseNo, string Matter, HandOverStatus BackTo) : IHandOverEvent
{
    /// <inheritdoc/>
    public string Subject => "case:" + CaseNo;
}

/// <summary>A department's system was declared down, by the program after the last retry or by a liaison.</summary>
public sealed record DepartmentWentDown(string Department, Guid Outage, DateTime Since, bool ByPerson) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "department:" + Department;
}

/// <summary>A department's system answers again, or the liaison closed the window.</summary>
public sealed record DepartmentRecovered(string Department, Guid Outage, DateTime At) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "department:" + Department;
}
