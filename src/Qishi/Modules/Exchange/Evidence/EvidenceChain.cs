using System.Text.Json;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Platform.Events;

namespace Qishi.Modules.Exchange.Evidence;

/// <summary>Checks the rows of the log in a bundle: each stands in a piece of the chain that ends at an anchored head, and the signatures of the messages stand among them.</summary>
internal sealed class EvidenceChain(EvidenceManifest manifest, IReadOnlyDictionary<string, byte[]> files, IReadOnlyCollection<LogHead> anchors)
{
    /// <summary>What was signed just before the bundle was made may not have its seal yet.</summary>
    private static readonly TimeSpan NotYetSealed = TimeSpan.FromMinutes(10);

    public List<string> Lines { get; } = [];

    public void Check(IReadOnlyList<EvidenceBatch> batches)
    {
        var rows = VerifyEvidence.Json<List<EvidenceRow>>(files, EvidenceFormat.LogRows);
        var segments = VerifyEvidence.Json<List<EvidenceSegment>>(files, EvidenceFormat.LogSegments);
        var links = new Dictionary<long, EvidenceLink>();
        var compared = segments.Sum(s => Walk(s, links));
        foreach (var row in rows)
        {
            if (row.Payload is null || row.Type is null || row.Subject is null || !links.TryGetValue(row.No, out var link))
                throw new FaultException($"日志第{row.No}号记录不在链段里");
            if (row.EventDigest != link.Event)
                throw new FaultException($"日志第{row.No}号记录（{row.Type}）与链上的摘要不符，记录被改过");
            if (row.DigestOfProcess != link.Process)
                throw new FaultException($"日志第{row.No}号记录（{row.Type}）的过程记录与链上的摘要不符，记录被改过");
        }

        Lines.Add($"日志：{rows.Count(r => r.Subject == "case:" + manifest.CaseNo)}条本办件记录在链上，{segments.Count}段链逐条相符，到{segments.Count}个库外留存的链头为止");
        foreach (var segment in segments)
            Lines.Add($"链头：第{segment.After + segment.Links.Count}号 {segment.HeadHash}（{VerifyEvidence.Moment(segment.AnchoredAt)}留存）");
        Lines.Add(anchors.Count == 0 ? "没有另外提供链头文件，链头请与另存的核对" : $"与另外提供的链头核对：{compared}个相符");
        FindRoots(rows, batches);
    }

    private int Walk(EvidenceSegment segment, Dictionary<long, EvidenceLink> links)
    {
        var (no, hash) = (segment.After, segment.AfterHash ?? "");
        foreach (var link in segment.Links ?? [])
        {
            hash = SealChain.Next(hash, ++no, link.Event ?? "", link.Process ?? "");
            if (!links.TryAdd(no, link))
                throw new FaultException($"日志第{no}号在两个链段里");
        }

        if (hash != segment.HeadHash || no == segment.After)
            throw new FaultException($"日志第{segment.After + 1}号至第{no}号的链段与链头不符，链段或者链头被改过");
        if (anchors.FirstOrDefault(a => a.No == no && a.Hash != hash) is { } other)
            throw new FaultException($"链头第{no}号与另存的（{VerifyEvidence.Moment(other.At)}留存）不一致，日志可能被重新生成过");
        return anchors.Any(a => a.No == no && a.Hash == hash) ? 1 : 0;
    }

    private void FindRoots(List<EvidenceRow> rows, IReadOnlyList<EvidenceBatch> batches)
    {
        var logged = rows.Select(r => EventTypes.Read(r.Type, r.Payload)).Select(e => e switch
        {
            MessagesSigned m => (Wire.HandOverType, m.Root, m.Count),
            ReceiptsSigned m => (Wire.ReceiptType, m.Root, m.Count),
            _ => ("", "", 0),
        }).ToHashSet();
        var young = 0;
        foreach (var batch in batches.Where(b => !logged.Contains((b.Kind, b.Root, b.Size))))
        {
            if (manifest.MadeAt - batch.SignedAt > NotYetSealed)
                throw new FaultException($"文件{batch.File}的签名没有记入日志");
            young++;
        }

        Lines.Add(young == 0 ? "每个签名都记入了日志" : $"有{young}个签名在制作证据包时还没有封存进日志");
    }
}
