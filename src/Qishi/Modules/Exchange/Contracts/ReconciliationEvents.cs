using Qishi.Kernel;

namespace Qishi.Modules.Exchange.Contracts;

/// <summary>A department's list was compared with ours.</summary>
/// <param name="Run">The run.</param>
/// <param name="Department">Department.</param>
/// <param name="Recorded">Recorded by us in the span.</param>
/// <param name="Sent">Of these, sent.</param>
/// <param name="Acknowledged">Of these, acknowledged to us.</param>
/// <param name="Theirs">On the department's own list.</param>
/// <param name="Differences">Rows that differ.</param>
public sealed record DepartmentReconciled(Guid Run, string Department, int Recorded, int Sent, int Acknowledged, int Theirs, int Differences) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "department:" + Department;
}

/// <summary>A difference was mended: found gone by a later run, or said so by a person.</summary>
public sealed record DifferenceMended(Guid Id, string Department, bool ByPerson) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "department:" + Department;
}

/// <summary>Both sides were told that hand-overs are past their limit.</summary>
public sealed record OverdueAlerted(string Department, int Count, DateTime OldestDue) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "department:" + Department;
}

/// <summary>A department's monthly report was written.</summary>
public sealed record MonthReported(string Department, DateOnly Month, string ContentDigest) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "department:" + Department;
}
