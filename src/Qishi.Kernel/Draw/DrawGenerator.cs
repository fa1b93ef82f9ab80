using System.Buffers.Binary;
using System.Text;
using Qishi.Kernel.Sm;

namespace Qishi.Kernel.Draw;

/// <summary>
/// The stream of numbers that a seed stands for (docs/draw.md §5): SM3 over a key and a counter, four 64-bit numbers a block. The same seed and label give the
/// same numbers on every machine. Not thread-safe.
/// </summary>
public sealed class DrawGenerator
{
    private readonly byte[] message = new byte[40];
    private byte[] block = [];
    private ulong counter;
    private int used = 4;

    /// <summary>Begins a stream.</summary>
    /// <param name="seed">The seed, 32 bytes.</param>
    /// <param name="label">What the numbers are for; other labels give independent streams.</param>
    public DrawGenerator(ReadOnlySpan<byte> seed, string label)
    {
        var key = DrawBytes.Tagged("qishi-generator-1");
        key.Append(seed);
        key.AppendText(label);
        key.Finish().CopyTo(message, 0);
    }

    /// <summary>The next number, any of 2^64.</summary>
    public ulong Next()
    {
        if (used == 4)
        {
            BinaryPrimitives.WriteUInt64BigEndian(message.AsSpan(32), counter++);
            block = Sm3.Hash(message);
            used = 0;
        }

        return BinaryPrimitives.ReadUInt64BigEndian(block.AsSpan(8 * used++));
    }

    /// <summary>A number from 0 to <paramref name="bound"/> − 1, each with exactly the same chance: numbers at or above the greatest multiple of the bound are passed over.</summary>
    /// <param name="bound">How many numbers, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public int Below(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        int result;
        while ((result = Reduce(Next(), bound)) < 0)
        {
            // Passed over: see below.
        }

        return result;
    }

    /// <summary>Number modulo bound; −1 when the number lies in the last, incomplete run of the bound, which would favour the small results.</summary>
    internal static int Reduce(ulong number, int bound)
    {
        var excess = ((ulong.MaxValue % (ulong)bound) + 1) % (ulong)bound;
        return number > ulong.MaxValue - excess ? -1 : (int)(number % (ulong)bound);
    }
}
