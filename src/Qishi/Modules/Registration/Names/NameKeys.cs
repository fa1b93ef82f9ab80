using System.Runtime.InteropServices;

namespace Qishi.Modules.Registration.Names;

/// <summary>What a name is kept under, or looked up with: keys, and the industries that count; null: all industries.</summary>
internal sealed record NameQuestion(IReadOnlyList<long> Keys, IReadOnlyList<int>? Industries);

/// <summary>
/// The keys of a name. Every pair that <see cref="NamePair"/> finds shares a key of the kept and the asked side:
/// <list type="bullet">
/// <item>W sorted characters of the whole name; I the whole name of a sole trader; T and U the trade name (of enterprises, of sole traders); O its sorted characters;</item>
/// <item>S proper parts of the trade name, up to six characters: a longer asked trade name is looked up by its first six; the other way round the parts of the asked one are looked up under T;</item>
/// <item>H syllables: both of two; two of three with their places; of four and more the first or the second half, one of which must be equal when at most one syllable differs.</item>
/// </list>
/// </summary>
internal static class NameKeys
{
    private const int LongestPart = 6, LongestHalf = 3;

    /// <summary>Keys to keep with the name, each with its industry.</summary>
    public static IEnumerable<(long Key, int Industry)> Kept(NormalName n, string city)
    {
        var (soft, keys) = (Digest(n.Soft), new HashSet<(long, int)>());
        void Keep(char kind, string text, int industry) => keys.Add((Hash(city, kind, text), industry));
        if (!n.Enterprise)
        {
            Keep('I', n.Full, 0);
            Keep('U', n.Trade, soft);
            return keys;
        }

        Keep('W', NamePair.Sorted(n.Full), 0);
        Keep('T', n.Trade, soft);
        Keep('O', NamePair.Sorted(n.Trade), soft);
        foreach (var part in Parts(n.Trade, LongestPart))
            Keep('S', part, soft);
        foreach (var sound in Sounds(n.Trade))
            Keep('H', sound, soft);
        return keys;
    }

    /// <summary>What to look up for a name that is asked about.</summary>
    public static NameQuestion Asked(NormalName n, string city)
    {
        var keys = new HashSet<long>();
        void Ask(char kind, string text) => keys.Add(Hash(city, kind, text));
        Ask('T', n.Trade);
        Ask('U', n.Trade);
        if (n.Enterprise)
        {
            Ask('W', NamePair.Sorted(n.Full));
            Ask('O', NamePair.Sorted(n.Trade));
            Ask('S', n.Trade.Length > LongestPart ? n.Trade[..LongestPart] : n.Trade);
            foreach (var part in Parts(n.Trade, n.Trade.Length))
                Ask('T', part);
            foreach (var sound in Sounds(n.Trade))
                Ask('H', sound);
        }
        else
        {
            Ask('I', n.Full);
        }

        var soft = Digest(n.Soft);
        return new([.. keys], soft == 0 ? null : [0, soft]);
    }

    private static IEnumerable<string> Parts(string trade, int longest) =>
        from length in Enumerable.Range(2, Math.Max(0, Math.Min(longest, trade.Length - 1) - 1))
        from start in Enumerable.Range(0, trade.Length - length + 1)
        select trade.Substring(start, length);

    private static IEnumerable<string> Sounds(string trade) => trade.Length switch
    {
        < 2 => [],
        2 => Combined("2", trade),
        3 => Combined("3a", trade[1..]).Concat(Combined("3b", $"{trade[0]}{trade[2]}")).Concat(Combined("3c", trade[..2])),
        var n => Combined($"{n}l", Short(trade[..(n / 2)])).Concat(Combined($"{n}r", Short(trade[(n / 2)..]))),
    };

    private static string Short(string half) => half.Length > LongestHalf ? half[..LongestHalf] : half;

    private static IEnumerable<string> Combined(string place, string text) => text.Aggregate(
        (IEnumerable<string>)[place], (all, c) => all.SelectMany(_ => CharacterTable.Current.ReadingsOf(c), (head, syllable) => $"{head} {syllable}"));

    /// <summary>Digest of an industry; 0 for none only.</summary>
    public static int Digest(string industry)
    {
        if (industry.Length == 0)
            return 0;
        var digest = unchecked((int)Fnv(FnvStart, MemoryMarshal.AsBytes(industry.AsSpan())));
        return digest == 0 ? 1 : digest;
    }

    private const ulong FnvStart = 14695981039346656037;

    private static long Hash(string city, char kind, string text) =>
        unchecked((long)Fnv(Fnv(Fnv(FnvStart, MemoryMarshal.AsBytes(city.AsSpan())), [(byte)kind, (byte)'|']), MemoryMarshal.AsBytes(text.AsSpan())));

    // FNV-1a, 64 bits: the same on every machine and in every version of the program, since it is kept in the database.
    private static ulong Fnv(ulong hash, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
            hash = unchecked((hash ^ b) * 1099511628211);
        return hash;
    }
}
