using System.Text.Json;
using CsCheck;
using Qishi.Kernel.Draw;
using Xunit;

namespace Qishi.Tests.Kernel.Draw;

public sealed class DrawTests
{
    [Fact]
    public void T1_1_QuotasByRiskClass() =>
        Assert.Equal([10, 12, 18, 6], Quotas.ByShares([1000, 600, 180, 20], [100, 200, 1000, 3000]));

    [Fact]
    public void T1_2_QuotasByWeight() =>
        Assert.Equal([15, 18, 14, 3], Quotas.ByWeight([1000, 600, 180, 20], [1, 2, 5, 10], 50));

    [Theory]
    [InlineData(new[] { 10, 10, 3 }, new[] { 1, 1, 100 }, 9, new[] { 3, 3, 3 })]
    [InlineData(new[] { 10, 20 }, new[] { 2, 1 }, 3, new[] { 1, 2 })]
    [InlineData(new[] { 5, 5 }, new[] { 1, 1 }, 100, new[] { 5, 5 })]
    [InlineData(new[] { 5, 0, 5 }, new[] { 1, 9, 0 }, 4, new[] { 4, 0, 0 })]
    public void QuotasByWeight_OverflowIsSpreadAgain_TiesGoToTheLargerPool(int[] sizes, int[] weights, int total, int[] expected) =>
        Assert.Equal(expected, Quotas.ByWeight(sizes, weights, total));

    [Fact]
    public void QuotasByWeight_NeverMoreThanThereIs_AlwaysTheTotal() =>
        Gen.Select(Gen.Int[0, 400], Gen.Int[1, 20]).Array[1, 6].Select(Gen.Int[0, 900]).Sample((strata, total) =>
        {
            var sizes = strata.Select(s => s.Item1).ToArray();
            var quotas = Quotas.ByWeight(sizes, [.. strata.Select(s => s.Item2)], total);
            return quotas.Zip(sizes).All(p => p.First <= p.Second && p.First >= 0) && quotas.Sum() == Math.Min(total, sizes.Sum());
        });

    [Fact]
    public void TwoImplementations_Agree_OnTenThousandTasks() =>
        Gen.Select(Gen.Int, Gen.Select(Gen.Int[1, 40], Gen.Int[0, 100]).Array[1, 4], Gen.String[Gen.Char.AlphaNumeric, 16, 30]).Sample((task, shape, secret) =>
        {
            var strata = shape.Select(s => (Size: s.Item1, Quota: s.Item1 * s.Item2 / 100)).ToArray();
            var pool = Pools.Make(task, "", ["甲方", "乙方"], strata);
            var entries = pool.Entries.ToArray().Select(e => (e.Hex, (int)e.Stratum)).Reverse().ToList();
            var named = pool.Terms.Strata.Select(s => (s.Name, s.Size, s.Quota)).ToArray();
            var digest = SecondDraw.Pool(pool.Terms.Task, ["甲方", "乙方"], "", named, entries);
            var seed = SecondDraw.Seed(digest, "", secret, "乙方的随机数0123456789");
            var first = Sampling.Draw(pool, DrawSeed.Of(pool.Digest.Span, "", [secret, "乙方的随机数0123456789"])).Select(i => pool.Entries[i].Hex);
            return digest == pool.DigestHex && first.SequenceEqual(SecondDraw.Draw(seed, named, entries));
        }, iter: 10_000);

    [Theory]
    [InlineData(5, 2)]
    [InlineData(6, 3)]
    [InlineData(4, 4)]
    [InlineData(7, 1)]
    public void EveryOrderedChoice_ComesUpExactlyOnce_WhenAllNumbersAreTried(int size, int quota)
    {
        // All results of "below size, below size−1 …" once each: the draw must give every ordered choice once, so every object quota/size exactly.
        var seen = new Dictionary<string, int>();
        var total = Enumerable.Range(0, quota).Aggregate(1, (all, i) => all * (size - i));
        for (var n = 0; n < total; n++)
        {
            var rest = n;
            var drawn = Sampling.Draw(bound =>
            {
                var number = rest % bound;
                rest /= bound;
                return number;
            }, size, quota);
            Assert.Equal(quota, drawn.Distinct().Count());
            var key = string.Join(',', drawn);
            seen[key] = seen.GetValueOrDefault(key) + 1;
        }

        Assert.Equal(total, seen.Count);
        Assert.All(seen.Values, count => Assert.Equal(1, count));
    }

    [Fact]
    public void LargeDraws_EveryObjectHasItsChance()
    {
        const int Size = 200, Quota = 20, Draws = 20_000;
        var counts = new int[Size];
        var pairs = new HashSet<(int, int)>();
        for (var n = 0; n < Draws; n++)
        {
            var drawn = Sampling.Draw(new DrawGenerator(Pools.Salt(7, n), "objects/第1层"), Size, Quota);
            foreach (var i in drawn) counts[i]++;
            foreach (var i in drawn) foreach (var j in drawn) if (i < j) pairs.Add((i, j));
        }

        // Chi-square with 199 degrees of freedom; 0.999 of all honest draws stay below 267. The draws are fixed by their seeds.
        const double Expected = (double)Draws * Quota / Size;
        var chiSquare = counts.Sum(c => (c - Expected) * (c - Expected) / (Expected * (1 - ((double)Quota / Size))));
        Assert.InRange(chiSquare, 138, 267);
        Assert.Equal(Size * (Size - 1) / 2, pairs.Count);
    }

