using Qishi.Kernel;

namespace Qishi.Modules.Inspections.Model;

/// <summary>Good, a problem, neither, or the object's own end.</summary>
internal enum ResultClass { Good, Negative, Neutral, Status }

/// <param name="Code">R01 ….</param>
/// <param name="Word">Official wording.</param>
/// <param name="Class">What it says.</param>
/// <param name="Alone">Excludes every other code of the same item.</param>
/// <param name="Follow">What follows by itself; null for nothing.</param>
internal sealed record ResultCode(string Code, string Word, ResultClass Class, bool Alone, FollowUpKind? Follow = null);

/// <param name="Item">Item.</param>
/// <param name="Codes">Codes chosen.</param>
/// <param name="EvidenceKind">R04: E1 owner's or manager's proof, E2 no such address, E3 two letters came back.</param>
/// <param name="Evidence">Pieces of evidence.</param>
internal sealed record TypedResult(string Item, IReadOnlyList<string> Codes, string? EvidenceKind, int Evidence);

/// <summary>The canonical result codes and what may stand beside what (rulebook B §1.8; 企业公示信息抽查办法 art. 11, 14). Pure.</summary>
internal static class ResultCodes
{
    public static readonly IReadOnlyList<ResultCode> All =
    [
        new("R01", "未发现问题", ResultClass.Good, true),
        new("R02", "未按规定公示应当公示的信息", ResultClass.Negative, false, FollowUpKind.OrderPublicise),
        new("R03", "公示信息隐瞒真实情况、弄虚作假", ResultClass.Negative, false, FollowUpKind.Case),
        new("R04", "通过登记的住所（经营场所）无法联系", ResultClass.Negative, false, FollowUpKind.AbnormalList),
        new("R05", "发现问题已责令改正", ResultClass.Negative, false, FollowUpKind.Reinspect),
        new("R06", "不配合检查情节严重", ResultClass.Negative, false, FollowUpKind.Case),
        new("R07", "未发现开展本次抽查涉及的经营活动", ResultClass.Neutral, true),
        new("R08", "发现问题待后续处理", ResultClass.Negative, false, FollowUpKind.Case),
        new("R09", "合格", ResultClass.Good, true),
        new("R10", "不合格", ResultClass.Negative, true, FollowUpKind.Case),
        new("R11", "已关闭停业或正在组织清算", ResultClass.Neutral, false),
        new("R12", "注销", ResultClass.Status, true),
        new("R13", "被吊销营业执照", ResultClass.Status, true),
        new("R14", "被撤销设立登记", ResultClass.Status, true),
        new("R15", "迁出", ResultClass.Status, true),
        new("R16", "违反其他部门相关规定", ResultClass.Negative, false, FollowUpKind.Transfer),
    ];

    /// <summary>后续处置.</summary>
    public static readonly IReadOnlyDictionary<string, string> Disposals = new Dictionary<string, string>
    {
        ["NONE"] = "无需后续处置",
        ["FEEDBACK"] = "停止检查，反馈日常监管",
        ["ORDER"] = "责令改正，日常监管跟踪",
        ["CASE"] = "发现案件线索，固定证据后移送办案机构",
        ["TRANSFER"] = "违反其他部门规定，抄告",
        ["OTHER"] = "其他",
    };

    public static readonly IReadOnlyDictionary<string, string> EvidenceKinds = new Dictionary<string, string>
    {
        ["E1"] = "实地核查，产权人或者物业证明企业不在此处",
        ["E2"] = "实地核查，登记的地址不存在",
        ["E3"] = "两次专用信函均无人签收，间隔15日以上30日以内",
    };

    private static readonly Dictionary<string, ResultCode> ByCode = All.ToDictionary(c => c.Code, StringComparer.Ordinal);

    public static ResultCode? Find(string code) => ByCode.GetValueOrDefault(code);

    public static string Word(string code) => Find(code)?.Word ?? code;

    public static bool IsNegative(string code) => Find(code)?.Class == ResultClass.Negative;

    /// <summary>Everything wrong with what was typed; empty when it may be submitted.</summary>
    public static IReadOnlyList<Problem> Check(IReadOnlyList<string> items, IReadOnlyList<TypedResult> results, string? disposal)
    {
        var problems = new List<Problem>();
        foreach (var (item, index) in items.Select((i, n) => (i, n)))
        {
            var field = $"Results[{index}].Codes";
            var typed = results.FirstOrDefault(r => r.Item == item);
            if (typed is null || typed.Codes.Count == 0)
                problems.Add(new("result-missing", "请选择这一项的检查结果", field));
            else
                problems.AddRange(OfItem(typed, field, index));
        }

        if (results.SelectMany(r => r.Codes).Any(IsNegative) && (disposal is null or "NONE" || !Disposals.ContainsKey(disposal)))
            problems.Add(new("disposal-missing", "发现了问题，请选择后续处置方式", "Disposal"));
        return problems;
    }

    /// <summary>Union over all items; R01 only when no item found anything else than good or nothing to check.</summary>
    public static IReadOnlyList<string> Overall(IEnumerable<IEnumerable<string>> items)
    {
        var all = items.SelectMany(i => i).Distinct().Order(StringComparer.Ordinal).ToList();
        return all.All(c => c is "R01" or "R07" or "R09") ? all : [.. all.Where(c => c != "R01")];
    }

    private static IEnumerable<Problem> OfItem(TypedResult typed, string field, int index)
    {
        var codes = typed.Codes.Distinct().ToList();
        if (codes.FirstOrDefault(c => Find(c) is null) is { } unknown)
        {
            yield return new("result-unknown", $"没有结果代码“{unknown}”。请从列表里选择", field);
            yield break;
        }

        if (codes.Count > 1 && codes.FirstOrDefault(c => Find(c)!.Alone) is { } alone)
            yield return new("result-alone", $"“{Word(alone)}”不能和其他结果同时选择", field);
        if (codes.Contains("R04") && codes.Contains("R05"))
            yield return new("result-lost-contact", "无法联系的企业不会同时“已责令改正”，请只选一个", field);
        if (codes.Contains("R04") && !EvidenceKinds.ContainsKey(typed.EvidenceKind ?? ""))
            yield return new("evidence-kind-missing", "“无法联系”须有证明材料：产权人或物业证明、地址不存在的核查记录，或者两次信函", $"Results[{index}].EvidenceKind", "企业公示信息抽查办法第十四条");
        if (codes.Any(IsNegative) && typed.Evidence < 1)
            yield return new("evidence-missing", "发现了问题的，至少上传或登记一份证据", $"Results[{index}].Evidence");
    }
}
