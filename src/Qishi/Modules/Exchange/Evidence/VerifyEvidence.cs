using System.Globalization;
using System.Text.Json;
using Qishi.Kernel;
using Qishi.Kernel.Sm;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Platform.Events;

namespace Qishi.Modules.Exchange.Evidence;

/// <summary>What checking a bundle found.</summary>
/// <param name="Whole">Everything fits.</param>
/// <param name="Fault">The first thing that does not, Chinese; null when whole.</param>
/// <param name="Lines">Report in Chinese: what was found to be right, up to the fault.</param>
internal sealed record EvidenceVerdict(bool Whole, string? Fault, IReadOnlyList<string> Lines);

/// <summary>Checks a bundle from its bytes alone, in a fixed order, and stops at the first thing that does not fit. Never throws on bad input.</summary>
internal sealed class VerifyEvidence
{
    private readonly List<string> lines = [];
    private readonly Dictionary<string, byte[]> files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Sm2Certificate> certificates = new(StringComparer.Ordinal);
    private EvidenceManifest manifest = new("", "", default, "", null, [], []);

    private VerifyEvidence() { }

    /// <param name="zip">The bundle.</param>
    /// <param name="anchors">Heads of the log that the reader holds; may be empty.</param>
    public static EvidenceVerdict Check(byte[] zip, IReadOnlyCollection<LogHead> anchors)
    {
        var check = new VerifyEvidence();
        try
        {
            check.Run(zip, anchors);
            return new(true, null, check.lines);
        }
        catch (FaultException e)
        {
            return new(false, e.Message, check.lines);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or FormatException or InvalidOperationException or OverflowException)
        {
            return new(false, "包里有内容读不出来", check.lines);
        }
    }

    private void Run(byte[] zip, IReadOnlyCollection<LogHead> anchors)
    {
        if (zip.Length > EvidenceZip.MostBytes)
            throw new FaultException("文件超过64MB，不是启市的证据包");
        var (entries, fault) = EvidenceZip.Read(zip);
        if (entries is null)
            throw new FaultException(fault!);
        foreach (var entry in entries)
            if (!files.TryAdd(entry.Name, entry.Content))
                throw new FaultException($"文件{entry.Name}在压缩包里有两份");
        ReadManifest(entries);
        ReadCertificates();
        CheckManifestSignature();
        if (EvidenceZip.FirstDifference(zip, entries) is { } difference)
            throw new FaultException(difference);
        lines.Add($"办件编号：{manifest.CaseNo}");
        lines.Add($"制作时间：{Moment(manifest.MadeAt)}，制作对象：{manifest.MadeFor}");
        lines.Add($"清单：{manifest.Files.Count}个文件的SM3摘要逐一相符，清单上有本局的SM2签名");
        var messages = new EvidenceMessages(manifest, files, certificates);
        messages.Check();
        lines.AddRange(messages.Lines);
        var chain = new EvidenceChain(manifest, files, anchors);
        chain.Check(messages.Batches);
        lines.AddRange(chain.Lines);
    }

    private void ReadManifest(IReadOnlyList<EvidenceFile> entries)
    {
        manifest = Json<EvidenceManifest>(files, EvidenceFormat.Manifest);
        if (manifest.Format != EvidenceFormat.Kind || manifest.Files is null || manifest.Holders is null || manifest.CaseNo is null)
            throw new FaultException($"{EvidenceFormat.Manifest}不是{EvidenceFormat.Kind}格式的清单");
        var listed = new HashSet<string>([EvidenceFormat.Manifest, EvidenceFormat.ManifestProof], StringComparer.Ordinal);
        foreach (var file in manifest.Files)
        {
            if (!listed.Add(file.Name))
                throw new FaultException($"{EvidenceFormat.Manifest}里{file.Name}列了两次");
            if (!files.TryGetValue(file.Name, out var content))
                throw new FaultException($"缺文件{file.Name}（清单里有，包里没有）");
            if (content.Length != file.Size || Sm3.Hex(content) != file.Sm3)
                throw new FaultException($"文件{file.Name}与清单里的摘要不符，文件或者清单被改过");
        }

        if (entries.FirstOrDefault(e => !listed.Contains(e.Name)) is { } extra)
            throw new FaultException($"多出文件{extra.Name}（清单里没有）");
    }

    private void ReadCertificates()
    {
        foreach (var (name, content) in files.Where(f => f.Key.StartsWith("certificates/", StringComparison.Ordinal)).OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            if (Sm2Certificate.Read(content) is not { } certificate)
                throw new FaultException($"文件{name}不是SM2证书");
            certificates[certificate.Fingerprint] = certificate;
        }

        var authority = manifest.Authority is { } a ? certificates.GetValueOrDefault(a) ?? throw new FaultException("清单里的签发者证书不在包里") : null;
        if (authority is { IsAuthority: false })
            throw new FaultException("清单里的签发者证书没有签发资格");
        foreach (var certificate in certificates.Values.Where(c => c != authority))
        {
            var known = authority is not null && certificate.IsIssuedBy(authority);
            if (!known && authority is not null && certificate.Issuer == authority.Subject)
                throw new FaultException($"证书{certificate.Subject}（{certificate.Serial}）不是签发者签发的");
            lines.Add($"证书：{certificate.Subject}，{Moment(certificate.NotBefore)}至{Moment(certificate.NotAfter)}，{(known ? "由下列签发者签发" : $"由{certificate.Issuer}签发，请另行核对")}");
        }

        if (authority is not null)
            lines.Add($"签发者：{authority.Subject}，指纹（SM3）{authority.Fingerprint}，请与公布的核对");
    }

    private void CheckManifestSignature()
    {
        if (!files.TryGetValue(EvidenceFormat.ManifestProof, out var text) || text.Length > 4000 || WireProof.Read(System.Text.Encoding.Latin1.GetString(text)) is not { } proof)
            throw new FaultException($"{EvidenceFormat.ManifestProof}缺失或者读不出来");
        if (!certificates.TryGetValue(proof.Certificate, out var certificate) || manifest.Holders.All(h => h.Fingerprint != proof.Certificate || h.Owner != Wire.Bureau))
            throw new FaultException($"{EvidenceFormat.ManifestProof}引用的证书不在包里，或者不是本局的；清单或者它的签名被改动过");
        if (!proof.Proves(EvidenceFormat.Kind, Wire.Bureau, Sm3.Hash(files[EvidenceFormat.Manifest]), certificate.PublicKey))
            throw new FaultException($"{EvidenceFormat.Manifest}与{EvidenceFormat.ManifestProof}里本局的SM2签名不符，清单或者签名被改过");
        if (proof.SignedAt < certificate.NotBefore || proof.SignedAt >= certificate.NotAfter)
            throw new FaultException($"签清单时（{Moment(proof.SignedAt)}）证书{certificate.Serial}不在有效期内");
    }

    internal static T Json<T>(IReadOnlyDictionary<string, byte[]> files, string name) where T : class
    {
        if (!files.TryGetValue(name, out var content))
            throw new FaultException($"缺文件{name}");
        try
        {
            return JsonSerializer.Deserialize<T>(content, EvidenceFormat.Json) ?? throw new FaultException($"文件{name}是空的");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or FormatException or InvalidOperationException)
        {
            throw new FaultException($"文件{name}的格式读不出来");
        }
    }

    internal static string Moment(DateTime at) => at.Ticks < TimeSpan.TicksPerDay || at.Year > 9990 ? "（时间不对）" : ChinaTime.At(at).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}

/// <summary>The first thing that does not fit.</summary>
internal sealed class FaultException(string sentence) : Exception(sentence);
