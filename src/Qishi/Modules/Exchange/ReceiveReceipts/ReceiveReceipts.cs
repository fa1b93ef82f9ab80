using System.Text.Json;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;

namespace Qishi.Modules.Exchange.ReceiveReceipts;

/// <summary>What to do with a receipt, decided from the hand-over as it is now; pure.</summary>
internal static class ReceiveReceipts
{
    public static readonly string[] Kinds = ["ACKED", "PROCESSING", "DONE", "REJECTED"];

    /// <summary>Clocks of departments may be ahead by so much.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    public static ReceiptVerdict Decide(WireReceipt r, HandOver? h, string sender, DateTime now)
    {
        if (Faults(r, h, now) is not null)
            return ReceiptVerdict.Malformed;
        if (h is null)
            return ReceiptVerdict.Unknown;
        if (h.Department != sender)
            return ReceiptVerdict.WrongSender;
        if (!string.Equals(r.PayloadDigest, h.PayloadDigest, StringComparison.OrdinalIgnoreCase))
            return ReceiptVerdict.WrongDigest;
        if (!h.Current)
            return ReceiptVerdict.Late;
        return (r.Kind, h.Status) switch
        {
            ("DONE", HandOverStatus.Done) => r.BusinessCompletedAt == h.BusinessCompletedAt ? ReceiptVerdict.Repeated : ReceiptVerdict.Late,
            ("DONE", HandOverStatus.ManualDone) => ReceiptVerdict.Late,
            ("DONE", HandOverStatus.Rejected) => r.At < h.ReturnedAt ? ReceiptVerdict.OutOfOrder : ReceiptVerdict.Applied,
            ("REJECTED", HandOverStatus.Rejected) => ReceiptVerdict.Repeated,
            ("REJECTED", HandOverStatus.Done or HandOverStatus.ManualDone) => ReceiptVerdict.Late,
            ("ACKED", HandOverStatus.Acked) or ("PROCESSING", HandOverStatus.Processing) => ReceiptVerdict.Repeated,
            ("ACKED", HandOverStatus.Processing or HandOverStatus.Done or HandOverStatus.ManualDone or HandOverStatus.Rejected or HandOverStatus.ManualUnconfirmed) => ReceiptVerdict.OutOfOrder,
            ("PROCESSING", HandOverStatus.Done or HandOverStatus.ManualDone or HandOverStatus.Rejected or HandOverStatus.ManualUnconfirmed) => ReceiptVerdict.OutOfOrder,
            _ => ReceiptVerdict.Applied,
        };
    }

    /// <summary>Changes the hand-over as the receipt says.</summary>
    public static IEnumerable<IEvent> Apply(WireReceipt r, HandOver h, DateTime now) => r.Kind switch
    {
        "ACKED" => h.Acknowledge(Past(r.At, now), now),
        "PROCESSING" => h.Start(Past(r.At, now), now),
        "DONE" => h.Complete(r.BusinessCompletedAt!.Value, now, r.Result is null ? null : JsonSerializer.Serialize(r.Result, Wire.Json)),
        "REJECTED" => h.Return(r.ReturnCode!, r.Sentence!, r.ApplicantsData!.Value, Past(r.At, now), now),
        _ => throw new InvalidOperationException($"Unknown kind {r.Kind}."),
    };

    /// <summary>What is missing or makes no sense; null when the receipt can be used.</summary>
    public static string? Faults(WireReceipt r, HandOver? h, DateTime now)
    {
        if (!IsCode(r.ReceiptId, 80))
            return "缺少回执编号，或者不是80个以内的字母、数字和符号";
        if (!IsCode(r.Key, 80))
            return "缺少推送编号";
        if (!Kinds.Contains(r.Kind))
            return $"回执种类应为{string.Join('、', Kinds)}";
        if (r.At > now + Ahead)
            return "回执时间在将来";
        if (r.Kind == "DONE" && r.BusinessCompletedAt is null)
            return "办结回执缺少实际办成时间";
        if (r.BusinessCompletedAt > now + Ahead || (h is not null && r.BusinessCompletedAt < h.AcceptedAt))
            return "实际办成时间在受理之前或者在将来";
        if (r.Kind == "REJECTED" && (!IsCode(r.ReturnCode, 40) || r.ApplicantsData is null || string.IsNullOrWhiteSpace(r.Sentence) || r.Sentence.Length > 500))
            return "退回回执须写明原因代码、是谁的数据和500字以内的说明";
        return r.Result is { Count: > 50 } || r.Result?.Any(p => p.Key.Length > 60 || p.Value is null or { Length: > 500 }) == true ? "结果字段太多或者太长" : null;
    }

    public static string Sentence(ReceiptVerdict verdict, WireReceipt r, HandOver? h, DateTime now) => verdict switch
    {
        ReceiptVerdict.Applied => "已采用",
        ReceiptVerdict.Repeated => "以前收到过，没有再次处理",
        ReceiptVerdict.OutOfOrder => "这件已有更新的进展，只作记录",
        ReceiptVerdict.Late when h is { Current: false } => "这件已有更正后的新版本，对旧版本的回执只作记录",
        ReceiptVerdict.Late => "这件已经办结，与已有结果不同，留待对账",
        ReceiptVerdict.Unknown => "没有这个推送编号，只作记录",
        ReceiptVerdict.WrongSender => "这件不是贵单位的事项，没有采用",
        ReceiptVerdict.WrongDigest => "收到的数据与推送的数据摘要不一致，没有采用，留待对账",
        ReceiptVerdict.Malformed => (Faults(r, h, now) ?? "回执不完整") + "，没有采用",
        ReceiptVerdict.CertificateNotValid => "签名证书不在有效期内，没有采用",
        ReceiptVerdict.WrongSignature => "签名不对，没有采用",
        ReceiptVerdict.Replayed => "这个请求以前来过，或者时间相差太多，没有采用",
        _ => throw new InvalidOperationException($"Unknown verdict {verdict}."),
    };

    private static DateTime Past(DateTime at, DateTime now) => at < now ? at : now;

    /// <summary>Numbers and codes are printable ASCII: nothing that a database or a log could stumble over.</summary>
    public static bool IsCode(string? text, int most) => text is { Length: > 0 } && text.Length <= most && text.All(c => c is > ' ' and < '\x7f');
}
