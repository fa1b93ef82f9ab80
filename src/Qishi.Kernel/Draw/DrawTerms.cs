using Qishi.Kernel.Sm;

namespace Qishi.Kernel.Draw;

/// <summary>
/// What is fixed before a seed can exist: the task, the way of drawing, who gives the randomness, the strata and how many are drawn of each (docs/draw.md §3).
/// Its bytes are part of the pool's digest.
/// </summary>
/// <param name="Task">Number of the task.</param>
/// <param name="Parties">Those who each give a secret, in the order their secrets are used. With a public number one is enough, without it at least two.</param>
/// <param name="PublicNumber">Which public number is used and when it will be known, in words; "" when none.</param>
/// <param name="Strata">Strata in the order of their numbers, with neutral names.</param>
public sealed record DrawTerms(string Task, IReadOnlyList<string> Parties, string PublicNumber, IReadOnlyList<DrawStratum> Strata)
{
    /// <summary>Name of the specification.</summary>
    public const string Algorithm = "qishi-draw-1";

    /// <summary>Most strata a pool may have.</summary>
    public const int MaxStrata = 255;

    /// <summary>Why a draw must not begin under these terms; empty when it may.</summary>
    public IReadOnlyList<Problem> Problems()
    {
        var problems = new List<Problem>();
        if (string.IsNullOrWhiteSpace(Task)) problems.Add(new("draw-task", "请填写任务编号"));
        if (Strata.Count is 0 or > MaxStrata) problems.Add(new("draw-strata", "分层至少一个，最多255个"));
        if (Strata.DistinctBy(s => s.Name).Count() != Strata.Count) problems.Add(new("draw-strata-name", "分层名称不能重复"));
        if (Strata.Any(s => s.Quota < 0 || s.Quota > s.Size)) problems.Add(new("draw-quota", "抽取数量不能超过该层的对象数量"));
        if (Parties.Distinct().Count() != Parties.Count) problems.Add(new("draw-party-name", "出具随机数的各方不能重名"));
        if (Parties.Count + (PublicNumber.Length > 0 ? 1 : 0) < 2) problems.Add(new("draw-parties", "随机数至少要有两个来源：两方各自出具，或者一方加一个公开数字"));
        return problems;
    }

    internal void AppendTo(IncrementalSm3 sm3)
    {
        sm3.AppendText(Algorithm);
        sm3.AppendText(Task);
        sm3.AppendNumber((uint)Parties.Count);
        foreach (var party in Parties) sm3.AppendText(party);
        sm3.AppendText(PublicNumber);
        sm3.AppendNumber((uint)Strata.Count);
        foreach (var stratum in Strata)
        {
            sm3.AppendText(stratum.Name);
            sm3.AppendNumber((uint)stratum.Size);
            sm3.AppendNumber((uint)stratum.Quota);
        }
    }
}

/// <param name="Name">Neutral name (第一层…); never a credit class.</param>
/// <param name="Size">Objects in it.</param>
/// <param name="Quota">Objects to draw of it.</param>
public sealed record DrawStratum(string Name, int Size, int Quota)
{
    /// <summary>Chance of each of its objects to be drawn: quota through size, 0 for an empty stratum.</summary>
    public double Chance => Size == 0 ? 0 : (double)Quota / Size;
}
