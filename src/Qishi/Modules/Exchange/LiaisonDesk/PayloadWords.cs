using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;

namespace Qishi.Modules.Exchange.LiaisonDesk;

/// <summary>The fields of a hand-over in words, numbers of persons masked (ux.md 4.4).</summary>
internal static class PayloadWords
{
    private static readonly Dictionary<string, string> Words = new()
    {
        ["caseNo"] = "办件编号",
        ["uscc"] = "统一社会信用代码",
        ["name"] = "名称",
        ["entityKind"] = "主体类型",
        ["address"] = "住所（经营场所）",
        ["divisionCode"] = "行政区划",
        ["establishedOn"] = "成立日期",
        ["registeredCapital"] = "注册资本（资金数额）",
        ["scopeText"] = "经营范围",
        ["industryClass"] = "行业",
        ["issuedAt"] = "发照时间",
        ["licenceDigest"] = "执照摘要",
        ["legalRep"] = "负责人",
        ["liaison"] = "登记联络员",
        ["agent"] = "代办人",
        ["financeOfficer"] = "财务负责人",
        ["officer"] = "经办人",
        ["idType"] = "证件类型",
        ["idNo"] = "身份证号码",
        ["mobile"] = "手机号",
        ["seals"] = "印章",
        ["headcount"] = "职工人数",
        ["firstMonth"] = "首次参保月份",
        ["ratio"] = "缴存比例",
        ["unitRatio"] = "单位缴存比例",
        ["employeeRatio"] = "职工缴存比例",
        ["startMonth"] = "起缴月份",
        ["base"] = "缴存基数",
        ["payday"] = "发薪日",
        ["branch"] = "开户网点",
        ["accountType"] = "账户类型",
        ["currency"] = "币种",
        ["appointment"] = "预约时间",
        ["taxpayerType"] = "纳税人类型",
        ["invoiceKinds"] = "发票种类",
        ["type"] = "种类",
        ["quantity"] = "数量",
        ["monthlyQuantity"] = "每月份数",
        ["maxAmount"] = "单份最高金额",
        ["material"] = "材质",
        ["registeredCapitalFen"] = "注册资本（资金数额）",
        ["insuredFrom"] = "首次参保月份",
        ["maxAmountFen"] = "单份最高金额",
        ["baseFen"] = "缴存基数",
        ["deviceMode"] = "税控方式",
        ["consent"] = "同意开户",
        ["collect"] = "领取方式",
        ["shop"] = "刻章点",
        ["collector"] = "领取人",
    };

    private static readonly Dictionary<string, string> Values = new()
    {
        ["Individual"] = "个体工商户",
        ["Llc"] = "有限责任公司",
        ["CN_ID"] = "居民身份证",
        ["BASIC"] = "基本存款账户",
        ["CNY"] = "人民币",
        ["UKEY"] = "税务UKey",
        ["DIGITAL"] = "数电发票",
        ["true"] = "是",
        ["false"] = "否",
        ["NAME"] = "法定名称章",
        ["FINANCE"] = "财务专用章",
        ["INVOICE"] = "发票专用章",
        ["LEGALREP"] = "法定代表人名章",
        ["CONTRACT"] = "合同专用章",
    };

    /// <summary>Every field by path, for correcting: raw, and masked where it is personal.</summary>
    public static IReadOnlyList<PayloadField> Fields(string payload)
    {
        using var document = System.Text.Json.JsonDocument.Parse(payload);
        return [.. CanonicalJson.Leaves(payload).Select(l => new PayloadField(l.Key, Word(l.Key), l.Value, Shown(l.Key, l.Value), Shown(l.Key, l.Value) is var shown && shown != l.Value && shown.Contains('*', StringComparison.Ordinal), KindOf(document.RootElement, l.Key)))];
    }

    private static System.Text.Json.JsonValueKind KindOf(System.Text.Json.JsonElement root, string path)
    {
        foreach (var part in path.Split(['.', '[']).Select(p => p.TrimEnd(']')))
            root = root.ValueKind == System.Text.Json.JsonValueKind.Array && int.TryParse(part, System.Globalization.CultureInfo.InvariantCulture, out var i) ? root[i] : root.GetProperty(part);
        return root.ValueKind;
    }

    public static IReadOnlyList<(string Word, string Value)> Lines(string payload) =>
        [.. CanonicalJson.Leaves(payload).Where(l => l.Value.Length > 0 && l.Key != "caseNo").Select(l => (Word(l.Key), Shown(l.Key, l.Value)))];

    private static string Word(string path) => string.Join("　", path.Split('.').Select((part, depth) =>
    {
        var cut = part.IndexOf('[', StringComparison.Ordinal);
        var name = cut < 0 ? part : part[..cut];
        var word = depth > 0 && name == "name" ? "姓名" : Words.GetValueOrDefault(name, name);
        return word + (cut < 0 ? "" : int.TryParse(part[(cut + 1)..^1], out var i) ? (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) : "");
    }));

    private static string Shown(string path, string value) =>
        path.EndsWith("idNo", StringComparison.OrdinalIgnoreCase) || path.EndsWith("idNumber", StringComparison.OrdinalIgnoreCase) ? Masked.Id(value)
        : path.EndsWith("mobile", StringComparison.OrdinalIgnoreCase) || path.EndsWith("phone", StringComparison.OrdinalIgnoreCase) ? Masked.Phone(value)
        : path.EndsWith("Fen", StringComparison.Ordinal) && long.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var fen) ? new Money(fen).ToString()
        : Values.GetValueOrDefault(value, value);
}

/// <param name="Path">Path in the payload.</param>
/// <param name="Word">Chinese words.</param>
/// <param name="Raw">The value.</param>
/// <param name="Shown">As it may be shown.</param>
/// <param name="Personal">Shown masked; typed anew to change it.</param>
/// <param name="Kind">Kind of JSON value.</param>
internal sealed record PayloadField(string Path, string Word, string Raw, string Shown, bool Personal, System.Text.Json.JsonValueKind Kind);
