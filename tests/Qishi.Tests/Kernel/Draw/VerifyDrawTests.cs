using System.Text.Json;
using Qishi.Kernel.Draw;
using Qishi.Tests.Platform;
using Xunit;

namespace Qishi.Tests.Kernel.Draw;

public sealed class VerifyDrawTests
{
    [Fact]
    public async Task VerifyDraw_AsAProcessOfItsOwn_WithoutDatabase_PassesAndNamesAChange()
    {
        var record = Pools.Record(11, (60, 6), (20, 4));
        var (good, bad) = (Write(JsonSerializer.Serialize(record, DrawRecord.Json)), Write(JsonSerializer.Serialize(record with { Seed = new string('0', 64) }, DrawRecord.Json)));
        // No setting names a database: a program that wanted one would end otherwise.
        using (var passes = ChildProgram.Start(new Dictionary<string, string?> { ["Database:Kind"] = "Postgres", ["Database:Connection"] = "Host=none.invalid" }, "verify-draw", good))
        {
            Assert.Equal(0, await passes.EndAsync());
            Assert.Contains("核验通过：任务抽查-11，名录80个对象，抽取10个", passes.Said, StringComparison.Ordinal);
        }

        using var fails = ChildProgram.Start([], "verify-draw", bad);
        Assert.Equal(1, await fails.EndAsync());
        Assert.Contains("种子不符", fails.Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", 2, "缺少必要的内容")]
    [InlineData("不是JSON", 2, "第1行读不出来")]
    [InlineData("{\"format\":\"qishi-draw-1\",\"pool\":[null]}", 2, "缺少必要的内容")]
    public void VerifyDraw_OtherFiles_GetASentence(string text, int expected, string sentence)
    {
        using var errors = new StringWriter();
        Assert.Equal(expected, VerifyDraw.Run(Write(text), TextWriter.Null, errors));
        Assert.Contains(sentence, errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void VerifyDraw_NoSuchFile_GetsASentence()
    {
        using var errors = new StringWriter();
        Assert.Equal(2, VerifyDraw.Run(Path.Combine(Path.GetTempPath(), Guid.NewGuid() + ".json"), TextWriter.Null, errors));
        Assert.Contains("读不到文件", errors.ToString(), StringComparison.Ordinal);
    }

    private static string Write(string text)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("qishi-draw-").FullName, "抽取记录.json");
        File.WriteAllText(path, text);
        return path;
    }
}
