using Qishi.Modules.StartUp.Model;

namespace Qishi.Modules.StartUp.SubmitByInterface;

/// <summary>
/// A start-up sent by another platform where the people have signed in and signed. Fields are those of the one form
/// (<c>TradeName</c>, <c>Village</c>, <c>P1.IdNumber</c>, <c>P2.Roles</c>…); several choices are separated by commas.
/// </summary>
/// <param name="Kind">Individual or Llc.</param>
/// <param name="Answers">Answers by field name; what is left out keeps the form's own default.</param>
/// <param name="Signatures">Who signed there, and when: everyone who must sign.</param>
/// <param name="Materials">Files, e.g. the proof of premises.</param>
/// <param name="Committed">The applicants confirmed that everything is true and complete.</param>
public sealed record StartUpRequest(string? Kind, IReadOnlyDictionary<string, string>? Answers, IReadOnlyList<SignatureNote>? Signatures, IReadOnlyList<MaterialNote>? Materials, bool Committed);

/// <param name="Person">Number of the person in the form; 1 is the applicant.</param>
/// <param name="SignedAt">When the person signed there, with offset.</param>
public sealed record SignatureNote(int Person, DateTimeOffset SignedAt);

/// <param name="FileName">Name of the file.</param>
/// <param name="Content">The bytes, base64.</param>
/// <param name="Kind">premises-proof, or owners-consent for the consent of the owners concerned; the former when null.</param>
public sealed record MaterialNote(string? FileName, string? Content, string? Kind = null);

/// <summary>Where a start-up stands.</summary>
/// <param name="CaseNo">Case number.</param>
/// <param name="State">Stable word of the state.</param>
/// <param name="StateText">The same in Chinese.</param>
/// <param name="Name">Name of the entity.</param>
/// <param name="Uscc">Credit code, once issued.</param>
/// <param name="SubmittedAt">UTC.</param>
/// <param name="DueAt">UTC; end of the promised working day.</param>
/// <param name="Provisional">暂定: the due day is in a year without a published calendar.</param>
/// <param name="FinishedAt">UTC, once every chosen matter is done.</param>
/// <param name="Matters">The seven matters in fixed order.</param>
public sealed record StartUpResponse(
    string CaseNo, string State, string StateText, string? Name, string? Uscc, DateTime? SubmittedAt, DateTime? DueAt, bool Provisional, DateTime? FinishedAt, IReadOnlyList<MatterResponse> Matters)
{
    internal static StartUpResponse Of(StartUpCase c) => new(
        c.CaseNo, c.State.ToString(), c.StateInfo.PublicWord, c.EntityName, c.Uscc, c.SubmittedAt, c.DueAt, c.DueProvisional, c.FinishedAt,
        [.. c.Matters.OrderBy(m => Matter.Order(m.Matter)).Select(m => new MatterResponse(
            m.Matter, Matter.Of(m.Matter).Word, m.Status.ToString(), MatterFlow.PublicWord(m.Status, Matter.Of(m.Matter)), m.PushedAt, m.AckedAt, m.BusinessCompletedAt, m.ReportedAt))]);
}

/// <summary>One matter with the four times of its hand-over (UTC).</summary>
public sealed record MatterResponse(
    string Matter, string Name, string Status, string StatusText, DateTime? PushedAt, DateTime? AckedAt, DateTime? BusinessCompletedAt, DateTime? ReportedAt);
