namespace Qishi.Kernel.Sm.Seals;

/// <summary>What a check of a signature found: the first step that fails, 0 when all hold (rulebook A §12.3).</summary>
/// <param name="Step">1 structure … 10 registry; 0 valid.</param>
/// <param name="Sentence">What it means.</param>
public sealed record SealFinding(int Step, string Sentence)
{
    /// <summary><c>SEAL-8</c>; <c>VALID</c> when nothing fails.</summary>
    public string Code => Step == 0 ? "VALID" : $"SEAL-{Step}";
}

/// <summary>The order of checks of GB/T 38540 as rulebook A §12.3 lists it; the first failing step is reported.</summary>
public static class SealCheck
{
    /// <summary>Nothing is wrong.</summary>
    public static SealFinding Valid { get; } = new(0, "印章有效，文件盖章后没有改动");

    /// <summary>The structure cannot be read.</summary>
    public static SealFinding Unreadable { get; } = new(1, "签章数据的结构不符合GB/T 38540，可能被改动过");

    /// <summary>Checks a signature.</summary>
    /// <param name="signature">The signature; null when its bytes could not be read.</param>
    /// <param name="hash">SM3 of the bytes it should cover, computed anew.</param>
    /// <param name="authorities">Authorities whose certificates are believed.</param>
    /// <param name="ended">When a certificate was ended before its time; null when it was not.</param>
    /// <param name="registry">Why the register of seals does not vouch for the seal at that moment; null when it does.</param>
    public static SealFinding Check(
        SesSignature? signature, ReadOnlySpan<byte> hash, IReadOnlyList<Sm2Certificate> authorities, Func<Sm2Certificate, DateTime?> ended, Func<string, DateTime, string?> registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        if (signature is null || Sm2Certificate.Read(signature.Certificate) is not { } signer || Sm2Certificate.Read(signature.Seal.MakerCertificate) is not { } maker)
            return Unreadable;
        var (seal, at) = (signature.Seal, signature.At);
        if (!signature.IsSignedBySigner())
            return new(2, "签章人的签名不成立，签章数据被改动过");
        if (WhyNot(signer, at, authorities, ended) is { } why)
            return new(3, "签章人证书" + why);
        if (!seal.IsSignedByMaker())
            return new(4, "制章人的签名不成立，印章数据被改动过");
        if (WhyNot(maker, seal.Facts.CreatedAt, authorities, ended) is { } whyMaker)
            return new(5, "制章人证书" + whyMaker);
        if (at < seal.Facts.ValidFrom || at >= seal.Facts.ValidTo)
            return new(6, "盖章时不在印章有效期内");
        if (!seal.Names(signature.Certificate))
            return new(7, "签章人的证书不在这枚印章的证书列表里");
        if (!hash.SequenceEqual(signature.Hash))
            return new(8, "文件内容在盖章以后被改动过");
        if (signature.HasTimeStamp)
            return new(9, "带有时间戳，本系统不能核验");
        return registry(seal.Facts.EsId, at) is { } sentence ? new(10, sentence) : Valid;
    }

    private static string? WhyNot(Sm2Certificate certificate, DateTime at, IReadOnlyList<Sm2Certificate> authorities, Func<Sm2Certificate, DateTime?> ended)
    {
        if (!authorities.Any(certificate.IsIssuedBy))
            return "不是本局认可的机构签发的";
        if (at < certificate.NotBefore || at >= certificate.NotAfter)
            return "当时不在有效期内";
        return ended(certificate) is { } end && at >= end ? "当时已经停用" : null;
    }
}
