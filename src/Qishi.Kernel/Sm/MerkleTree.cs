namespace Qishi.Kernel.Sm;

/// <summary>
/// Hash tree over an ordered list, shaped as in RFC 9162 §2.1 with SM3: leaf = SM3(00 | data), node = SM3(01 | left | right), an odd node at the end of a level
/// moves up as it is. One signature over the root vouches for every item; a path of about log2(n) hashes proves that an item is in the list, and at which place.
/// </summary>
public sealed class MerkleTree
{
    private readonly byte[][][] levels;

    /// <summary>Builds the tree.</summary>
    /// <param name="items">Data of the leaves, at least one; the tree takes their hashes, not the data.</param>
    /// <exception cref="ArgumentException">The list is empty: an empty tree vouches for nothing.</exception>
    public MerkleTree(IReadOnlyList<byte[]> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        if (items.Count == 0) throw new ArgumentException("A tree has at least one leaf.", nameof(items));
        var level = new byte[items.Count][];
        for (var i = 0; i < level.Length; i++) level[i] = LeafHash(items[i]);
        var all = new List<byte[][]> { level };
        while (level.Length > 1) all.Add(level = Above(level));
        levels = [.. all];
    }

    /// <summary>Number of leaves.</summary>
    public int Size => levels[0].Length;

    /// <summary>Root, 32 bytes.</summary>
    public byte[] Root => levels[^1][0];

    /// <summary>The hashes that lead from a leaf to the root, from below.</summary>
    /// <param name="index">Place of the leaf, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such leaf.</exception>
    public IReadOnlyList<byte[]> PathOf(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Size);
        var path = new List<byte[]>(levels.Length - 1);
        foreach (var level in levels.AsSpan(0, levels.Length - 1))
        {
            if ((index ^ 1) < level.Length) path.Add(level[index ^ 1]);
            index >>= 1;
        }

        return path;
    }

    /// <summary>The root that data at a place of a tree of some size leads to; null when the path does not fit place and size (too long, too short, wrong lengths).</summary>
    public static byte[]? RootFrom(ReadOnlySpan<byte> data, int index, int size, IReadOnlyList<byte[]> path) => RootFromHash(LeafHash(data), index, size, path);

    /// <summary>The same from a leaf's hash, for leaves whose data is left out.</summary>
    public static byte[]? RootFromHash(byte[] leafHash, int index, int size, IReadOnlyList<byte[]> path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (index < 0 || index >= size || leafHash is not { Length: Sm3.Length }) return null;
        var (at, last, hash) = (index, size - 1, leafHash);
        foreach (var other in path)
        {
            if (last == 0 || other is not { Length: Sm3.Length }) return null;
            if ((at & 1) == 1 || at == last)
            {
                hash = NodeHash(other, hash);
                // The odd node at the end went up without a partner.
                while ((at & 1) == 0 && at != 0) (at, last) = (at >> 1, last >> 1);
            }
            else
            {
                hash = NodeHash(hash, other);
            }

            (at, last) = (at >> 1, last >> 1);
        }

        return last == 0 ? hash : null;
    }

    /// <summary>Root of leaves given by their hashes.</summary>
    /// <exception cref="ArgumentException">The list is empty.</exception>
    public static byte[] RootOfHashes(IReadOnlyList<byte[]> leafHashes)
    {
        ArgumentNullException.ThrowIfNull(leafHashes);
        if (leafHashes.Count == 0) throw new ArgumentException("A tree has at least one leaf.", nameof(leafHashes));
        var level = leafHashes.ToArray();
        while (level.Length > 1) level = Above(level);
        return level[0];
    }

    /// <summary>Hash of a leaf: SM3(00 | data). The first byte keeps a leaf from passing for a node.</summary>
    public static byte[] LeafHash(ReadOnlySpan<byte> data)
    {
        var sm3 = new IncrementalSm3();
        sm3.Append([0]);
        sm3.Append(data);
        return sm3.Finish();
    }

    private static byte[][] Above(byte[][] level)
    {
        var above = new byte[(level.Length + 1) / 2][];
        for (var i = 0; i < above.Length; i++)
            above[i] = 2 * i + 1 < level.Length ? NodeHash(level[2 * i], level[2 * i + 1]) : level[2 * i];
        return above;
    }

    private static byte[] NodeHash(byte[] left, byte[] right)
    {
        var sm3 = new IncrementalSm3();
        sm3.Append([1]);
        sm3.Append(left);
        sm3.Append(right);
        return sm3.Finish();
    }
}
