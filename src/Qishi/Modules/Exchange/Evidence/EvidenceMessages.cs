using System.Text.Json;
using Qishi.Kernel.Sm;
using Qishi.Modules.Exchange.Contracts;

namespace Qishi.Modules.Exchange.Evidence;

/// <summary>A signed batch that a message or receipt of the bundle belongs to; its root must stand in the log.</summary>
internal sealed record EvidenceBatch(string File, string Root, int Size, DateTime SignedAt, string Kind);

/// <summary>Checks the hand-overs and receipts of a bundle: signatures, the data behind the digests, and that each receipt speaks of a hand-over that is there.</summary>
internal sealed class EvidenceMessages(EvidenceManifest manifest, IReadOnlyDictionary<string, byte[]> files, IReadOnlyDictionary<string, Sm2Certificate> certificates)
{
    private readonly Dictionary<string, string> payloadDigests = new(StringComparer.Ordinal);

    public List<string> Lines { get; } = [];
    public List<EvidenceBatch> Batches { get; } = [];

    public void Check()
    {
        var leftOut = 0;
        foreach (var name in Names("messages/"))
        {
            var file = VerifyEvidence.Json<EvidenceMessage>(files, name);
            var message = Object(name, file.Message);
            if (Text(message, "subject") != manifest.CaseNo || Text(message, "type") != Wire.HandOverType)
                throw new FaultException($"文件{name}不是这一办件的推送");
            var proof = Prove(name, message, Wire.HandOverType, Wire.Bureau, SignedText.OfHandOver(message));
            if (file.Fields is null || FieldTree.Root(file.Fields) != Text(message, "payloaddigest"))
                throw new FaultException($"文件{name}里的数据与签名的数据摘要不符");
            if (!payloadDigests.TryAdd(Text(message, "id"), Text(message, "payloaddigest")))
                throw new FaultException($"推送{Text(message, "id")}在包里有两份");
            leftOut += file.Fields.Count(f => f.Value is null);
            Lines.Add($"推送：{Text(message, "id")}，{VerifyEvidence.Moment(proof.SignedAt)}由本局签名，签名相符（同批{proof.Size}件中的第{proof.Index + 1}件）");
        }

        foreach (var name in Names("receipts/"))
        {
            var file = VerifyEvidence.Json<EvidenceReceipt>(files, name);
            var receipt = Object(name, file.Receipt);
            var (source, key) = (Text(receipt, "source"), Text(receipt, "subject"));
            var proof = Prove(name, receipt, Wire.ReceiptType, source, SignedText.OfReceipt(receipt));
            if (!payloadDigests.TryGetValue(key, out var digest))
                throw new FaultException($"文件{name}说的推送{key}不在包里");
            var data = receipt.TryGetProperty("data", out var d) && d.ValueKind == JsonValueKind.Object ? d : throw new FaultException($"文件{name}没有内容");
            if (file.Verdict == nameof(ReceiptVerdict.Applied) && !string.Equals(Text(data, "payloadDigest"), digest, StringComparison.OrdinalIgnoreCase))
                throw new FaultException($"文件{name}的部门回执确认的数据与推送{key}的数据摘要不符");
            Lines.Add($"回执：{key} {Word(Text(data, "kind"))}，{source}于{VerifyEvidence.Moment(proof.SignedAt)}签名，签名相符；{file.Sentence}");
        }

        if (payloadDigests.Count == 0)
            throw new FaultException("包里没有推送");
        if (leftOut > 0)
            Lines.Add($"有{leftOut}个字段按规定没有出示内容，只核对了摘要");
    }

    private WireProof Prove(string name, JsonElement message, string kind, string source, string signedText)
    {
        if (WireProof.Read(Text(message, "proof")) is not { } proof)
            throw new FaultException($"文件{name}没有证明，或者证明读不出来");
        if (!certificates.TryGetValue(proof.Certificate, out var certificate))
            throw new FaultException($"文件{name}的签名证书不在包里");
        if (manifest.Holders.FirstOrDefault(h => h.Fingerprint == proof.Certificate && h.Owner == source) is not { } holder)
            throw new FaultException($"文件{name}的签名证书不是{source}的");
        var digest = SignedText.Digest(signedText);
        if (!proof.Proves(kind, source, digest, certificate.PublicKey))
            throw new FaultException($"文件{name}的SM2签名不符，内容或者签名被改过");
        if (proof.SignedAt < certificate.NotBefore || proof.SignedAt >= certificate.NotAfter || proof.SignedAt >= holder.EndedAt)
            throw new FaultException($"文件{name}签名时（{VerifyEvidence.Moment(proof.SignedAt)}）证书{certificate.Serial}不在有效期内");
        Batches.Add(new(name, Convert.ToHexStringLower(proof.RootOf(digest)!), proof.Size, proof.SignedAt, kind));
        return proof;
    }

    private IEnumerable<string> Names(string folder) => files.Keys.Where(n => n.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static JsonElement Object(string name, JsonElement value) => value.ValueKind == JsonValueKind.Object ? value : throw new FaultException($"文件{name}里没有报文");

    private static string Text(JsonElement value, string name) => value.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";

    private static string Word(string kind) => kind switch { "ACKED" => "已接收", "PROCESSING" => "办理中", "DONE" => "已办结", "REJECTED" => "退回", _ => kind };
}
