namespace Qishi.Modules.Permits.Contracts;

/// <summary>双告知: which permits a business needs after its licence, told to the applicant, committed to, and told to the departments that grant them (rulebook A §7).</summary>
public interface IPermitNotices
{
    /// <summary>Permits and filings that scope items need on a day, one line per permit; empty when none does.</summary>
    Task<IReadOnlyList<PermitNeed>> NeedsAsync(IReadOnlyList<string> scopeItems, DateOnly on, CancellationToken ct);

    /// <summary>What the applicant commits to, for these needs.</summary>
    CommitmentText CommitmentFor(IReadOnlyList<PermitNeed> needs);

    /// <summary>Keeps what was told and signed, with the document, in the caller's unit of work; nothing when no permit is needed.</summary>
    Task CommitAsync(SignedCommitment commitment, CancellationToken ct);

    /// <summary>Where the permits of a case stand; empty before the licence.</summary>
    Task<IReadOnlyList<PermitNoticeCard>> OfCaseAsync(string caseNo, CancellationToken ct);
}

/// <param name="Code">Code of the permit matter.</param>
/// <param name="Permit">Name of the permit or filing.</param>
/// <param name="IsFiling">Filed instead of permitted: operating may begin with the licence.</param>
/// <param name="ScopeNames">Standard items that need it.</param>
/// <param name="Department">Department that grants it; null when that is unclear and the notice will be published for claiming.</param>
/// <param name="Address">Where to apply.</param>
/// <param name="Phone">Its phone.</param>
public sealed record PermitNeed(string Code, string Permit, bool IsFiling, IReadOnlyList<string> ScopeNames, string? Department, string? Address, string? Phone);

/// <param name="Version">Version of the wording, e.g. <c>2026-1</c>.</param>
/// <param name="Text">The sentence that is signed.</param>
public sealed record CommitmentText(string Version, string Text);

/// <param name="CaseNo">Case.</param>
/// <param name="SubmissionNo">Which submission of it.</param>
/// <param name="EntityName">Name applied for.</param>
/// <param name="ScopeItems">Scope items of the form that was signed.</param>
/// <param name="FormDigest">SM3 of the form the signatures name.</param>
/// <param name="Signatures">One line per signature: name, way, moment. Personal data: they go into the document, not into the log.</param>
/// <param name="SignedAtUtc">When the last of them signed.</param>
/// <param name="On">Day whose list applies.</param>
public sealed record SignedCommitment(
    string CaseNo, int SubmissionNo, string EntityName, IReadOnlyList<string> ScopeItems, string FormDigest, IReadOnlyList<string> Signatures, DateTime SignedAtUtc, DateOnly On);

/// <param name="Permit">Permit.</param>
/// <param name="Department">Department.</param>
/// <param name="PublicWord">Where it stands, in words for the applicant.</param>
/// <param name="Tone">Tone of the mark, one letter.</param>
/// <param name="At">Since when.</param>
/// <param name="PermitNo">Number of the permit once granted.</param>
public sealed record PermitNoticeCard(string Permit, string? Department, string PublicWord, string Tone, DateTime At, string? PermitNo);