    [Fact]
    public void Reduce_PassesOverTheIncompleteRun()
    {
        // 2^64 mod 3 = 1: only the very last number is passed over.
        Assert.Equal(-1, DrawGenerator.Reduce(ulong.MaxValue, 3));
        Assert.Equal(2, DrawGenerator.Reduce(ulong.MaxValue - 1, 3));
        // A power of two divides 2^64: nothing is.
        Assert.Equal(15, DrawGenerator.Reduce(ulong.MaxValue, 16));
        Assert.Equal(0, DrawGenerator.Reduce(ulong.MaxValue, 1));
    }

    [Fact]
    public void ALargePool_IsSortedInPieces_AndBothImplementationsStillAgree_AndADoubleIsFound()
    {
        // Digests whose first bytes leave most pieces empty and one crowded, so that the borders of the pieces are tried.
        var entries = Enumerable.Range(0, 120_000).Select(n =>
        {
            var digest = Pools.Salt(7, n);
            digest[0] = (byte)(n % 3 == 0 ? 255 : n % 5 == 0 ? digest[0] : 17);
            return new PoolEntry(digest, (byte)(n % 2));
        }).ToArray();
        DrawStratum[] strata = [new("第一层", 60_000, 10), new("第二层", 60_000, 20)];
        var expected = SecondDraw.Pool("抽查-7", ["甲方", "乙方"], "", [.. strata.Select(s => (s.Name, s.Size, s.Quota))], entries.Select(e => (e.Hex, (int)e.Stratum)));
        var terms = new DrawTerms("抽查-7", ["甲方", "乙方"], "", strata);
        Assert.Equal(expected, DrawPool.Freeze(terms, [.. entries]).Value.DigestHex);
        entries[119_999] = new PoolEntry(Pools.Salt(7, 1).Select((b, i) => i == 0 ? (byte)17 : b).ToArray(), 1);
        Assert.Equal("draw-double", Assert.Single(DrawPool.Freeze(terms, entries).Problems).Code);
    }

    [Fact]
    public void T1_4_Replay_GivesTheIdenticalList_AndTheVerifierAgrees()
    {
        var record = Pools.Record(4, (50, 5), (30, 6), (10, 10));
        Assert.Empty(DrawVerifier.Check(record));
        var read = JsonSerializer.Deserialize<DrawRecord>(JsonSerializer.Serialize(record, DrawRecord.Json), DrawRecord.Json)!;
        Assert.Empty(DrawVerifier.Check(read));
        Assert.Equal(21, record.Drawn.Count);
    }

    [Fact]
    public void T1_4_ChangingOneObject_ChangesTheDigest_AndTheReplayIsRefused()
    {
        var record = Pools.Record(4, (50, 5), (30, 6));
        var pool = record.Pool.ToList();
        var at = pool.FindIndex(l => !record.Drawn.Any(d => l.StartsWith(d.Digest, StringComparison.Ordinal)));
        pool[at] = pool[at][..63] + (pool[at][63] == '0' ? '1' : '0') + pool[at][64..];
        Assert.Equal("draw-pool-digest", DrawVerifier.Check(record with { Pool = pool })[0].Code);
        Assert.Equal("draw-size", DrawVerifier.Check(record with { Pool = pool[1..] })[0].Code);
        Assert.Equal("draw-order", DrawVerifier.Check(record with { Pool = [pool[1], pool[0], .. pool[2..]] })[0].Code);
    }

    [Fact]
    public void AnythingChangedInARecord_IsNamed()
    {
        var record = Pools.Record(5, (40, 4), (20, 5));
        var sources = record.Sources.ToList();
        Assert.Equal("draw-commitment", First(record with { Sources = [sources[0] with { Secret = sources[0].Secret + "0" }, .. sources[1..]] }));
        Assert.Equal("draw-source", First(record with { Sources = [sources[1], sources[0], .. sources[2..]] }));
        Assert.Equal("draw-time", First(record with { Sources = [sources[0] with { RevealedAt = record.FrozenAt }, .. sources[1..]] }));
        Assert.Equal("draw-time", First(record with { Sources = [sources[0] with { CommittedAt = record.FrozenAt.AddMinutes(-1) }, .. sources[1..]] }));
        Assert.Equal("draw-seed", First(record with { PublicNumber = "20261202" }));
        Assert.Equal("draw-pool-digest", First(record with { Terms = record.Terms with { PublicNumber = "另一个数字" } }));
        Assert.Equal("draw-result", First(record with { Drawn = [record.Drawn[1], record.Drawn[0], .. record.Drawn.Skip(2)] }));
        Assert.Equal("draw-count", First(record with { Drawn = [.. record.Drawn.Skip(1)] }));
        Assert.Equal("draw-identity", First(record with { Drawn = [record.Drawn[0] with { Code = "OBJ99999999" }, .. record.Drawn.Skip(1)] }));
        Assert.Equal("draw-format", First(record with { Format = "draw-0" }));

        static string First(DrawRecord changed) => DrawVerifier.Check(changed) is [var first, ..] ? first.Code : "";
    }

    [Fact]
    public void Freeze_RefusesDoublesWrongSizesAndASingleSource()
    {
        var entry = new PoolEntry(Pools.Salt(1, 1), 0);
        var terms = new DrawTerms("抽查-1", ["甲", "乙"], "", [new("第1层", 2, 1)]);
        Assert.Equal("draw-double", DrawPool.Freeze(terms, [entry, entry]).Problems[0].Code);
        Assert.Equal("draw-size", DrawPool.Freeze(terms, [entry]).Problems[0].Code);
        Assert.Contains(DrawPool.Freeze(terms with { Parties = ["甲"] }, [entry, new(Pools.Salt(1, 2), 0)]).Problems, p => p.Code == "draw-parties");
        Assert.True(DrawPool.Freeze(terms with { Parties = ["甲"], PublicNumber = "开奖号码" }, [entry, new(Pools.Salt(1, 2), 0)]).Ok);
    }
}
