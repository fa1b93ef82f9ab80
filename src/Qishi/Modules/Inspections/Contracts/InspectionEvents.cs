using Qishi.Kernel;

namespace Qishi.Modules.Inspections.Contracts;

/// <summary>Something happened to a task of random checks.</summary>
public interface IInspectionTaskEvent : IEvent
{
    /// <summary>Number of the task.</summary>
    string TaskNo { get; }
}

/// <summary>A version of a check item was proposed, or turned down; nothing published changed.</summary>
public sealed record CheckItemProposed(Guid Id, string Code, bool TurnedDown) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "check-item:" + Code;
}

/// <summary>A version of a check item was published, or the item was abolished, after a second person agreed.</summary>
public sealed record CheckItemPublished(string Code, DateOnly From, bool Abolished) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "check-item:" + Code;
}

/// <summary>An object entered the library of objects of checks, or changed there.</summary>
public sealed record CheckObjectChanged(string Code, bool Added, bool Drawable) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "entity:" + Code;
}

/// <summary>The library of objects was compared with the register.</summary>
public sealed record ObjectLibraryCompared(int Registered, int Added, int Changed, int Removed) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "object-library";
}

/// <summary>Somebody entered the library of inspectors, or their entry changed (certificate, specialities, absence, conflict of interest).</summary>
public sealed record InspectorChanged(Guid Account, string What) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "inspector:" + Account.ToString("N");
}

/// <summary>A yearly plan went on: made, approved, published, filed, adjusted.</summary>
public sealed record InspectionPlanMoved(string PlanNo, string To) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "inspection-plan:" + PlanNo;
}

/// <summary>The joint office decided whether two departments' lines become one joint visit.</summary>
public sealed record PlanLinesJoined(string PlanNo, string OtherPlanNo, bool Accepted) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "inspection-plan:" + PlanNo;
}

/// <summary>A list was imported into the libraries: credit classes, inspectors; false: only tried.</summary>
public sealed record InspectionListImported(Guid Id, string Kind, int Added, int Changed, int Bad, bool Applied) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "inspection-import:" + Id.ToString("N");
}

/// <summary>A meeting or a document of the joint office was entered.</summary>
public sealed record OfficeRecordEntered(Guid Id, string No) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "inspection-office:" + Id.ToString("N");
}

/// <summary>The results published on a day were laid down for the platform above, with the digest of the file.</summary>
public sealed record InspectionResultsHandedUp(DateOnly Day, int Count, string Digest) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "inspection-results:" + Day.ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>The platform above answered a file: so many results taken, so many refused, so many rows it names that do not wait for an answer.</summary>
public sealed record HandUpReceiptTaken(string File, int Accepted, int Refused, int Others) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "inspection-receipt:" + File;
}

/// <summary>A file that came as a receipt was not taken in: not signed, not whole, or no receipt.</summary>
public sealed record HandUpReceiptRefused(string File) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "inspection-receipt:" + File;
}

/// <summary>A result that the platform above had refused was put right and goes up again.</summary>
public sealed record HandUpMended(string VisitNo, int Round) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "inspection-result:" + VisitNo;
}

/// <summary>The joint office reminded a department.</summary>
public sealed record DepartmentReminded(string Department, int People) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "inspection-office:" + Department;
}

/// <summary>A task of random checks went on: proposed, approved, dispatched, closed, cancelled ….</summary>
public sealed record InspectionTaskMoved(string TaskNo, string To) : IInspectionTaskEvent
{
    /// <inheritdoc/>
    public string Subject => "inspection-task:" + TaskNo;
}

/// <summary>The pool of a draw was frozen and its digest published; no seed exists yet.</summary>
public sealed record DrawPoolFrozen(string TaskNo, string DrawNo, string PoolDigest, int Size, int Quota) : IInspectionTaskEvent
{
    /// <inheritdoc/>
    public string Subject => "inspection-task:" + TaskNo;
}

/// <summary>A party of a draw published its commitment, or told its secret.</summary>
public sealed record DrawPartyActed(string TaskNo, string DrawNo, int Place, bool Revealed) : IInspectionTaskEvent
{
    /// <inheritdoc/>
    public string Subject => "inspection-task:" + TaskNo;
}

