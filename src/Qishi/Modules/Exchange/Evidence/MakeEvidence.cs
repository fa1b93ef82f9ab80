using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Kernel.Sm;
using Qishi.Modules.Exchange.Certificates;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Modules.Exchange.Sign;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Exchange.Evidence;

/// <summary>
/// Makes the evidence bundle of a case: every hand-over and receipt with its proof, the certificates, the case's rows of the log with the pieces of the chain up to anchored
/// heads, and a manifest that the bureau signs. The bundle is checked by its own verifier before it leaves the house.
/// </summary>
internal sealed class MakeEvidence(AppDb db, EventLog log, CertificateBook certificates, EvidenceLog evidenceLog, DatabaseOptions database, Actor actor, TimeProvider clock) : IEvidence
{
    public async Task<Result<EvidenceBundle>> OfAsync(string caseNo, EvidenceFor reader, CancellationToken ct)
    {
        var handOvers = await db.Set<HandOver>().AsNoTracking().Where(h => h.CaseNo == caseNo && h.Proof != null).OrderBy(h => h.CreatedAt).ThenBy(h => h.IdempotencyKey).ToListAsync(ct);
        if (handOvers.Count == 0)
            return new Problem("no-evidence", "这件还没有推送过部门事项，暂时没有可以核验的证据");
        var ids = handOvers.ConvertAll(h => h.Id);
        var receipts = await db.Set<Receipt>().AsNoTracking().Where(r => r.HandOverId != null && ids.Contains(r.HandOverId.Value) && r.SignatureBatchId != null)
            .OrderBy(r => r.ReceivedAt).ThenBy(r => r.Id).ToListAsync(ct);
        var files = new List<EvidenceFile>();
        files.AddRange(handOvers.Select(h => Pack($"messages/{h.Matter.ToLowerInvariant()}-{h.PayloadVersion}.json", Message(h, reader))));
        files.AddRange(receipts.Select((r, i) => Pack($"receipts/{i + 1:000}.json", ReceiptOf(r))));
        var own = await certificates.SigningAsync(ct);
        var used = await UsedAsync(handOvers, receipts, own, ct);
        files.AddRange(used.Select(c => Pem(c.Owner, c.Parsed)));
        if (Authority() is { } authority)
            files.Add(Pem("ca", authority));
        var batches = handOvers.Select(h => h.SignatureBatchId).Concat(receipts.Select(r => r.SignatureBatchId)).OfType<Guid>().Distinct().ToList();
        var (rows, segments) = await evidenceLog.ReadAsync(["case:" + caseNo, .. batches.Select(b => "signature-batch:" + b.ToString("N"))], reader.SeesProcesses, ct);
        files.Add(Pack(EvidenceFormat.LogRows, rows));
        files.Add(Pack(EvidenceFormat.LogSegments, segments));
        files.Add(new(EvidenceFormat.ReadMe, Encoding.UTF8.GetBytes(EvidenceReadMe.Text(caseNo, clock.UtcNow(), reader.Word))));
        var bundle = Close(caseNo, reader, files, used, own);
        var verdict = VerifyEvidence.Check(bundle, []);
        if (!verdict.Whole)
            return new Problem("evidence-broken", $"证据核对不通过：{verdict.Fault}。请报告安全管理员");
        log.Record(actor, "EvidenceTaking", null, new EvidenceTaken(caseNo, reader.Word, Sm3.Hex(bundle)));
        await db.SaveChangesAsync(ct);
        return new EvidenceBundle($"证据包-{caseNo}.zip", bundle);
    }

    private byte[] Close(string caseNo, EvidenceFor reader, List<EvidenceFile> files, IReadOnlyList<Certificate> used, Certificate own)
    {
        files.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        var now = clock.UtcNow();
        var manifest = Pack(
            EvidenceFormat.Manifest,
            new EvidenceManifest(
                EvidenceFormat.Kind, caseNo, now, reader.Word, Authority()?.Fingerprint, [.. used.Select(c => new EvidenceHolder(c.Fingerprint, c.Owner, c.EndedAt))],
                [.. files.Select(f => new EvidenceManifestFile(f.Name, f.Content.Length, Sm3.Hex(f.Content)))]));
        var proof = WireProof.Sign(EvidenceFormat.Kind, Wire.Bureau, own.Fingerprint, Convert.FromBase64String(own.PrivateKey!), now, [Sm3.Hash(manifest.Content)])[0];
        return EvidenceZip.Write([manifest, new(EvidenceFormat.ManifestProof, Encoding.ASCII.GetBytes(proof.ToString())), .. files]);
    }

    private async Task<IReadOnlyList<Certificate>> UsedAsync(List<HandOver> handOvers, List<Receipt> receipts, Certificate own, CancellationToken ct)
    {
        var fingerprints = handOvers.Select(h => h.Proof).Concat(receipts.Select(r => r.Proof)).Select(p => WireProof.Read(p)!.Certificate).Append(own.Fingerprint);
        return [.. (await certificates.FindAsync(fingerprints, ct)).Values.OrderBy(c => c.Owner, StringComparer.Ordinal).ThenBy(c => c.ValidFrom)];
    }

    private Sm2Certificate? Authority()
    {
        var file = Path.Combine(OwnAuthority.Folder(database.DataFolder), "ca.cer");
        return File.Exists(file) ? Sm2Certificate.Read(File.ReadAllBytes(file)) : null;
    }

    private static EvidenceFile Pem(string owner, Sm2Certificate certificate) =>
        new($"certificates/{owner.ToLowerInvariant()}-{certificate.Fingerprint[..16]}.cer", Encoding.ASCII.GetBytes(certificate.Pem));

    private static EvidenceMessage Message(HandOver h, EvidenceFor reader)
    {
        using var whole = JsonDocument.Parse(HandOverMessage.JsonOf(h));
        using var signed = JsonDocument.Parse(SignedText.WithProof(SignedText.OfHandOver(whole.RootElement), h.Proof!));
        return new(signed.RootElement.Clone(), reader.Shown(FieldTree.Fields(h.PayloadSalt!, whole.RootElement.GetProperty("data"))));
    }

    private static EvidenceReceipt ReceiptOf(Receipt r)
    {
        using var signed = JsonDocument.Parse(SignedText.WithProof(r.Body, r.Proof!));
        return new(signed.RootElement.Clone(), r.ReceivedAt, r.Channel, r.Verdict.ToString(), r.Sentence);
    }

    private static EvidenceFile Pack<T>(string name, T content) => new(name, JsonSerializer.SerializeToUtf8Bytes(content, EvidenceFormat.Json));
}
