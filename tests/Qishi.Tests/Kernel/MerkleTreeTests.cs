using CsCheck;
using Qishi.Kernel.Sm;
using Xunit;

namespace Qishi.Tests.Kernel;

public sealed class MerkleTreeTests
{
    private static readonly Gen<byte[][]> Items = Gen.Byte.Array[0, 40].Array[1, 70];

    [Fact]
    public void Root_IsTheRecursionOfRfc9162() => Items.Sample(items => new MerkleTree(items).Root.AsSpan().SequenceEqual(Recursive(items)));

    [Fact]
    public void EveryPath_LeadsToTheRoot() => Items.Sample(items =>
    {
        var tree = new MerkleTree(items);
        return Enumerable.Range(0, items.Length).All(i => Same(MerkleTree.RootFrom(items[i], i, items.Length, tree.PathOf(i)), tree.Root));
    });

    [Fact]
    public void AnotherItemPlaceSizeOrPath_DoesNotLeadThere() => Gen.Select(Gen.Byte.Array[4, 8].Array[2, 40], Gen.Int[0, 1000], Gen.Int[0, 255]).Sample((items, at, bit) =>
    {
        items = [.. items.Select((x, n) => (byte[])[(byte)n, .. x])];
        var (tree, i) = (new MerkleTree(items), at % items.Length);
        var path = tree.PathOf(i);
        var other = (byte[])items[i].Clone();
        other[bit % other.Length] ^= 1;
        var spoilt = path.Select((p, n) => n == bit % path.Count ? [.. p.Take(31), (byte)(p[31] ^ 1)] : p).ToList();
        return !Same(MerkleTree.RootFrom(other, i, tree.Size, path), tree.Root)
            && !Same(MerkleTree.RootFrom(items[i], (i + 1) % items.Length, tree.Size, path), tree.Root)
            && !Same(MerkleTree.RootFrom(items[i], i, tree.Size, spoilt), tree.Root)
            && !Same(MerkleTree.RootFrom(items[i], i, tree.Size, [.. path, path[0]]), tree.Root)
            && !Same(MerkleTree.RootFrom(items[i], i, tree.Size, [.. path.Take(path.Count - 1)]), tree.Root)
            && MerkleTree.RootFrom(items[i], tree.Size, tree.Size, path) is null && MerkleTree.RootFrom(items[i], -1, tree.Size, path) is null;
    });

    [Fact]
    public void ANode_DoesNotPassForALeaf()
    {
        byte[][] items = [[1], [2], [3], [4]];
        var tree = new MerkleTree(items);
        var left = (byte[])[.. MerkleTree.LeafHash(items[0]), .. MerkleTree.LeafHash(items[1])];
        Assert.NotEqual(tree.Root, MerkleTree.RootFrom(left, 0, 2, [tree.PathOf(0)[1]]));
    }

    [Fact]
    public void LeavesByTheirHashes_GiveTheSameRoot() =>
        Items.Sample(items => Same(MerkleTree.RootOfHashes([.. items.Select(i => MerkleTree.LeafHash(i))]), new MerkleTree(items).Root));

    [Fact]
    public void AnEmptyTree_IsRefused() => Assert.Throws<ArgumentException>(() => new MerkleTree([]));

    private static bool Same(byte[]? a, byte[] b) => a is not null && a.AsSpan().SequenceEqual(b);

    private static byte[] Recursive(ReadOnlySpan<byte[]> items)
    {
        if (items.Length == 1)
            return Sm3.Hash([0, .. items[0]]);
        var split = 1;
        while (split * 2 < items.Length)
            split *= 2;
        return Sm3.Hash([1, .. Recursive(items[..split]), .. Recursive(items[split..])]);
    }
}
