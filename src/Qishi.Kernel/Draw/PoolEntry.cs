using System.Buffers.Binary;

namespace Qishi.Kernel.Draw;

/// <summary>One object of a pool: its digest and the number of its stratum. Ordered by the digest, byte by byte.</summary>
public readonly struct PoolEntry : IComparable<PoolEntry>, IEquatable<PoolEntry>
{
    private readonly ulong a;
    private readonly ulong b;
    private readonly ulong c;
    private readonly ulong d;

    /// <summary>An entry.</summary>
    /// <param name="digest">Digest of the object, 32 bytes.</param>
    /// <param name="stratum">Number of its stratum, from 0.</param>
    /// <exception cref="ArgumentException">The digest has another length.</exception>
    public PoolEntry(ReadOnlySpan<byte> digest, byte stratum)
    {
        if (digest.Length != 32) throw new ArgumentException("A digest has 32 bytes.", nameof(digest));
        a = BinaryPrimitives.ReadUInt64BigEndian(digest);
        b = BinaryPrimitives.ReadUInt64BigEndian(digest[8..]);
        c = BinaryPrimitives.ReadUInt64BigEndian(digest[16..]);
        d = BinaryPrimitives.ReadUInt64BigEndian(digest[24..]);
        Stratum = stratum;
    }

    /// <summary>Number of the stratum, from 0.</summary>
    public byte Stratum { get; }

    internal byte FirstByte => (byte)(a >> 56);

    /// <summary>The digest, 64 small hexadecimal digits.</summary>
    public string Hex
    {
        get
        {
            Span<byte> bytes = stackalloc byte[32];
            CopyTo(bytes);
            return Convert.ToHexStringLower(bytes);
        }
    }

    /// <summary>Writes the digest.</summary>
    /// <param name="bytes">At least 32 bytes.</param>
    public void CopyTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, a);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], b);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[16..], c);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[24..], d);
    }

    /// <summary>True when both are the same object, whatever the stratum.</summary>
    public bool IsSameObject(PoolEntry other) => a == other.a && b == other.b && c == other.c && d == other.d;

    /// <inheritdoc/>
    public int CompareTo(PoolEntry other) =>
        a != other.a ? a.CompareTo(other.a) : b != other.b ? b.CompareTo(other.b) : c != other.c ? c.CompareTo(other.c) : d.CompareTo(other.d);

    /// <inheritdoc/>
    public bool Equals(PoolEntry other) => IsSameObject(other) && Stratum == other.Stratum;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PoolEntry other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(a, b, c, d, Stratum);

    /// <summary>Same digest and stratum.</summary>
    public static bool operator ==(PoolEntry left, PoolEntry right) => left.Equals(right);

    /// <summary>Other digest or stratum.</summary>
    public static bool operator !=(PoolEntry left, PoolEntry right) => !left.Equals(right);

    /// <summary>Earlier in the pool.</summary>
    public static bool operator <(PoolEntry left, PoolEntry right) => left.CompareTo(right) < 0;

    /// <summary>Later in the pool.</summary>
    public static bool operator >(PoolEntry left, PoolEntry right) => left.CompareTo(right) > 0;

    /// <summary>Not later in the pool.</summary>
    public static bool operator <=(PoolEntry left, PoolEntry right) => left.CompareTo(right) <= 0;

    /// <summary>Not earlier in the pool.</summary>
    public static bool operator >=(PoolEntry left, PoolEntry right) => left.CompareTo(right) >= 0;
}
