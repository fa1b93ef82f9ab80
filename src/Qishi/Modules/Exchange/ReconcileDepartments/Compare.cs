using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;

namespace Qishi.Modules.Exchange.ReconcileDepartments;

/// <summary>
/// One hand-over three ways: recorded and sent by us, acknowledged to us, and as the department's own list has it; pure. Fields are compared by keyed digest and named
/// by path, never shown. What is still on its way and known to be (not sent yet, not on their list) is no difference: it has an owner and a next date.
/// </summary>
internal static class Compare
{
    public static IEnumerable<Finding> One(HandOver h, WireListLine? line, ReadOnlySpan<byte> secret)
    {
        var found = new List<Finding>();
        void Add(DifferenceKind kind, string sentence, string? field = null) => found.Add(new(h.IdempotencyKey, kind, field, sentence, h));
        if (line is null)
        {
            if (h.PushedAt is not null)
                Add(DifferenceKind.MissingThere, h.AckedAt is null ? "本局已推送，对方没有" : "对方给过回执，现在清单上没有");
            return found;
        }

        if (h.PushedAt is null)
            Add(DifferenceKind.NotSentHere, "本局记为还没有送达，对方已有");
        else if (h.AckedAt is null)
            Add(DifferenceKind.NoReceipt, "对方已有，本局没有收到接收回执");
        if (line.Effects > 1)
            Add(DifferenceKind.DoneTwice, $"对方办了{line.Effects}次");
        if (!string.Equals(line.PayloadDigest, h.PayloadDigest, StringComparison.OrdinalIgnoreCase) || line.Fields.Count != h.FieldsPushed)
            Add(DifferenceKind.Field, "收到的数据与推送的数据不一致");
        foreach (var (path, value) in CanonicalJson.Leaves(h.Payload))
            if (line.Fields.GetValueOrDefault(path) != CanonicalJson.FieldDigest(secret, path, value))
                Add(DifferenceKind.Field, $"字段“{path}”与推送的不一致", path);
        if (Status(h, line.Status) is { } sentence)
            Add(DifferenceKind.Status, sentence);
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

internal sealed record Finding(string Key, DifferenceKind Kind, string? Field, string Sentence, HandOver? Row)
{
    public (string, DifferenceKind, string?) Sameness => (Key, Kind, Field);
}
