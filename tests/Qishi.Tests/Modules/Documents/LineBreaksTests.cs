using CsCheck;
using Qishi.Modules.Documents.Drawing;
using Xunit;

namespace Qishi.Tests.Modules.Documents;

public sealed class LineBreaksTests
{
    [Fact]
    public void Break_NeverBeginsALineWithAClosingMark()
    {
        var lines = Break("一二三四，五六七八。（九十）", 4);
        Assert.Equal(["一二三", "四，五六", "七八。", "（九十）"], lines);
    }

    [Fact]
    public void Break_KeepsNumbersAndCodesWhole() => Assert.Equal(["编号是", "KB2026号"], Break("编号是KB2026号", 7));

    [Fact]
    public void Break_CutsACodeLongerThanALine() => Assert.Equal(["ABCD", "EFGH", "IJ"], Break("ABCDEFGHIJ", 4));

    [Fact]
    public void Break_LosesAndAddsNothing() =>
        Gen.String[Gen.Char["一二三四五𬭚食，。（）“”ABC123-:"], 0, 60].Select(Gen.Int[1, 20]).Sample((text, width) =>
            Assert.Equal(text, string.Concat(Break(text, width))));

    private static List<string> Break(string text, int width) => LineBreaks.Break(text, t => t.Length, width);
}
