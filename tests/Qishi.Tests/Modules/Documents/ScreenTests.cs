using System.Text;
using Qishi.Kernel;
using Qishi.Modules.Documents.Screening;
using SkiaSharp;
using Xunit;

namespace Qishi.Tests.Modules.Documents;

public sealed class ScreenTests
{
    private static readonly ScreenLimits Limits = new(20 * 1024 * 1024, 40_000_000, 60);

    [Fact]
    public async Task Check_GoodFiles_AreTaken()
    {
        Assert.Equal("image/png", (await Check(Files.Png(20, 10), "照片.png")).Value.ContentType);
        Assert.Equal("image/jpeg", (await Check(Files.Jpeg(20, 10), "照片.jpg")).Value.ContentType);
        Assert.Equal("application/pdf", (await Check(Files.Pdf(), "证明.pdf")).Value.ContentType);
        Assert.Equal("application/pdf", (await Check(Files.PdfWithHiddenObject("<</Type /Font>>"), "证明.pdf")).Value.ContentType);
    }

    [Theory]
    [InlineData("MZ\u0090\0program", "证明.exe")]
    [InlineData("MZ\u0090\0program", "证明.jpg")]
    [InlineData("PK\u0003\u0004archive", "材料.zip")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "章.svg")]
    [InlineData("<html><script>alert(1)</script>", "页面.pdf")]
    [InlineData("GIF89a", "动图.png")]
    [InlineData("\n%PDF-1.7\n%%EOF", "开头多一行.pdf")]
    public async Task Check_WrongType_IsRefusedWhateverTheName(string content, string name)
    {
        var problem = Refused(await Check(Encoding.Latin1.GetBytes(content), name));
        Assert.Equal($"“{name}”不是照片或PDF，不能上传。请上传JPG、PNG或PDF文件", problem.Sentence);
    }

    [Fact]
    public async Task Check_TooBig_SaysHowBig()
    {
        await using var stream = new Endless(52 * 1024 * 1024, seekable: true);
        var problem = Refused(await CheckStream(stream, "场所照片.jpg"));
        Assert.Equal("“场所照片.jpg”有52MB，超过20MB。请重新拍照或压缩后再传，其他内容都还在", problem.Sentence);
        Assert.Equal(0, stream.Handed);
    }

    [Fact]
    public async Task Check_FiftyMegabytesWithoutALength_StopsReadingAtTheLimit()
    {
        await using var stream = new Endless(50 * 1024 * 1024, seekable: false);
        Assert.Equal("material-too-big", Refused(await CheckStream(stream, "场所照片.jpg")).Code);
        Assert.InRange(stream.Handed, Limits.MaxBytes, Limits.MaxBytes + 256 * 1024);
    }

    [Fact]
    public async Task Check_FiftyMegabytesOfAWrongType_StopsAtTheFirstBytes()
    {
        await using var stream = new Endless(50 * 1024 * 1024, seekable: false, head: "MZ"u8.ToArray());
        Assert.Equal("material-type", Refused(await CheckStream(stream, "程序.jpg")).Code);
        Assert.InRange(stream.Handed, 1, 256 * 1024);
    }

    [Fact]
    public async Task Check_PngOf30000Pixels_IsRefusedByItsHeader()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var problem = Refused(await Check(Files.PngBomb(30_000, 30_000), "照片.png"));
        Assert.Contains("30000×30000像素，超过4000万像素", problem.Sentence, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    [Fact]
    public async Task Check_SignatureOfManyPixels_IsRefusedThoughAPhotoWouldPass()
    {
        var picture = Files.PngBomb(3000, 3000);
        Assert.True((await Check(picture, "a.png")).Ok);
        Assert.Equal("material-pixels", Refused(await Check(picture, "a.png", "signature")).Code);
        Assert.Equal("material-type", Refused(await Check(Files.Jpeg(20, 10), "a.png", "signature")).Code);
    }

    [Fact]
    public async Task Check_JpegWithPlaceAndTail_LeavesOnlyThePicture()
    {
        var jpeg = Files.Jpeg(64, 48);
        byte[] dirty = [.. jpeg[..2], .. Files.Segment(0xE1, [.. "Exif\0\0"u8, .. "II*\0\u0008\0\0\0\u0001\0\u0012\u0001\u0003\0\u0001\0\0\0\u0006\0\0\0\0\0\0\0"u8, .. "GPS 22.8N 108.3E"u8]),
            .. Files.Segment(0xFE, "secret comment"u8.ToArray()), .. jpeg[2..], .. "PK\u0003\u0004hidden archive"u8];
        var clean = (await Check(dirty, "照片.jpg")).Value.Bytes;
        var text = Encoding.Latin1.GetString(clean);
        Assert.DoesNotContain("GPS", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", text, StringComparison.Ordinal);
        using var codec = SKCodec.Create(new MemoryStream(clean));
        Assert.Equal((64, 48), (codec.Info.Width, codec.Info.Height));
        Assert.Equal(SKEncodedOrigin.RightTop, codec.EncodedOrigin);
        using var picture = SKBitmap.Decode(clean);
        Assert.NotNull(picture);
    }

    [Fact]
    public async Task Check_PngWithTextAndTail_LeavesOnlyThePicture()
    {
        var png = Files.Png(20, 10);
        byte[] dirty = [.. png[..33], .. Files.Chunk("tEXt", "Author\0secret"u8.ToArray()), .. png[33..], .. "<script>alert(1)</script>"u8];
        Assert.Equal(png, (await Check(dirty, "图.png")).Value.Bytes);
    }

    [Fact]
    public async Task Check_CutOffFiles_AreBroken()
    {
        foreach (var (whole, name) in ((byte[], string)[])[(Files.Jpeg(200, 100), "a.jpg"), (Files.Png(200, 100), "a.png"), (Files.Pdf(), "a.pdf")])
        {
            for (var cut = 10; cut < whole.Length - 8; cut += Math.Max(1, whole.Length / 50))
                Assert.Equal("material-broken", Refused(await Check(whole[..cut], name)).Code);
        }

        Assert.Equal("material-empty", Refused(await Check([], "a.jpg")).Code);
    }

    [Theory]
    [InlineData("/OpenAction <</S /JavaScript /JS (app.alert\\(1\\))>>", "material-active-pdf")]
    [InlineData("/OpenAction <</S /J#61vaScr#69pt /JS (x)>>", "material-active-pdf")]
    [InlineData("/OpenAction <</S /Launch /F (cmd.exe)>>", "material-active-pdf")]
    [InlineData("/Names <</EmbeddedFiles 7 0 R>>", "material-active-pdf")]
    [InlineData("/AcroForm <</XFA [(a) 5 0 R]>>", "material-active-pdf")]
    [InlineData("/Encrypt 9 0 R", "material-locked-pdf")]
    public async Task Check_PdfThatDoesMoreThanShowPages_IsRefused(string catalogue, string code)
    {
        Assert.Equal(code, Refused(await Check(Files.Pdf(catalogue), "证明.pdf")).Code);
        Assert.Equal(code, Refused(await Check(Files.PdfWithHiddenObject($"<<{catalogue}>>"), "证明.pdf")).Code);
        Assert.Equal(code, Refused(await Check(Files.PdfWithHiddenObject($"<<{catalogue}>>", "/Obj#53tm"), "证明.pdf")).Code);
    }

    [Fact]
    public async Task Check_PdfWithAnArchiveBehind_IsRefused() =>
        Assert.Equal("material-broken", Refused(await Check([.. Files.Pdf(), .. "PK\u0003\u0004"u8], "证明.pdf")).Code);

    [Fact]
    public async Task Check_PdfWhoseObjectsUnpackWithoutEnd_IsRefused() =>
        Assert.Equal("material-broken", Refused(await Check(Files.PdfWithHiddenObject(new string(' ', 80 * 1024 * 1024)), "证明.pdf")).Code);

    [Fact]
    public async Task Check_VirusTestFile_IsRefused()
    {
        var test = string.Join("-ANTIVIRUS-", @"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD", "TEST-FILE!$H+H*");
        Assert.Equal("material-infected", Refused(await Check(Files.Pdf(extra: $"% {test}\n"), "证明.pdf")).Code);
        Assert.Equal("material-infected", Refused(await Check([.. Files.Jpeg(20, 10), .. Encoding.ASCII.GetBytes(test)], "照片.jpg")).Code);
    }

    [Fact]
    public async Task Check_ScannerDown_TakesNothing()
    {
        var screen = new Screen(new DeadScanner());
        var problem = Refused(await screen.CheckAsync(new MemoryStream(Files.Png(20, 10)), "a.png", "premises-proof", Limits, default));
        Assert.Equal("material-not-scanned", problem.Code);
    }

    private static Problem Refused<T>(Result<T> result) => Assert.Single(result.Problems);

    private static Task<Result<ScreenedFile>> Check(byte[] bytes, string name, string kind = "premises-proof") =>
        new Screen(new NoVirusScanner()).CheckAsync(new MemoryStream(bytes), name, kind, Limits, default);

    private static Task<Result<ScreenedFile>> CheckStream(Stream stream, string name) =>
        new Screen(new NoVirusScanner()).CheckAsync(stream, name, "premises-proof", Limits, default);

    private sealed class DeadScanner : IVirusScanner
    {
        public Task<ScanVerdict> ScanAsync(ReadOnlyMemory<byte> content, CancellationToken ct) => Task.FromResult(ScanVerdict.Unavailable);
    }

    /// <summary>A stream that makes its bytes up and counts what it hands out.</summary>
    private sealed class Endless(long length, bool seekable, byte[]? head = null) : Stream
    {
        private readonly byte[] head = head ?? [0xFF, 0xD8, 0xFF, 0xE0];

        public long Handed { get; private set; }
        public override bool CanRead => true;
        public override bool CanSeek => seekable;
        public override bool CanWrite => false;
        public override long Length => seekable ? length : throw new NotSupportedException();
        public override long Position { get => Handed; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var n = (int)Math.Min(count, length - Handed);
            for (var i = 0; i < n; i++)
                buffer[offset + i] = Handed + i < head.Length ? head[Handed + i] : (byte)7;
            Handed += n;
            return n;
        }

        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
