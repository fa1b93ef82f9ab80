using Qishi.Kernel.Sm;

namespace Qishi.Kernel.Draw;

/// <summary>
/// A pool frozen in canonical order: entries ascending by digest. Its digest covers the terms and every entry and is published before the seed exists
/// (docs/draw.md §3). Immutable.
/// </summary>
public sealed class DrawPool
{
    // Bytes of an entry in the digest, entries digested at once.
    private const int Width = 33, Batch = 1024;

    private readonly PoolEntry[] entries;

    private DrawPool(DrawTerms terms, PoolEntry[] entries, byte[] digest) => (Terms, this.entries, Digest) = (terms, entries, digest);

    /// <summary>The terms.</summary>
    public DrawTerms Terms { get; }

    /// <summary>All entries in canonical order.</summary>
    public ReadOnlySpan<PoolEntry> Entries => entries;

    /// <summary>SM3 digest of the pool, 32 bytes.</summary>
    public ReadOnlyMemory<byte> Digest { get; }

    /// <summary>The digest, 64 small hexadecimal digits.</summary>
    public string DigestHex => Convert.ToHexStringLower(Digest.Span);

    /// <summary>Freezes a pool. The array is sorted in place and kept.</summary>
    /// <param name="terms">Terms; the sizes of its strata must be those of the entries.</param>
    /// <param name="entries">Entries in any order.</param>
    /// <returns>The pool, or every reason why it cannot be frozen: terms, a doubled object, an unknown stratum, a wrong size.</returns>
    public static Result<DrawPool> Freeze(DrawTerms terms, PoolEntry[] entries)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(entries);
        var problems = new List<Problem>(terms.Problems());
        var sizes = new int[DrawTerms.MaxStrata + 1];
        var sm3 = DrawBytes.Tagged("qishi-pool-1");
        terms.AppendTo(sm3);
        sm3.AppendNumber((uint)entries.Length);
        var buffer = new byte[Width * Batch];
        // What is sorted is checked and digested while the rest is being sorted.
        PoolOrder.Sort(entries, (start, end) =>
        {
            for (var i = start; i < end; i++)
            {
                sizes[entries[i].Stratum]++;
                if (i > 0 && entries[i].IsSameObject(entries[i - 1])) problems.Add(new("draw-double", $"同一个对象在名录里出现了两次：{entries[i].Hex}"));
            }

            Append(sm3, entries.AsSpan(start, end - start), buffer);
        });
        for (var number = 0; number < sizes.Length; number++)
        {
            var expected = number < terms.Strata.Count ? terms.Strata[number].Size : 0;
            if (sizes[number] != expected) problems.Add(new("draw-size", $"第{number + 1}层应当有{expected}个对象，名录里有{sizes[number]}个"));
        }

        return problems.Count > 0 ? Result<DrawPool>.Refused(problems) : new DrawPool(terms, entries, sm3.Finish());
    }

    private static void Append(IncrementalSm3 sm3, ReadOnlySpan<PoolEntry> entries, byte[] buffer)
    {
        for (var start = 0; start < entries.Length; start += Batch)
        {
            var count = Math.Min(Batch, entries.Length - start);
            for (var i = 0; i < count; i++)
            {
                entries[start + i].CopyTo(buffer.AsSpan(i * Width));
                buffer[(i * Width) + 32] = entries[start + i].Stratum;
            }

            sm3.Append(buffer.AsSpan(0, count * Width));
        }
    }
}
