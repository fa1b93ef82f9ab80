using Qishi.Modules.Permits.Contracts;

namespace Qishi.Modules.Permits.TellApplicant;

/// <summary>The wording that is signed (R-7.2, R-4.7). A changed sentence gets a new version; old commitments keep theirs.</summary>
internal static class CommitmentWording
{
    public const string Version = "2026-1";

    public static CommitmentText For(IReadOnlyList<PermitNeed> needs) => new(Version, Text(needs));

    private static string Text(IReadOnlyList<PermitNeed> needs)
    {
        var (permits, filings) = (needs.Where(n => !n.IsFiling).ToList(), needs.Where(n => n.IsFiling).ToList());
        return (permits.Count > 0 ? $"我（们）已被告知：经营范围中的项目须依法取得{Names(permits)}。我（们）知道由哪个部门许可，承诺取得许可前不从事相应的经营活动。" : "")
            + (filings.Count > 0 ? $"我（们）已被告知：须依法办理{Names(filings)}，承诺按规定备案。" : "")
            + "违反承诺的，愿意承担法律责任。";
    }

    private static string Names(IEnumerable<PermitNeed> needs) => string.Join('、', needs.Select(n => n.Permit));

    /// <summary>One line per permit, as told.</summary>
    public static string Line(PermitNeed n) =>
        $"{n.Permit}（{string.Join('、', n.ScopeNames)}）：{n.Department ?? "由哪个部门许可，登记后由市场监管部门确认并告知"}{(n.Address is { Length: > 0 } a ? $"，{a}" : "")}{(n.Phone is { Length: > 0 } p ? $"，电话{p}" : "")}";
}
