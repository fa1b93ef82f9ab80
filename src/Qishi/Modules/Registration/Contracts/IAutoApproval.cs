using Qishi.Kernel;

namespace Qishi.Modules.Registration.Contracts;

/// <summary>Automatic approval (智能审批, rulebook A …8.7): says whether a case may be granted without a person looking at it first. It never refuses: what fails goes to a person.</summary>
public interface IAutoApproval
{
    /// <summary>
    /// Judges a case by the rules in force and keeps verdict and reasons with the case number, in the caller's unit of work. Where <see cref="AutoVerdict.Approved"/> the caller grants
    /// in the name of the registrar on duty, in the same transaction.
    /// </summary>
    Task<AutoVerdict> JudgeAsync(AutoCase subject, EntityDraft draft, CancellationToken ct);

    /// <summary>Turns a verdict that could not be carried out (the name was taken meanwhile) over to a person.</summary>
    Task<AutoVerdict> GiveToPersonAsync(AutoCase subject, Problem why, CancellationToken ct);
}

/// <param name="Kind">Kind of case: <c>startup</c>, <c>registration</c>.</param>
/// <param name="CaseNo">Case.</param>
/// <param name="Title">What it concerns, for lists.</param>
/// <param name="Url">Page of the case.</param>
/// <param name="DocumentsComplete">All papers the form asks for are there.</param>
/// <param name="Helpers">Accounts that helped to fill it in: none of them may be the registrar responsible .</param>
public sealed record AutoCase(string Kind, string CaseNo, string Title, string Url, bool DocumentsComplete, IReadOnlyList<Guid> Helpers);

/// <param name="Id">Verdict.</param>
/// <param name="Approved">May be granted.</param>
/// <param name="Version">Version of the rules; 0 when none is in force.</param>
/// <param name="RegistrarId">Registrar responsible; null when none was on duty.</param>
/// <param name="RegistrarName">Name.</param>
/// <param name="Lines">Each rule with its result.</param>
public sealed record AutoVerdict(Guid Id, bool Approved, int Version, Guid? RegistrarId, string? RegistrarName, IReadOnlyList<AutoLine> Lines);

/// <param name="Rule">Rule id.</param>
/// <param name="Title">What was asked.</param>
/// <param name="Passed">Result.</param>
/// <param name="Detail">What was found; without personal data.</param>
public sealed record AutoLine(string Rule, string Title, bool Passed, string Detail);

/// <summary>A case was judged for automatic approval.</summary>
/// <param name="Id">Verdict.</param>
/// <param name="CaseNo">Case.</param>
/// <param name="Version">Version of the rules.</param>
/// <param name="Approved">Whether it may be granted.</param>
/// <param name="Failed">Ids of the rules that sent it to a person.</param>
public sealed record CaseJudgedAutomatically(Guid Id, string CaseNo, int Version, bool Approved, IReadOnlyList<string> Failed) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "case:" + CaseNo;
}

/// <summary>A version of the automatic rules was proposed, confirmed or turned down.</summary>
/// <param name="Version">Version.</param>
/// <param name="Step">Proposed, Confirmed, Rejected.</param>
public sealed record AutoRulesChanged(int Version, string Step) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "registration:auto-rules";
}

/// <summary>A registrar took or gave up the duty for automatic approvals of a day.</summary>
/// <param name="Day">Day.</param>
/// <param name="Account">Registrar; null when the duty was given up.</param>
public sealed record AutoDutyTaken(DateOnly Day, Guid? Account) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "registration:auto-duty";
}

/// <summary>An automatic approval that was drawn by lot was looked at by a person.</summary>
/// <param name="Id">Verdict.</param>
/// <param name="CaseNo">Case.</param>
/// <param name="Right">Whether it was right.</param>
public sealed record AutoApprovalRechecked(Guid Id, string CaseNo, bool Right) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "case:" + CaseNo;
}
