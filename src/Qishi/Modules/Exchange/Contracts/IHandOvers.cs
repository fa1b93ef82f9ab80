namespace Qishi.Modules.Exchange.Contracts;

/// <summary>Hand-overs to other departments: ordered with the decision they follow from, delivered, receipted, never lost in silence (rulebook A §5.3).</summary>
public interface IHandOvers
{
    /// <summary>Adds a hand-over to the unit of work; idempotency key = credit code + matter + payload version.</summary>
    void Order(HandOverOrder order);

    /// <summary>Sends corrected data as the next payload version of a hand-over that was returned.</summary>
    Task CorrectAsync(string caseNo, string matter, string payloadJson, IReadOnlyList<string> changedFields, CancellationToken ct);

    /// <summary>Gives the unfinished hand-overs of a case another end of the promised clock (a provisional day counted again).</summary>
    Task MoveDueAsync(string caseNo, DateTime dueUtc, bool provisional, CancellationToken ct);

    /// <summary>Hand-overs of a case, one per matter, newest version.</summary>
    Task<IReadOnlyList<HandOverCard>> OfAsync(string caseNo, CancellationToken ct);
}

/// <param name="CaseNo">Case.</param>
/// <param name="Uscc">Credit code.</param>
/// <param name="EntityName">Name.</param>
/// <param name="Matter">SEAL, INVOICE, SOCIAL, MEDICAL, FUND, BANK.</param>
/// <param name="Department">Department code.</param>
/// <param name="PayloadJson">Exactly the fields the matter needs (rulebook A §5.2); contains personal data, stored encrypted.</param>
/// <param name="AcceptedAtUtc">Start of the case's clock.</param>
/// <param name="DueUtc">End of the promised clock.</param>
/// <param name="DueProvisional">That day lies in a year whose calendar is not published (暂定).</param>
public sealed record HandOverOrder(string CaseNo, string Uscc, string EntityName, string Matter, string Department, string PayloadJson, DateTime AcceptedAtUtc, DateTime DueUtc, bool DueProvisional = false);

/// <summary>Status of a hand-over, rulebook A §5.3.</summary>
public enum HandOverStatus { Pending, Pushed, Acked, Processing, Done, Rejected, Failed, Outage, ManualUnconfirmed, ManualDone }

/// <summary>Where a hand-over stands, with the four times of R-5.21 (UTC).</summary>
public sealed record HandOverCard(
    Guid Id, string CaseNo, string Uscc, string Matter, string Department, int Version, HandOverStatus Status, int Attempts,
    DateTime CreatedAt, DateTime? PushedAt, DateTime? AckedAt, DateTime? BusinessCompletedAt, DateTime? ReportedAt, DateTime? NextAttemptAt,
    string? ReturnCode, string? ReturnSentence, bool ReturnIsApplicants, IReadOnlyDictionary<string, string> Result, DateTime? OutageSince);
