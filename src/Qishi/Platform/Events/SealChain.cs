using System.Buffers.Binary;
using System.Text;
using Qishi.Kernel.Sm;

namespace Qishi.Platform.Events;

/// <summary>An event row with its process row, as they are read for sealing and checking.</summary>
internal sealed record LogEntry(EventRow Event, ProcessRow? Process);

/// <summary>
/// The chain: hash(n) = SM3( hash(n−1) | n | event row | process row ). Each field goes in with its length, so no two rows give the same bytes;
/// moments count in whole microseconds, the finer digits that PostgreSQL does not keep are left out.
/// </summary>
internal static class SealChain
{
    /// <summary>What the first seal follows.</summary>
    public static readonly string Start = new('0', 64);

    public static string Next(string previousHash, long no, LogEntry entry)
    {
        var bytes = new Canonical();
        bytes.Add(previousHash);
        bytes.Add(no);
        var e = entry.Event;
        bytes.Add(e.Seq);
        bytes.Add(e.ProcessId.ToString("N"));
        bytes.Add(e.Type);
        bytes.Add(e.Subject);
        bytes.Add(e.Payload);
        bytes.Add(e.At.Ticks / TimeSpan.TicksPerMicrosecond);
        if (entry.Process is { } p)
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

        return bytes.Hash();
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