/// <summary>Objects were drawn by the seed of all parties.</summary>
public sealed record ObjectsDrawn(string TaskNo, string DrawNo, string Seed, int Drawn) : IInspectionTaskEvent
{
    /// <inheritdoc/>
    public string Subject => "inspection-task:" + TaskNo;
}

/// <summary>A round of drawing was ended with a recorded reason and stays visible; false: only asked for.</summary>
public sealed record DrawStopped(string TaskNo, string DrawNo, bool Ended) : IInspectionTaskEvent
{
    /// <inheritdoc/>
    public string Subject => "inspection-task:" + TaskNo;
}

/// <summary>Inspectors of a department were assigned by the seed of the draw.</summary>
public sealed record InspectorsAssigned(string TaskNo, string Department, int Objects, int WithoutTeam, bool Optimal) : IInspectionTaskEvent
{
    /// <inheritdoc/>
    public string Subject => "inspection-task:" + TaskNo;
}

/// <summary>A replacement in a team was asked for, made or turned down.</summary>
public sealed record TeamChangeMoved(string TaskNo, string VisitNo, string To) : IInspectionTaskEvent
{
    /// <inheritdoc/>
    public string Subject => "inspection-task:" + TaskNo;
}

/// <summary>A visit went on: result entered, submitted, returned, reviewed.</summary>
public sealed record VisitMoved(string TaskNo, string VisitNo, string ObjectCode, string To) : IInspectionTaskEvent
{
    /// <inheritdoc/>
    public string Subject => "entity:" + ObjectCode;
}

/// <summary>An inspector's phone did something on a visit: arrive, item, photo, sign, leave, submit.</summary>
public sealed record FieldOperationTaken(string TaskNo, string VisitNo, string ObjectCode, string What) : IInspectionTaskEvent
{
    /// <inheritdoc/>
    public string Subject => "entity:" + ObjectCode;
}

/// <summary>The result of a random check was published. Credit and publicity modules listen here (双评估、双公示).</summary>
/// <param name="TaskNo">Task.</param>
/// <param name="VisitNo">Visit.</param>
/// <param name="ObjectCode">Credit code, or the department's own code.</param>
/// <param name="Codes">Result codes R01 … R16.</param>
/// <param name="Negative">A problem was found.</param>
/// <param name="CheckedOn">Day of the check.</param>
public sealed record InspectionResultPublished(string TaskNo, string VisitNo, string ObjectCode, IReadOnlyList<string> Codes, bool Negative, DateOnly CheckedOn) : IInspectionTaskEvent
{
    /// <inheritdoc/>
    public string Subject => "entity:" + ObjectCode;
}

/// <summary>Something must follow a result: re-inspection, order, list of abnormal operations, case, hand-over; the module of that procedure listens here.</summary>
public sealed record InspectionFollowUpOpened(Guid Id, string TaskNo, string ObjectCode, string Kind, string ResultCode, DateOnly DueOn) : IInspectionTaskEvent
{
    /// <inheritdoc/>
    public string Subject => "entity:" + ObjectCode;
}

/// <summary>What followed a result is done, or rests on a case.</summary>
public sealed record InspectionFollowUpMoved(Guid Id, string TaskNo, string ObjectCode, string To) : IInspectionTaskEvent
{
    /// <inheritdoc/>
    public string Subject => "entity:" + ObjectCode;
}

/// <summary>Somebody proposed that a station goes into another; a second person has not confirmed it.</summary>
public sealed record StationMergeProposed(string OldUnit, string NewUnit, DateOnly EffectiveOn) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "unit:" + NewUnit;
}

/// <summary>A station went into another: objects changed hands on the day.</summary>
public sealed record StationsMerged(string OldUnit, string NewUnit, DateOnly EffectiveOn, int Objects) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "unit:" + NewUnit;
}

/// <summary>An object handed down with an unknown station code waits, or was mapped.</summary>
public sealed record UpstreamCodeMapped(string TaskNo, string Code, bool Waits) : IInspectionTaskEvent
{
    /// <inheritdoc/>
    public string Subject => "inspection-task:" + TaskNo;
}

/// <summary>A milestone, a late visit or a late publication was told to those concerned.</summary>
public sealed record InspectionAlertGiven(string Key) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "inspection-alerts";
}
