namespace Qishi.Kernel.Draw;

/// <summary>Computes a published draw again and names what does not fit, in the order in which things happened (docs/draw.md §8).</summary>
public static class DrawVerifier
{
    /// <summary>Checks a record.</summary>
    /// <returns>Every fault found, first the one that explains the most; empty when the draw is as the record says. Codes: <c>draw-format</c>, <c>draw-entry</c>,
    /// <c>draw-order</c>, the codes of <see cref="DrawPool.Freeze"/>, <c>draw-pool-digest</c>, <c>draw-source</c>, <c>draw-commitment</c>, <c>draw-time</c>,
    /// <c>draw-seed</c>, <c>draw-count</c>, <c>draw-result</c>, <c>draw-identity</c>.</returns>
    public static IReadOnlyList<Problem> Check(DrawRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Format != DrawTerms.Algorithm) return [new("draw-format", $"不认识的抽取规则“{record.Format}”，本程序只核验{DrawTerms.Algorithm}")];
        var entries = Read(record.Pool);
        if (!entries.Ok) return entries.Problems;
        var pool = DrawPool.Freeze(record.Terms, entries.Value);
        if (!pool.Ok) return pool.Problems;
        var problems = new List<Problem>();
        if (pool.Value.DigestHex != record.PoolDigest)
            problems.Add(new("draw-pool-digest", $"名录的摘要不符：公布的是{record.PoolDigest}，算出来是{pool.Value.DigestHex}。名录或者抽取条件在公布后被改动过"));
        problems.AddRange(Sources(record, Bytes(record.PoolDigest)));
        problems.AddRange(Times(record));
        var seed = DrawSeed.Of(Bytes(record.PoolDigest), record.PublicNumber, [.. record.Sources.Select(s => s.Secret)]);
        if (Convert.ToHexStringLower(seed) != record.Seed)
            problems.Add(new("draw-seed", $"种子不符：公布的是{record.Seed}，按各方随机数算出来是{Convert.ToHexStringLower(seed)}"));
        if (problems.Count == 0) problems.AddRange(Results(record, pool.Value, seed));
        problems.AddRange(Identities(record));
        return problems;
    }

    private static Result<PoolEntry[]> Read(IReadOnlyList<string> lines)
    {
        var entries = new PoolEntry[lines.Count];
        for (var i = 0; i < lines.Count; i++)
        {
            var parts = lines[i].Split(' ');
            if (parts is not [{ Length: 64 } hex, var stratum] || !byte.TryParse(stratum, out var number) || !IsHex(hex))
                return new Problem("draw-entry", $"名录第{i + 1}行读不出来：{lines[i]}");
            entries[i] = new(Convert.FromHexString(hex), number);
            if (i > 0 && entries[i] < entries[i - 1]) return new Problem("draw-order", $"名录第{i + 1}行没有按摘要从小到大排列");
        }

        return entries;
    }

    private static IEnumerable<Problem> Sources(DrawRecord record, byte[] poolDigest)
    {
        if (!record.Sources.Select(s => s.Party).SequenceEqual(record.Terms.Parties))
            yield return new("draw-source", "出具随机数的各方与冻结名录时公布的不一致");
        if (record.Terms.PublicNumber.Length > 0 != record.PublicNumber.Length > 0)
            yield return new("draw-source", "公开数字与冻结名录时公布的条件不一致");
        foreach (var source in record.Sources)
        {
            if (Convert.ToHexStringLower(DrawSeed.Commitment(poolDigest, source.Party, source.Secret)) != source.Commitment)
                yield return new("draw-commitment", $"“{source.Party}”公开的随机数与事先承诺的摘要不符");
        }
    }

    private static IEnumerable<Problem> Times(DrawRecord record)
    {
        if (record.Sources.Any(s => s.CommittedAt < record.FrozenAt))
            yield return new("draw-time", "有承诺早于名录冻结，顺序不对");
        if (record.Sources.Count > 0 && record.Sources.Min(s => s.RevealedAt) < record.Sources.Max(s => s.CommittedAt))
            yield return new("draw-time", "有一方在各方全部承诺之前公开了随机数");
        if (record.DrawnAt < record.FrozenAt || record.Sources.Any(s => s.RevealedAt > record.DrawnAt))
            yield return new("draw-time", "抽取时间早于名录冻结或者随机数公开");
    }

    private static IEnumerable<Problem> Results(DrawRecord record, DrawPool pool, byte[] seed)
    {
        var drawn = Sampling.Draw(pool, seed);
        if (drawn.Length != record.Drawn.Count)
            yield return new("draw-count", $"应当抽取{drawn.Length}个，公布了{record.Drawn.Count}个");
        for (var i = 0; i < Math.Min(drawn.Length, record.Drawn.Count); i++)
        {
            var entry = pool.Entries[drawn[i]];
            if (entry.Hex == record.Drawn[i].Digest && entry.Stratum == record.Drawn[i].Stratum) continue;
            yield return new("draw-result", $"第{i + 1}个抽取结果不符：公布的是{record.Drawn[i].Digest}，算出来是{entry.Hex}");
            yield break;
        }
    }

    private static IEnumerable<Problem> Identities(DrawRecord record) =>
        record.Drawn.Where(d => d.Code.Length > 0 && (!IsHex(d.Salt) || Convert.ToHexStringLower(ObjectDigest.Of(Bytes(d.Salt), d.Code)) != d.Digest))
            .Select(d => new Problem("draw-identity", $"“{d.Name}”的代码与名录里的摘要对不上"));

    private static bool IsHex(string text) => text.Length % 2 == 0 && text.All(char.IsAsciiHexDigitLower);

    private static byte[] Bytes(string hex) => IsHex(hex) ? Convert.FromHexString(hex) : [];
}
