namespace Qishi.Modules.StartUp.Contracts;

/// <summary>A decision that needs two persons was proposed by the first; the second has yet to confirm it.</summary>
/// <param name="CaseNo">Case.</param>
/// <param name="Decision">Approve or Refuse.</param>
/// <param name="FirstBy">Account of the first reviewer.</param>
public sealed record StartUpSentToSecondPerson(string CaseNo, string Decision, Guid FirstBy) : IStartUpEvent
{
    /// <inheritdoc/>
    public string Subject => "case:" + CaseNo;
}

/// <summary>The second person did not agree; the case is back with the reviewers.</summary>
/// <param name="CaseNo">Case.</param>
/// <param name="Decision">What had been proposed.</param>
/// <param name="SecondBy">Account of the second person.</param>
public sealed record StartUpSentBackBySecondPerson(string CaseNo, string Decision, Guid SecondBy) : IStartUpEvent
{
    /// <inheritdoc/>
    public string Subject => "case:" + CaseNo;
}

/// <summary>The review limit was extended by the head of the authority (S1 art. 19), once.</summary>
/// <param name="CaseNo">Case.</param>
/// <param name="Until">Last day.</param>
/// <param name="Provisional">That day's calendar is not published.</param>
public sealed record StartUpReviewExtended(string CaseNo, DateOnly Until, bool Provisional) : IStartUpEvent
{
    /// <inheritdoc/>
    public string Subject => "case:" + CaseNo;
}

/// <summary>The licence reached the applicant.</summary>
/// <param name="CaseNo">Case.</param>
/// <param name="Way">PickUp, Mail or Electronic.</param>
public sealed record StartUpDelivered(string CaseNo, string Way) : IStartUpEvent
{
    /// <inheritdoc/>
    public string Subject => "case:" + CaseNo;
}

/// <summary>A reviewer wrote opinions on rule checks that need a person.</summary>
/// <param name="CaseNo">Case.</param>
/// <param name="SubmissionNo">Submission they speak of.</param>
/// <param name="Rules">Ids of the rules.</param>
public sealed record StartUpOpinionsWritten(string CaseNo, int SubmissionNo, IReadOnlyList<string> Rules) : IStartUpEvent
{
    /// <inheritdoc/>
    public string Subject => "case:" + CaseNo;
}

/// <summary>Somebody asked to see a masked answer in full, with a reason.</summary>
/// <param name="CaseNo">Case.</param>
/// <param name="Field">Name of the field; never its value.</param>
/// <param name="ReasonCode">Why.</param>
public sealed record StartUpSecretShown(string CaseNo, string Field, string ReasonCode) : IStartUpEvent
{
    /// <inheritdoc/>
    public string Subject => "case:" + CaseNo;
}

/// <summary>A month's single-person approvals were drawn for re-checking (rulebook A §5.4); the seed lets anyone repeat the draw.</summary>
/// <param name="Month">First day of the month.</param>
/// <param name="Population">Single-person approvals of the month.</param>
/// <param name="Drawn">How many were drawn.</param>
/// <param name="Seed">Random seed, hexadecimal.</param>
public sealed record RechecksDrawn(DateOnly Month, int Population, int Drawn, string Seed) : Kernel.IEvent
{
    /// <inheritdoc/>
    public string Subject => $"recheck:{Month:yyyy-MM}";
}

/// <summary>A drawn approval was re-checked.</summary>
/// <param name="CaseNo">Case.</param>
/// <param name="Result">Right, Flawed or Wrong.</param>
public sealed record StartUpRechecked(string CaseNo, string Result) : IStartUpEvent
{
    /// <inheritdoc/>
    public string Subject => "case:" + CaseNo;
}

/// <summary>The case list left the house as a file.</summary>
/// <param name="Rows">How many cases.</param>
public sealed record StartUpCasesExported(int Rows) : Kernel.IEvent
{
    /// <inheritdoc/>
    public string Subject => "export:startups";
}

/// <summary>The subsidy ledger left the house as a file.</summary>
/// <param name="Rows">How many entries.</param>
public sealed record SubsidiesExported(int Rows) : Kernel.IEvent
{
    /// <inheritdoc/>
    public string Subject => "export:subsidies";
}

/// <summary>Past its promise and put before the head of the section .</summary>
/// <param name="CaseNo">Case.</param>
/// <param name="DueUtc">End of the promise.</param>
public sealed record StartUpEscalated(string CaseNo, DateTime DueUtc) : IStartUpEvent
{
    /// <inheritdoc/>
    public string Subject => "case:" + CaseNo;
}
