using Qishi.Modules.Documents.Model;
using Xunit;

namespace Qishi.Tests.Modules.Documents;

public sealed class FileLabelTests
{
    [Theory]
    [InlineData("照片.jpg", "照片.jpg")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData(@"C:\资料\身份证.png", "身份证.png")]
    [InlineData("..", "未命名")]
    [InlineData("", "未命名")]
    [InlineData(null, "未命名")]
    [InlineData("a\r\nSet-Cookie: x\0.pdf", "aSet-Cookie x.pdf")]
    [InlineData("gpj\u202Eexe.\u200B照片", "gpjexe.照片")]
    [InlineData("“合同”;filename=x.exe", "“合同”;filename=x.exe")]
    public void Clean_KeepsALabelOnly(string? name, string expected) => Assert.Equal(expected, FileLabel.Clean(name));

    [Fact]
    public void Clean_ALongName_KeepsTheExtensionAndWholeCharacters()
    {
        var label = FileLabel.Clean(string.Concat(Enumerable.Repeat("𬭚", 200)) + ".pdf");
        Assert.InRange(label.Length, 100, 120);
        Assert.EndsWith("𬭚.pdf", label, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("证明.exe", "image/jpeg", "证明.exe.jpg")]
    [InlineData("证明.JPEG", "image/jpeg", "证明.JPEG")]
    [InlineData("证明", "application/pdf", "证明.pdf")]
    public void WithExtension_SavesAFileAsWhatItIs(string label, string type, string expected) => Assert.Equal(expected, FileLabel.WithExtension(label, type));
}
