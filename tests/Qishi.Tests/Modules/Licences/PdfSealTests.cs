using System.Globalization;
using System.IO.Compression;
using System.Text;
using Qishi.Kernel.Sm;
using Qishi.Kernel.Sm.Seals;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Licences.Pdf;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using UglyToad.PdfPig;
using Xunit;

namespace Qishi.Tests.Modules.Licences;

/// <summary>A seal on a PDF: the text stays, any changed byte is found and named.</summary>
public sealed class PdfSealTests
{
    private static readonly DateTime Now = new(2026, 11, 24, 2, 0, 0, DateTimeKind.Utc);
    private static readonly (Sm2Certificate Authority, byte[] Key) Ca = NewAuthority();
    private static readonly (Sm2Certificate Certificate, byte[] Key) Maker = Issued("制章"), Signer = Issued("公章"), Stranger = Issued("别人");
    private static readonly SealPixels Dot = new(2, 2, new byte[12], new byte[4]);

    private static (Sm2Certificate, byte[]) NewAuthority()
    {
        var (key, _) = Sm2.NewKey();
        return (Sm2Certificate.NewAuthority(key, "测试CA", Now.AddYears(-1), Now.AddYears(20)), key);
    }

    private static (Sm2Certificate, byte[]) Issued(string name)
    {
        var (key, publicKey) = Sm2.NewKey();
        return (Sm2Certificate.Issue(Ca.Authority, Ca.Key, name, "T", publicKey, Now.AddYears(-1), Now.AddYears(2)), key);
    }

    private static SesSeal Seal() => SesSeal.Make(new("ES1", "TEST", 1, "望溪县清河米粉店", [Signer.Certificate.Der], Now.AddDays(-9), Now.AddDays(-9), Now.AddYears(1), new("PNG", new byte[40], 40, 40)), Maker.Certificate.Der, Maker.Key);

    private static byte[] Put(byte[] pdf, int? page = null, DateTime? at = null, (Sm2Certificate Certificate, byte[] Key)? by = null)
    {
        var (seal, signer) = (Seal(), by ?? Signer);
        var result = PdfSealing.Seal(pdf, new(Dot, 40, 40, page, "望溪县清河米粉店", at ?? Now, seal.Bytes.Length + 2_048), h => SesSignature.Make(seal, at ?? Now, h, PdfSealing.Property, signer.Certificate.Der, signer.Key).Bytes);
        Assert.True(result.Ok, string.Join("；", result.Problems.Select(p => p.Sentence)));
        return result.Value;
    }

    private static string Check(byte[] pdf)
    {
        var found = PdfSignatures.Find(pdf);
        if (found.Count == 0)
            return "NONE";
        var codes = found.Select(f => SealCheck.Check(f.Signature, f.Hash, [Ca.Authority], _ => null, (_, _) => null).Code).ToList();
        return codes.FirstOrDefault(c => c != "VALID") ?? (found[^1].End == pdf.Length ? "VALID" : "SEAL-8");
    }

    /// <summary>Cross references and page packed in streams, as office programs write them.</summary>
    private static byte[] Packed()
    {
        var content = "BT /F1 24 Tf 72 700 Td (Packed text stays) Tj ET";
        var inner = "1 0 2 34 3 90 <</Type /Catalog /Pages 2 0 R    >> <</Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842]>> <</Type /Page /Parent 2 0 R /Contents 5 0 R /Resources <</Font <</F1 6 0 R>>>>>>";
        var first = inner.IndexOf("<<", StringComparison.Ordinal);
        var second = inner.IndexOf("<</Type /Pages", StringComparison.Ordinal) - first;
        var third = inner.IndexOf("<</Type /Page ", StringComparison.Ordinal) - first;
        inner = $"1 0 2 {second} 3 {third} ".PadRight(first) + inner[first..];
        using var file = new MemoryStream();
        var offsets = new SortedDictionary<int, int>();
        Write("%PDF-1.5\n");
        Stream(4, $"/Type /ObjStm /N 3 /First {first}", Encoding.ASCII.GetBytes(inner));
        Stream(5, "", Encoding.ASCII.GetBytes(content));
        offsets[6] = (int)file.Length;
        Write("6 0 obj\n<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>\nendobj\n");
        var at = (int)file.Length;
        using var rows = new MemoryStream();
        rows.Write([0, 0, 0, 0, 0]);
        for (var n = 1; n <= 3; n++)
            rows.Write([2, 0, 0, 4, (byte)(n - 1)]);
        foreach (var offset in new[] { offsets[4], offsets[5], offsets[6], at })
            rows.Write(unchecked([1, (byte)(offset >> 16), (byte)(offset >> 8), (byte)offset, 0]));
        Stream(7, "/Type /XRef /W [1 3 1] /Size 8 /Root 1 0 R", rows.ToArray());
        Write($"startxref\n{at}\n%%EOF\n");
        return file.ToArray();

        void Write(string text) => file.Write(Encoding.ASCII.GetBytes(text));

        void Stream(int number, string entries, byte[] data)
        {
            offsets[number] = (int)file.Length;
            using var packed = new MemoryStream();
            using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
                zlib.Write(data);
            Write(string.Create(CultureInfo.InvariantCulture, $"{number} 0 obj\n<<{entries} /Filter /FlateDecode /Length {packed.Length}>>\nstream\n"));
            file.Write(packed.ToArray());
            Write("\nendstream\nendobj\n");
        }
    }

