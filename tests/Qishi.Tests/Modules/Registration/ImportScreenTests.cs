using System.IO.Compression;
using System.Text;
using MiniExcelLibs;
using Qishi.Modules.Registration.Import;
using Xunit;

namespace Qishi.Tests.Modules.Registration;

/// <summary>Files nobody vouches for: each is refused, or read for what it is, without costing time or memory.</summary>
public sealed class ImportScreenTests
{
    private const string Sheet = "xl/worksheets/sheet1.xml";

    private static readonly string Head = "<row r=\"1\">" + string.Concat(ImportColumns.All.Select((c, i) => $"<c r=\"{(char)('A' + i)}1\" t=\"inlineStr\"><is><t>{c.Head}</t></is></c>")) + "</row>";

    private static MemoryStream Zip(params (string Name, string Text)[] parts)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, text) in parts)
            {
                using var part = zip.CreateEntry(name, CompressionLevel.SmallestSize).Open();
                part.Write(Encoding.UTF8.GetBytes(text));
            }

        stream.Position = 0;
        return stream;
    }

    private static string Rows(string rows) => $"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{Head}{rows}</sheetData></worksheet>";

    private static List<RawRow> Read(Stream file) => [.. TableFile.Read(file)];

    private static string Refusal(Stream file) => Assert.Throws<TableFileException>(() => Read(file)).Message;

    [Fact]
    public void TinyFile_WithOneCellAtTheFarEnd_IsRefusedAtOnce()
    {
        var file = Zip((Sheet, Rows("<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>")));
        Assert.InRange(file.Length, 1, 4_000);
        Assert.Contains("太靠后", Refusal(file), StringComparison.Ordinal);
        Assert.Contains("超过60列", Refusal(Zip((Sheet, Rows("<row r=\"2\"><c r=\"XFD2\"><v>1</v></c></row>")))), StringComparison.Ordinal);
    }

    [Fact]
    public void PartThatUnpacksWithoutEnd_IsStopped()
    {
        // 200 MB of spaces in a cell that packs to some 200 KB.
        var before = GC.GetAllocatedBytesForCurrentThread();
        var long1 = "<si><t>" + new string('x', 1_000) + "</t></si>";
        var bomb = new MemoryStream();
        using (var zip = new ZipArchive(bomb, ZipArchiveMode.Create, leaveOpen: true))
        {
            using (var strings = zip.CreateEntry("xl/sharedStrings.xml", CompressionLevel.SmallestSize).Open())
            {
                strings.Write("<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"u8);
                var piece = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(long1, 100)));
                for (var i = 0; i < 1_200; i++)
                    strings.Write(piece);
                strings.Write("</sst>"u8);
            }

            using var sheet = zip.CreateEntry(Sheet).Open();
            sheet.Write(Encoding.UTF8.GetBytes(Rows("")));
        }

        bomb.Position = 0;
        Assert.InRange(bomb.Length, 1, 2_000_000);
        Assert.Matches("解压后太大|文字太多", Refusal(bomb));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 700_000_000);
    }

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY x \"y\">]><worksheet/>")]
    [InlineData("<worksheet><sheetData><row r=\"1\"><c r=\"A1\"")]
    [InlineData("<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>5</v></c></row></sheetData></worksheet>")]
    [InlineData("")]
    public void BrokenOrTrickyXml_IsRefusedWithASentence(string sheet) => Assert.Matches("读不出来|没有列名", Refusal(Zip((Sheet, sheet))));

    [Fact]
    public void OldExcel_Binary_Empty_AndForeignColumns_AreRefused()
    {
        Assert.Contains(".xls", Refusal(new MemoryStream([0xD0, 0xCF, 0x11, 0xE0, 0, 0, 0, 0, 0])), StringComparison.Ordinal);
        Assert.Contains("空的", Refusal(new MemoryStream()), StringComparison.Ordinal);
        Assert.Contains("不是文本文件", Refusal(new MemoryStream([1, 0, 2, 0, 3])), StringComparison.Ordinal);
        Assert.Contains("缺少", Refusal(new MemoryStream(Encoding.UTF8.GetBytes("a,b\n1,2\n"))), StringComparison.Ordinal);
        Assert.Contains("没有成对", Refusal(new MemoryStream(Encoding.UTF8.GetBytes("\"a,b\n1,2\n"))), StringComparison.Ordinal);
        Assert.Contains("没有工作表", Refusal(Zip(("a.txt", "b"))), StringComparison.Ordinal);
        Assert.Contains("读不出来", Refusal(new MemoryStream([(byte)'P', (byte)'K', 3, 4, 9, 9, 9, 9, 9])), StringComparison.Ordinal);
    }

    [Fact]
    public void RowNumbersThatGoBack_AreRefused_AndGapsAreNotFilled()
    {
        Assert.Contains("从小到大", Refusal(Zip((Sheet, Rows("<row r=\"3\"><c r=\"C3\" t=\"str\"><v>a</v></c></row><row r=\"2\"><c r=\"C2\" t=\"str\"><v>b</v></c></row>")))), StringComparison.Ordinal);
        Assert.Single(Read(Zip((Sheet, Rows("<row r=\"400000\"><c r=\"C400000\" t=\"str\"><v>望溪县店</v></c></row>")))));
    }

    [Fact]
    public void WorkbookOfASpreadsheetProgram_IsReadCellByCell()
    {
        using var file = new MemoryStream();
        file.SaveAs(new[] { ImportColumns.All.ToDictionary(c => c.Head, c => (object?)(c.Head == ImportColumns.People ? "甲|1\n乙|2" : c.Head == ImportColumns.EstablishedOn ? new DateTime(2019, 5, 6) : c.Head == ImportColumns.Capital ? 12.5 : c.Example)) });
        file.Position = 0;
        var row = Assert.Single(Read(file));
        Assert.Equal(("甲|1\n乙|2", "12.5"), (row[ImportColumns.People].ReplaceLineEndings("\n"), row[ImportColumns.Capital]));
        Assert.Equal(new DateOnly(2019, 5, 6), OldDay.Parse(row[ImportColumns.EstablishedOn]));
    }
}
