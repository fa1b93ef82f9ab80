using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Certificates;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Data;

namespace Qishi.Modules.Exchange.ReceiveReceipts;

/// <summary>Whether the sender signed what it sent, by the certificate that was valid when it signed. A signature that many receipts share is checked once.</summary>
internal sealed class ReceiptProofs(AppDb db, CertificateBook certificates, ExchangeOptions options, TimeProvider clock)
{
    public async Task<ProofChecks> CheckAsync(string sender, IReadOnlyList<(WireReceipt Receipt, string Text)> receipts, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var read = receipts.Select(r => WireProof.Read(r.Receipt.Proof)).ToList();
        var known = await certificates.FindAsync(read.OfType<WireProof>().Select(p => p.Certificate), ct);
        var (batches, each) = (new Dictionary<string, SignatureBatch?>(), new List<ProofCheck>(receipts.Count));
        foreach (var ((receipt, text), proof) in receipts.Zip(read))
            each.Add(Check(sender, receipt, text, proof, known, batches, now));
        return new(await OnlyNewAsync(batches.Values.OfType<SignatureBatch>().ToList(), each, ct), each);
    }

    private ProofCheck Check(
        string sender, WireReceipt receipt, string text, WireProof? proof, IReadOnlyDictionary<string, Certificate> known, Dictionary<string, SignatureBatch?> batches, DateTime now)
    {
        if (receipt.Department != sender)
            return new(ReceiptVerdict.WrongSender, "回执上的发送部门与实际发送的部门不一致，没有采用");
        if (proof is null)
            return new(ReceiptVerdict.WrongSignature, "没有SM2签名，或者签名写法不对，没有采用");
        if (!known.TryGetValue(proof.Certificate, out var certificate))
            return new(ReceiptVerdict.CertificateNotValid, "签名证书没有在本局登记，没有采用");
        if (certificate.Owner != sender)
            return new(ReceiptVerdict.WrongSender, "签名证书不是贵单位的，没有采用");
        if (certificate.WhyNot(proof.SignedAt, now, TimeSpan.FromSeconds(options.ReplaySeconds)) is { } why)
            return new(ReceiptVerdict.CertificateNotValid, $"{why}，没有采用");
        var root = proof.RootOf(SignedText.Digest(text));
        var name = root is null ? "" : $"{Convert.ToHexStringLower(root)}.{proof.Certificate}.{proof.SignedAt.Ticks}.{proof.Size}.{Convert.ToBase64String(proof.Signature)}";
        if (root is not null && !batches.ContainsKey(name))
            batches[name] = proof.Proves(Wire.ReceiptType, sender, SignedText.Digest(text), certificate.Parsed.PublicKey)
                ? SignatureBatch.Of(Wire.ReceiptType, sender, proof, root, now) : null;
        return root is not null && batches[name] is { } batch ? new(null, null, batch) : new(ReceiptVerdict.WrongSignature, "SM2签名不对，没有采用");
    }

    // The same request may come again, or its receipts in several: a batch is written down once.
    private async Task<IReadOnlyList<SignatureBatch>> OnlyNewAsync(List<SignatureBatch> found, List<ProofCheck> each, CancellationToken ct)
    {
        var roots = found.ConvertAll(b => b.Root);
        var stored = await db.Set<SignatureBatch>().AsNoTracking().Where(b => roots.Contains(b.Root)).ToListAsync(ct);
        var fresh = new List<SignatureBatch>();
        foreach (var batch in found)
        {
            if (stored.Find(s => s.Root == batch.Root && s.Signature == batch.Signature && s.Kind == batch.Kind) is not { } same)
                fresh.Add(batch);
            else
                for (var i = 0; i < each.Count; i++)
                    if (each[i].Batch == batch)
                        each[i] = each[i] with { Batch = same };
        }

        return fresh;
    }
}

/// <param name="Refused">Why the receipt is not believed; null when it is the sender's.</param>
/// <param name="Sentence">The same in Chinese.</param>
/// <param name="Batch">The signature it stands under.</param>
internal sealed record ProofCheck(ReceiptVerdict? Refused, string? Sentence, SignatureBatch? Batch = null);

/// <param name="Batches">Signatures that were not written down before.</param>
/// <param name="Each">One for each receipt, in their order.</param>
internal sealed record ProofChecks(IReadOnlyList<SignatureBatch> Batches, IReadOnlyList<ProofCheck> Each);
