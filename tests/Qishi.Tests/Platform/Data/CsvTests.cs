using Qishi.Platform.Data;
using Xunit;

namespace Qishi.Tests.Platform.Data;

public sealed class CsvTests
{
    [Fact]
    public void Read_QuotesCommasLineBreaks_KeepsTheText()
    {
        var rows = Read("\uFEFFa,b\r\n1,\"x,\"\"y\"\"\nz\"\r\n\r\n2,\n");
        Assert.Equal(2, rows.Count);
        Assert.Equal("x,\"y\"\nz", rows[0]["b"]);
        Assert.Equal(("2", ""), (rows[1]["a"], rows[1]["b"]));
    }

    [Fact]
    public void Read_LastLineWithoutBreak_IsRead() => Assert.Equal("二", Read("a\n一\n二")[1]["a"]);

    [Theory]
    [InlineData("a,b\n1,2\n1,2,3\n", "line 3")]
    [InlineData("a,b\n1,\"2\n", "line 2")]
    public void Read_BrokenRecord_NamesTheLine(string text, string expected) => Assert.Contains(expected, Assert.Throws<FormatException>(() => Read(text)).Message, StringComparison.Ordinal);

    private static List<IReadOnlyDictionary<string, string>> Read(string text)
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, text);
        try
        {
            return [.. Csv.Read(path)];
        }
        finally
        {
            File.Delete(path);
        }
    }
}
