using MiniExcelLibs;
using Qishi.Kernel;
using Qishi.Platform.Auth;
using Qishi.Platform.Export;
using Xunit;

namespace Qishi.Tests.Platform.Web;

public sealed class ExcelTests
{
    private static readonly DateTime Now = new(2026, 11, 24, 6, 18, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+86", "'+86")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData(" =1", "' =1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("a\u0001b", "ab")]
    [InlineData("梁记-米粉", "梁记-米粉")]
    public void Cell_ThatLooksLikeAFormula_IsQuoted(string typed, string written) => Assert.Equal(written, ExcelFile.Safe(typed));

    [Fact]
    public void File_SaysWhereItCameFrom_AndCarriesItsRows()
    {
        ExcelColumn<(string Name, long Fen)>[] columns = [new("名称", r => r.Name), new("金额（元）", r => new Money(r.Fen))];
        var file = ExcelFile.Write("办件", "状态=已受理", columns, [("望溪县梁记米粉店", 123450), ("=cmd", 1)], new Actor { Kind = ActorKind.Staff, Name = "韦一鸣" }, Now);
        using var stream = new MemoryStream(file);
        var lines = stream.Query().Select(r => ((IDictionary<string, object?>)r).Values.Select(v => v?.ToString()).ToArray()).ToList();
        Assert.Equal("办件　条件：状态=已受理", lines[0][0]);
        Assert.Contains("导出人：韦一鸣", lines[1][0], StringComparison.Ordinal);
        Assert.Contains("共2行", lines[1][0], StringComparison.Ordinal);
        Assert.Contains("2026-11-24 14:18", lines[1][0], StringComparison.Ordinal);
        Assert.Equal(["名称", "金额（元）"], lines[2]);
        Assert.Equal(["望溪县梁记米粉店", "1234.5"], lines[3]);
        Assert.Equal("'=cmd", lines[4][0]);
    }

    [Fact]
    public void File_WithTooManyRows_IsRefused() =>
        Assert.Throws<ArgumentException>(() => ExcelFile.Write("办件", "全部", [new ExcelColumn<int>("数", r => r)], [.. Enumerable.Range(0, 5001)], Actor.Visitor, Now));
}
