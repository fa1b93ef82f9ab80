using Qishi.Kernel;

namespace Qishi.Modules.StartUp.Contracts;

/// <summary>Something happened to a start-up case.</summary>
public interface IStartUpEvent : IEvent
{
    /// <summary>Case number, KB…</summary>
    string CaseNo { get; }
}

/// <summary>A draft was begun.</summary>
/// <param name="CaseNo">Case.</param>
/// <param name="Kind">Individual or Llc.</param>
/// <param name="Channel">Online, Counter, Outlet, Spoken.</param>
/// <param name="Unit">Hall or outlet; null online.</param>
public sealed record StartUpDrafted(string CaseNo, string Kind, string Channel, string? Unit) : IStartUpEvent
{
    /// <inheritdoc/>
    public string Subject => "case:" + CaseNo;
}

/// <summary>Answers were kept.</summary>
/// <param name="CaseNo">Case.</param>
/// <param name="Topics">Topics saved.</param>
/// <param name="Version">Version of the draft that resulted.</param>
public sealed record StartUpDraftSaved(string CaseNo, IReadOnlyList<string> Topics, int Version) : IStartUpEvent
{
    /// <inheritdoc/>
    public string Subject => "case:" + CaseNo;
}

/// <summary>A draft was put away or taken back by its owner; restorable for <c>draft.keepDays</c>.</summary>
/// <param name="CaseNo">Case.</param>
/// <param name="Restored">True when it was taken back.</param>
public sealed record StartUpDraftDeleted(string CaseNo, bool Restored) : IStartUpEvent
{
    /// <inheritdoc/>
    public string Subject => "case:" + CaseNo;
}

/// <summary>A co-signer was asked by SMS.</summary>
/// <param name="CaseNo">Case.</param>
/// <param name="Person">Number of the person in the form.</param>
public sealed record SignatureAsked(string CaseNo, int Person) : IStartUpEvent
{
    /// <inheritdoc/>
    public string Subject => "case:" + CaseNo;
}

/// <summary>A person signed the form as it stood.</summary>
/// <param name="CaseNo">Case.</param>
/// <param name="Person">Number of the person in the form.</param>
/// <param name="Way">Screen, Sms, Hall.</param>
/// <param name="Digest">SM3 of what was signed.</param>
public sealed record StartUpSigned(string CaseNo, int Person, string Way, string Digest) : IStartUpEvent
{
    /// <inheritdoc/>
    public string Subject => "case:" + CaseNo;
}

/// <summary>Submitted, all matters in one act; received at the same moment (online receipt is the real time, R-13.8).</summary>
/// <param name="CaseNo">Case.</param>
/// <param name="SubmissionNo">1 for the first, 2 after the first return …</param>
/// <param name="Digest">SM3 of the form.</param>
/// <param name="Matters">Codes of the chosen matters.</param>
/// <param name="DueUtc">End of the promised clock.</param>
public sealed record StartUpSubmitted(string CaseNo, int SubmissionNo, string Digest, IReadOnlyList<string> Matters, DateTime DueUtc, bool Provisional = false) : IStartUpEvent
{
    /// <inheritdoc/>
    public string Subject => "case:" + CaseNo;
}

/// <summary>Accepted (受理): complete and in legal form; the clock starts (S1 art. 19).</summary>
public sealed record StartUpAccepted(string CaseNo, DateTime AcceptedAt, DateTime DueUtc) : IStartUpEvent
{
    /// <inheritdoc/>
    public string Subject => "case:" + CaseNo;
}

/// <summary>Returned once with all defects (S1 art. 19).</summary>
public sealed record StartUpReturned(string CaseNo, int SubmissionNo, int Defects) : IStartUpEvent
{
    /// <inheritdoc/>
    public string Subject => "case:" + CaseNo;
}

/// <summary>Not accepted: outside jurisdiction or not subject to registration (S2 art. 18).</summary>
public sealed record StartUpNotAccepted(string CaseNo, string ReasonCode) : IStartUpEvent
{
    /// <inheritdoc/>
    public string Subject => "case:" + CaseNo;
}

/// <summary>Registration granted and licence issued.</summary>
/// <param name="CaseNo">Case.</param>
/// <param name="Uscc">Credit code.</param>
/// <param name="DecidedBy">Account of the registrar.</param>
/// <param name="ConfirmedBy">Second person where one is required; null otherwise.</param>
/// <param name="Matters">Matters handed over to other departments.</param>
public sealed record StartUpApproved(string CaseNo, string Uscc, Guid? DecidedBy, Guid? ConfirmedBy, IReadOnlyList<string> Matters) : IStartUpEvent
{
    /// <inheritdoc/>
    public string Subject => "case:" + CaseNo;
}

/// <summary>Registration refused with reasons and remedies (S1 art. 20).</summary>
public sealed record StartUpRefused(string CaseNo, string ReasonCode) : IStartUpEvent
{
    /// <inheritdoc/>
    public string Subject => "case:" + CaseNo;
}

/// <summary>Withdrawn by the applicant before the decision; its content lives on as a draft.</summary>
public sealed record StartUpWithdrawn(string CaseNo) : IStartUpEvent
{
    /// <inheritdoc/>
    public string Subject => "case:" + CaseNo;
}

/// <summary>A withdrawn case is a draft again.</summary>
public sealed record StartUpReopened(string CaseNo) : IStartUpEvent
{
    /// <inheritdoc/>
    public string Subject => "case:" + CaseNo;
}

/// <summary>One matter is done at its department.</summary>
public sealed record MatterFinished(string CaseNo, string Matter, DateTime BusinessCompletedAt, DateTime ReportedAt) : IStartUpEvent
{
    /// <inheritdoc/>
    public string Subject => "case:" + CaseNo;
}

/// <summary>Every chosen matter is done .</summary>
/// <param name="CaseNo">Case.</param>
/// <param name="CompletedAt">Latest business completion.</param>
/// <param name="OnTime">Within the promise, gross.</param>
/// <param name="OnTimeNet">Within the promise, net of recorded outages.</param>
/// <param name="LateDays">Working days late, gross; 0 when on time or late by less than a day.</param>
public sealed record StartUpFinished(string CaseNo, DateTime CompletedAt, bool OnTime, bool OnTimeNet, int LateDays) : IStartUpEvent
{
    /// <inheritdoc/>
    public string Subject => "case:" + CaseNo;
}

/// <summary>The applicant corrected a matter a department had sent back.</summary>
public sealed record MatterCorrected(string CaseNo, string Matter, int Version) : IStartUpEvent
{
    /// <inheritdoc/>
    public string Subject => "case:" + CaseNo;
}

/// <summary>The applicant rated the service, 1 to 5.</summary>
public sealed record StartUpRated(string CaseNo, int Score) : IStartUpEvent
{
    /// <inheritdoc/>
    public string Subject => "case:" + CaseNo;
}
