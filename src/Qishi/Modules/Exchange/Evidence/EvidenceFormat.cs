using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Platform.Events;

namespace Qishi.Modules.Exchange.Evidence;

/// <summary>The files of a bundle and what stands in them. Read by the same program of any later version: fields are added, never changed.</summary>
internal static class EvidenceFormat
{
    public const string Kind = "qishi.evidence.v1";
    public const string Manifest = "manifest.json", ManifestProof = "manifest.sig", ReadMe = "README.txt", LogRows = "log/rows.json", LogSegments = "log/segments.json";

    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };
}

/// <param name="Format"><see cref="EvidenceFormat.Kind"/>.</param>
/// <param name="CaseNo">Case.</param>
/// <param name="MadeAt">When, UTC.</param>
/// <param name="MadeFor">办事人 or 工作人员.</param>
/// <param name="Authority">Fingerprint of the authority the certificates go back to; null when the program has none of its own.</param>
/// <param name="Holders">Whose the certificates are, by the bureau's register.</param>
/// <param name="Files">Every other file with its digest.</param>
internal sealed record EvidenceManifest(string Format, string CaseNo, DateTime MadeAt, string MadeFor, string? Authority, IReadOnlyList<EvidenceHolder> Holders, IReadOnlyList<EvidenceManifestFile> Files);

/// <param name="Fingerprint">Fingerprint of the certificate.</param>
/// <param name="Owner">The bureau or a department code.</param>
/// <param name="EndedAt">When it was ended before its time, UTC.</param>
internal sealed record EvidenceHolder(string Fingerprint, string Owner, DateTime? EndedAt);

internal sealed record EvidenceManifestFile(string Name, long Size, string Sm3);

/// <summary>A hand-over: its signed attributes with the proof, and the fields of its data, those of other persons left out.</summary>
internal sealed record EvidenceMessage(JsonElement Message, IReadOnlyList<DataField> Fields);

/// <summary>A receipt as it came, and what was done about it.</summary>
internal sealed record EvidenceReceipt(JsonElement Receipt, DateTime ReceivedAt, string Channel, string Verdict, string Sentence);

/// <summary>A row of the log with its place in the chain.</summary>
internal sealed record EvidenceRow(
    long No, long Seq, string Type, string Subject, string Payload, DateTime At, Guid ProcessId, EvidenceProcess? Process, string? ProcessDigest)
{
    [JsonIgnore]
    public string EventDigest => SealChain.DigestOf(new EventRow { Seq = Seq, ProcessId = ProcessId, Type = Type, Subject = Subject, Payload = Payload, At = At });

    [JsonIgnore]
    public string DigestOfProcess => Process is { } p ? SealChain.DigestOf(p.Row(ProcessId)) : ProcessDigest ?? "";
}

internal sealed record EvidenceProcess(string Kind, Guid? ActorId, string ActorName, string? ActorUnit, string? SourceAddress, string? Reason, string CorrelationId, DateTime At)
{
    public static EvidenceProcess Of(ProcessRow p) => new(p.Kind, p.ActorId, p.ActorName, p.ActorUnit, p.SourceAddress, p.Reason, p.CorrelationId, p.At);

    public ProcessRow Row(Guid id) => new()
    {
        Id = id,
        Kind = Kind,
        ActorId = ActorId,
        ActorName = ActorName,
        ActorUnit = ActorUnit,
        SourceAddress = SourceAddress,
        Reason = Reason,
        CorrelationId = CorrelationId,
        At = At,
    };
}

/// <summary>A piece of the chain without gaps, from the seal before it to a head that was anchored outside the database.</summary>
/// <param name="After">Number of the seal before.</param>
/// <param name="AfterHash">Its hash.</param>
/// <param name="Links">Digests of event and process row, one for each seal.</param>
/// <param name="HeadHash">Hash of the last.</param>
/// <param name="AnchoredAt">When that head was anchored, UTC.</param>
internal sealed record EvidenceSegment(long After, string AfterHash, IReadOnlyList<EvidenceLink> Links, string HeadHash, DateTime AnchoredAt);

internal sealed record EvidenceLink(string Event, string Process);
