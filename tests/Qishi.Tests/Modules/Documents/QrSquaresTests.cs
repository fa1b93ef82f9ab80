using QRCoder;
using Qishi.Modules.Documents.Drawing;
using Xunit;

namespace Qishi.Tests.Modules.Documents;

public sealed class QrSquaresTests
{
    [Theory]
    [InlineData("https://market.example/verify/7Q2K9F4M")]
    [InlineData("https://market.example/verify/7Q2K9F4M-and-much-longer-so-that-the-code-needs-another-version-of-the-symbol")]
    public void Runs_CoverExactlyTheDarkModules(string url)
    {
        using var generator = new QRCodeGenerator();
        using var expected = generator.CreateQrCode(url, QRCodeGenerator.ECCLevel.M, forceUtf8: true);
        var size = expected.ModuleMatrix.Count - 8;
        var drawn = new bool[size, size];
        foreach (var (column, row, length) in QrSquares.Runs(QrSquares.Modules(url)))
            for (var i = 0; i < length; i++)
            {
                Assert.False(drawn[row, column + i]);
                drawn[row, column + i] = true;
            }

        for (var row = 0; row < size; row++)
            for (var column = 0; column < size; column++)
                Assert.Equal(expected.ModuleMatrix[row + 4][column + 4], drawn[row, column]);
    }
}
