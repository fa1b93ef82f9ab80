using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;

namespace Qishi.Modules.Exchange.ReconcileDepartments;

/// <summary>One hand-over against the department's line; pure. Fields are compared by keyed digest and named by path, never shown.</summary>
internal static class Compare
{
    public static IEnumerable<Finding> One(HandOver h, WireListLine? line, ReadOnlySpan<byte> secret)
    {
        var found = new List<Finding>();
        if (line is null)
        {
            if (h.PushedAt is not null)
                found.Add(new(h.IdempotencyKey, DifferenceKind.MissingThere, null, "本局已推送，对方没有"));
            return found;
        }

        if (line.Effects > 1)
            found.Add(new(h.IdempotencyKey, DifferenceKind.DoneTwice, null, $"对方办了{line.Effects}次"));
        if (!string.Equals(line.PayloadDigest, h.PayloadDigest, StringComparison.OrdinalIgnoreCase) || line.Fields.Count != h.FieldsPushed)
            found.Add(new(h.IdempotencyKey, DifferenceKind.Field, null, "收到的数据与推送的数据不一致"));
        foreach (var (path, value) in CanonicalJson.Leaves(h.Payload))
            if (line.Fields.GetValueOrDefault(path) != CanonicalJson.FieldDigest(secret, path, value))
                found.Add(new(h.IdempotencyKey, DifferenceKind.Field, path, $"字段“{path}”与推送的不一致"));
        if (Status(h, line.Status) is { } sentence)
            found.Add(new(h.IdempotencyKey, DifferenceKind.Status, null, sentence));
        return found;
    }

    private static string? Status(HandOver h, string theirs) => (theirs, h.Status) switch
    {
        ("DONE", HandOverStatus.Done or HandOverStatus.ManualDone or HandOverStatus.ManualUnconfirmed) => null,
        ("DONE", _) => "对方已办结，本局没有收到办结回执",
        ("REJECTED", HandOverStatus.Rejected) => null,
        ("REJECTED", _) => "对方已退回，本局没有收到退回回执",
        (_, HandOverStatus.Done) => "本局记为已办结，对方还在办",
        _ => null,
    };
}

internal sealed record Finding(string Key, DifferenceKind Kind, string? Field, string Sentence);
