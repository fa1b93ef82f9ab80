using System.Text.Json;
using Qishi.Kernel.Draw;

namespace Qishi;

/// <summary>The verb <c>verify-draw FILE</c>: computes a published draw again, with no database and no network (docs/draw.md §8).</summary>
internal static class VerifyDraw
{
    // A record of a million objects has about 70 MB.
    private const long LargestFile = 1L << 30;

    /// <returns>0 when the draw is as published, 1 when something does not fit, 2 when the file cannot be read.</returns>
    public static int Run(string? path, TextWriter output, TextWriter errors)
    {
        if (path is null)
        {
            errors.WriteLine("用法：verify-draw 文件。文件是抽取公示页上下载的抽取记录（JSON）");
            return 2;
        }

        if (Read(path, errors) is not { } record)
            return 2;
        var problems = DrawVerifier.Check(record);
        if (problems.Count > 0)
        {
            errors.WriteLine($"核验不通过，共{problems.Count}处不符：");
            foreach (var problem in problems)
                errors.WriteLine($"  {problem.Sentence}（{problem.Code}）");
            return 1;
        }

        output.WriteLine($"核验通过：任务{record.Terms.Task}，名录{record.Pool.Count}个对象，抽取{record.Drawn.Count}个，与公布的种子重新计算的结果逐个一致");
        output.WriteLine($"名录摘要 {record.PoolDigest}");
        output.WriteLine($"种子     {record.Seed}");
        foreach (var stratum in record.Terms.Strata)
            output.WriteLine($"  {stratum.Name}：{stratum.Size}个抽{stratum.Quota}个，每个对象被抽中的机会是{stratum.Quota}/{stratum.Size}");
        return 0;
    }

    private static DrawRecord? Read(string path, TextWriter errors)
    {
        try
        {
            if (new FileInfo(path).Length > LargestFile)
            {
                errors.WriteLine($"文件超过{LargestFile >> 20}MB，不是抽取记录");
                return null;
            }

            using var stream = File.OpenRead(path);
            var record = JsonSerializer.Deserialize<DrawRecord>(stream, DrawRecord.Json);
            if (record is { Format: not null, Terms: { Task: not null, Parties: not null, PublicNumber: not null, Strata: not null }, Pool: not null, Sources: not null, Drawn: not null, PoolDigest: not null, Seed: not null, PublicNumber: not null }
                && record.Terms.Strata.All(s => s?.Name is not null) && record.Terms.Parties.All(p => p is not null) && record.Pool.All(l => l is not null)
                && record.Sources.All(s => s is { Party: not null, Secret: not null, Commitment: not null })
                && record.Drawn.All(d => d is { Digest: not null, Code: not null, Salt: not null, Name: not null }))
                return record;
            errors.WriteLine("文件不是完整的抽取记录：缺少必要的内容");
        }
        catch (JsonException e)
        {
            errors.WriteLine($"文件不是抽取记录：第{e.LineNumber + 1}行读不出来");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine($"读不到文件“{path}”：{e.Message}");
        }

        return null;
    }
}