    [Fact]
    public void PackedPdf_IsSealed_TextAndPagesStay()
    {
        var signed = Put(Packed());
        using var read = PdfDocument.Open(signed);
        Assert.Equal("Packed text stays", read.GetPage(1).Text);
        Assert.Equal("VALID", Check(signed));
        Assert.True(signed.AsSpan().StartsWith(Packed()));
    }

    [Fact]
    public void AnyChangedByte_IsFoundAndNamed()
    {
        var original = Packed();
        var signed = Put(original);
        var missed = new List<string>();
        for (var i = 0; i < signed.Length; i += i < original.Length || i > signed.Length - 2_500 ? 3 : 41)
        {
            var changed = (byte[])signed.Clone();
            changed[i] ^= (byte)(1 + i % 7);
            if (Check(changed) is "VALID" or "NONE")
                missed.Add($"{i} of {signed.Length}");
        }

        Assert.True(missed.Count == 0, string.Join(", ", missed.Take(20)));
    }

    [Fact]
    public void AppendedBytes_AreFound_ASecondSealIsNot()
    {
        var signed = Put(Packed());
        Assert.Equal("SEAL-8", Check([.. signed, .. "%\n"u8]));
        var twice = Put(signed);
        Assert.Equal(2, PdfSignatures.Find(twice).Count);
        Assert.Equal("VALID", Check(twice));
        using var read = PdfDocument.Open(twice);
        Assert.Equal("Packed text stays", read.GetPage(1).Text);
    }

    [Theory, OnEachDatabase]
    public async Task LetterDrawnHere_IsSealed_TextStays(DatabaseKind kind)
    {
        var stage = await LicenceStage.OpenAsync(kind);
        var pdf = await stage.PdfAsync();
        var signed = Put(pdf);
        using var before = PdfDocument.Open(pdf);
        using var after = PdfDocument.Open(signed);
        Assert.Equal(before.GetPages().Select(p => p.Text), after.GetPages().Select(p => p.Text));
        Assert.Equal("VALID", Check(signed));
    }

    [Fact]
    public void EachStepFails_ByItsOwnFault()
    {
        var (seal, hash) = (Seal(), Sm3.Hash("text"u8));
        SealFinding Checked(SesSignature s, byte[]? h = null, Sm2Certificate? ca = null, string? registry = null) => SealCheck.Check(s, h ?? hash, [ca ?? Ca.Authority], _ => null, (_, _) => registry);
        SesSignature Made((Sm2Certificate Certificate, byte[] Key) by, DateTime at, SesSeal? with = null) => SesSignature.Make(with ?? seal, at, hash, "x", by.Certificate.Der, by.Key);
        Assert.Equal("VALID", Checked(Made(Signer, Now)).Code);
        Assert.Equal("SEAL-1", SealCheck.Check(null, hash, [], _ => null, (_, _) => null).Code);
        Assert.Equal("SEAL-2", Checked(Made((Signer.Certificate, Stranger.Key), Now)).Code);
        Assert.Equal("SEAL-3", Checked(Made(Signer, Now), ca: NewAuthority().Item1).Code);
        Assert.Equal("SEAL-3", Checked(Made(Signer, Now.AddYears(3))).Code);
        Assert.Equal("SEAL-4", Checked(Made(Signer, Now, SesSeal.Make(seal.Facts, Maker.Certificate.Der, Stranger.Key))).Code);
        Assert.Equal("SEAL-5", SealCheck.Check(Made(Signer, Now), hash, [Ca.Authority], c => c.Fingerprint == Maker.Certificate.Fingerprint ? Now.AddDays(-10) : null, (_, _) => null).Code);
        Assert.Equal("SEAL-6", Checked(Made(Signer, Now.AddDays(-10))).Code);
        Assert.Equal("SEAL-7", Checked(Made(Stranger, Now)).Code);
        Assert.Equal("SEAL-8", Checked(Made(Signer, Now), Sm3.Hash("other"u8)).Code);
        Assert.Equal("SEAL-10", Checked(Made(Signer, Now), registry: "已注销").Code);
    }

    [Fact]
    public void BrokenLockedAndForeignFiles_AreRefusedInWords()
    {
        SealPlace place = new(Dot, 40, 40, null, "x", Now, 10);
        Assert.Equal("pdf-unreadable", PdfSealing.Seal("%PDF-1.7 nothing"u8.ToArray(), place, _ => []).Problems[0].Code);
        Assert.Equal("page-none", PdfSealing.Seal(Packed(), place with { Page = 2 }, _ => []).Problems[0].Code);
        var circle = Encoding.Latin1.GetString(Put(Packed())).Replace("/Kids [3 0 R]", "/Kids [2 0 R]", StringComparison.Ordinal);
        Assert.Equal("SEAL-1", Check(Encoding.Latin1.GetBytes(circle.Replace("/SES.4", "/SES.5", StringComparison.Ordinal))));
        Assert.Equal("NONE", Check(Packed()));
    }
}
