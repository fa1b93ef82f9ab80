using System.Numerics;
using System.Text;
using Qishi.Kernel.Sm;

namespace Qishi.Tests.Kernel.Draw;

/// <summary>
/// The specification of docs/draw.md a second time, written from that page and as plainly as possible: lists, whole shuffles, big integers. It shares nothing
/// with the program but SM3.
/// </summary>
internal static class SecondDraw
{
    public static string Pool(string task, string[] parties, string publicNumber, (string Name, int Size, int Quota)[] strata, IEnumerable<(string Digest, int Stratum)> entries)
    {
        var sorted = entries.OrderBy(e => e.Digest, StringComparer.Ordinal).ToList();
        var bytes = Tag("qishi-pool-1").Concat(Text("qishi-draw-1")).Concat(Text(task)).Concat(U32(parties.Length)).Concat(parties.SelectMany(Text)).Concat(Text(publicNumber))
            .Concat(U32(strata.Length)).Concat(strata.SelectMany(s => Text(s.Name).Concat(U32(s.Size)).Concat(U32(s.Quota))))
            .Concat(U32(sorted.Count)).Concat(sorted.SelectMany(e => Convert.FromHexString(e.Digest).Append((byte)e.Stratum)));
        return Sm3.Hex(bytes.ToArray());
    }

    public static string Seed(string pool, string publicNumber, params string[] secrets) =>
        Sm3.Hex(Tag("qishi-seed-1").Concat(Convert.FromHexString(pool)).Concat(Text(publicNumber)).Concat(secrets.SelectMany(Text)).ToArray());

    public static List<string> Draw(string seed, (string Name, int Size, int Quota)[] strata, IEnumerable<(string Digest, int Stratum)> entries)
    {
        var all = entries.OrderBy(e => e.Digest, StringComparer.Ordinal).ToList();
        var drawn = new List<string>();
        for (var number = 0; number < strata.Length; number++)
        {
            var list = all.Where(e => e.Stratum == number).Select(e => e.Digest).ToList();
            var numbers = Numbers(seed, "objects/" + strata[number].Name).GetEnumerator();
            for (var i = 0; i < strata[number].Quota; i++)
            {
                var j = i + Below(numbers, list.Count - i);
                (list[i], list[j]) = (list[j], list[i]);
                drawn.Add(list[i]);
            }
        }

        return drawn;
    }

    private static int Below(IEnumerator<BigInteger> numbers, int bound)
    {
        var excess = BigInteger.Pow(2, 64) % bound;
        while (true)
        {
            numbers.MoveNext();
            if (numbers.Current < BigInteger.Pow(2, 64) - excess) return (int)(numbers.Current % bound);
        }
    }

    private static IEnumerable<BigInteger> Numbers(string seed, string label)
    {
        var key = Sm3.Hash(Tag("qishi-generator-1").Concat(Convert.FromHexString(seed)).Concat(Text(label)).ToArray());
        for (long i = 0; ; i++)
        {
            var block = Sm3.Hash(key.Concat(U32((int)(i >> 32))).Concat(U32((int)i)).ToArray());
            for (var part = 0; part < 4; part++) yield return new BigInteger(block.AsSpan(8 * part, 8), isUnsigned: true, isBigEndian: true);
        }
    }

    private static IEnumerable<byte> Tag(string tag) => Encoding.ASCII.GetBytes(tag).Append((byte)'\n');

    private static IEnumerable<byte> Text(string text) => U32(Encoding.UTF8.GetByteCount(text)).Concat(Encoding.UTF8.GetBytes(text));

    private static IEnumerable<byte> U32(int number) => [unchecked((byte)(number >> 24)), unchecked((byte)(number >> 16)), unchecked((byte)(number >> 8)), unchecked((byte)number)];
}
