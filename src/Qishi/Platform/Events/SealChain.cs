using System.Buffers.Binary;
using System.Text;
using Qishi.Kernel.Sm;

namespace Qishi.Platform.Events;

/// <summary>An event row with its process row, as they are read for sealing and checking.</summary>
internal sealed record LogEntry(EventRow Event, ProcessRow? Process);

/// <summary>
/// The chain: hash(n) = SM3( hash(n−1) | n | digest of the event row | digest of the process row ). The two digests stand between, so that a piece of the chain can be
/// shown to somebody who may not read every row in it. Each field goes in with its length, so no two rows give the same bytes; moments count in whole
/// microseconds, the finer digits that PostgreSQL does not keep are left out.
/// </summary>
internal static class SealChain
{
    /// <summary>What the first seal follows.</summary>
    public static readonly string Start = new('0', 64);

    public static string Next(string previousHash, long no, LogEntry entry) => Next(previousHash, no, DigestOf(entry.Event), DigestOf(entry.Process));

    /// <param name="previousHash">Hash of the seal before.</param>
    /// <param name="no">Number of the seal.</param>
    /// <param name="eventDigest">Digest of the event row.</param>
    /// <param name="processDigest">Digest of the process row; "" when it has none.</param>
    public static string Next(string previousHash, long no, string eventDigest, string processDigest)
    {
        var bytes = new Canonical();
        bytes.Add(previousHash);
        bytes.Add(no);
        bytes.Add(eventDigest);
        bytes.Add(processDigest);
        return bytes.Hash();
    }

    public static string DigestOf(EventRow e)
    {
        var bytes = new Canonical();
        Add(bytes, e);
        return bytes.Hash();
    }

    /// <summary>Digest of a process row; "" when there is none.</summary>
    public static string DigestOf(ProcessRow? p)
    {
        if (p is null)
            return "";
        var bytes = new Canonical();
        Add(bytes, p);
        return bytes.Hash();
    }

    /// <summary>The chain as release 0.1.0 made it, without the digests between. Its seals stay good; none is made any more.</summary>
    public static string NextInFirstRelease(string previousHash, long no, LogEntry entry)
    {
        var bytes = new Canonical();
        bytes.Add(previousHash);
        bytes.Add(no);
        Add(bytes, entry.Event);
        if (entry.Process is { } p)
            Add(bytes, p);
        return bytes.Hash();
    }

    private static void Add(Canonical bytes, EventRow e)
    {
        bytes.Add(e.Seq);
        bytes.Add(e.ProcessId.ToString("N"));
        bytes.Add(e.Type);
        bytes.Add(e.Subject);
        bytes.Add(e.Payload);
        bytes.Add(e.At.Ticks / TimeSpan.TicksPerMicrosecond);
    }

    private static void Add(Canonical bytes, ProcessRow p)
    {
        bytes.Add(p.Id.ToString("N"));
        bytes.Add(p.Kind);
        bytes.Add(p.ActorId?.ToString("N"));
        bytes.Add(p.ActorName);
        bytes.Add(p.ActorUnit);
        bytes.Add(p.SourceAddress);
        bytes.Add(p.Reason);
        bytes.Add(p.CorrelationId);
        bytes.Add(p.At.Ticks / TimeSpan.TicksPerMicrosecond);
    }

    private sealed class Canonical
    {
        private readonly IncrementalSm3 sm3 = new();

        public void Add(long number)
        {
            Span<byte> bytes = stackalloc byte[8];
            BinaryPrimitives.WriteInt64BigEndian(bytes, number);
            sm3.Append(bytes);
        }

        public void Add(string? text)
        {
            if (text is null)
            {
                Add(-1L);
                return;
            }

            var bytes = Encoding.UTF8.GetBytes(text);
            Add((long)bytes.Length);
            sm3.Append(bytes);
        }

        public string Hash() => Convert.ToHexStringLower(sm3.Finish());
    }
}
