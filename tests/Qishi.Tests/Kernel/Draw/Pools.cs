using Qishi.Kernel;
using Qishi.Kernel.Draw;
using Qishi.Kernel.Sm;

namespace Qishi.Tests.Kernel.Draw;

/// <summary>Pools and whole records for the tests, made from numbers.</summary>
internal static class Pools
{
    public static byte[] Salt(int task, int number) => Sm3.Hash(BitConverter.GetBytes(((long)task << 32) + number));

    public static string Code(int number) => $"OBJ{number:D8}";

    public static DrawPool Make(int task, string publicNumber, string[] parties, params (int Size, int Quota)[] strata)
    {
        var terms = new DrawTerms($"抽查-{task}", parties, publicNumber, [.. strata.Select((s, i) => new DrawStratum($"第{i + 1}层", s.Size, s.Quota))]);
        var number = 0;
        var entries = strata.SelectMany((s, i) => Enumerable.Range(0, s.Size).Select(_ => new PoolEntry(ObjectDigest.Of(Salt(task, number), Code(number++)), (byte)i))).ToArray();
        return DrawPool.Freeze(terms, entries).Value;
    }

    public static DrawRecord Record(int task, params (int Size, int Quota)[] strata)
    {
        string[] parties = ["望溪县市场监管局", "纪检监察组", "群众代表"];
        var pool = Make(task, "2026年12月1日体彩开奖号码", parties, strata);
        var secrets = parties.Select((p, i) => $"{p}的随机数{task}-{i}-0123456789").ToArray();
        var seed = DrawSeed.Of(pool.Digest.Span, "20261201", secrets);
        var start = new DateTime(2026, 12, 1, 1, 0, 0, DateTimeKind.Utc);
        var codes = Enumerable.Range(0, strata.Sum(s => s.Size)).ToDictionary(n => Convert.ToHexStringLower(ObjectDigest.Of(Salt(task, n), Code(n))), n => n);
        var drawn = Sampling.Draw(pool, seed).Select(i => pool.Entries[i]).Select(e =>
            new DrawnObject(e.Hex, e.Stratum, Code(codes[e.Hex]), Convert.ToHexStringLower(Salt(task, codes[e.Hex])), $"对象{codes[e.Hex]}")).ToList();
        return new(DrawTerms.Algorithm, pool.Terms, pool.DigestHex, start, [.. pool.Entries.ToArray().Select(DrawRecord.Line)],
            [.. parties.Select((p, i) => new DrawSource(p, Convert.ToHexStringLower(DrawSeed.Commitment(pool.Digest.Span, p, secrets[i])), start.AddMinutes(5), secrets[i], start.AddMinutes(10)))],
            "20261201", Convert.ToHexStringLower(seed), start.AddMinutes(15), drawn);
    }
}
