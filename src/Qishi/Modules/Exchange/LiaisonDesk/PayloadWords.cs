using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;

namespace Qishi.Modules.Exchange.LiaisonDesk;

/// <summary>The fields of a hand-over in words, numbers of persons masked (ux.md 4.4).</summary>
internal static class PayloadWords
{
    private static readonly Dictionary<string, string> Words = new()
    {
        ["caseNo"] = "办件编号", ["uscc"] = "统一社会信用代码", ["name"] = "名称", ["entityKind"] = "主体类型", ["address"] = "住所（经营场所）", ["divisionCode"] = "行政区划",
        ["establishedOn"] = "成立日期", ["registeredCapital"] = "注册资本（资金数额）", ["scopeText"] = "经营范围", ["industryClass"] = "行业", ["issuedAt"] = "发照时间", ["licenceDigest"] = "执照摘要",
        ["legalRep"] = "负责人", ["liaison"] = "登记联络员", ["agent"] = "代办人", ["financeOfficer"] = "财务负责人", ["officer"] = "经办人", ["idType"] = "证件类型", ["idNo"] = "身份证号码", ["mobile"] = "手机号",
        ["seals"] = "印章", ["headcount"] = "职工人数", ["firstMonth"] = "首次参保月份", ["ratio"] = "缴存比例", ["unitRatio"] = "单位缴存比例", ["employeeRatio"] = "职工缴存比例", ["startMonth"] = "起缴月份",
        ["base"] = "缴存基数", ["payday"] = "发薪日", ["branch"] = "开户网点", ["accountType"] = "账户类型", ["currency"] = "币种", ["appointment"] = "预约时间", ["taxpayerType"] = "纳税人类型",
        ["invoiceKinds"] = "发票种类", ["type"] = "种类", ["quantity"] = "数量", ["monthlyQuantity"] = "每月份数", ["maxAmount"] = "单份最高金额", ["material"] = "材质", ["shop"] = "刻章点", ["collector"] = "领取人",
    };

    public static IReadOnlyList<(string Word, string Value)> Lines(string payload) =>
        [.. CanonicalJson.Leaves(payload).Where(l => l.Value.Length > 0).Select(l => (Word(l.Key), Shown(l.Key, l.Value)))];

    private static string Word(string path) => string.Join("　", path.Split('.').Select(part =>
    {
        var cut = part.IndexOf('[', StringComparison.Ordinal);
        var name = cut < 0 ? part : part[..cut];
        return Words.GetValueOrDefault(name, name) + (cut < 0 ? "" : int.TryParse(part[(cut + 1)..^1], out var i) ? (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) : "");
    }));

    private static string Shown(string path, string value) =>
        path.EndsWith("idNo", StringComparison.OrdinalIgnoreCase) || path.EndsWith("idNumber", StringComparison.OrdinalIgnoreCase) ? Masked.Id(value)
        : path.EndsWith("mobile", StringComparison.OrdinalIgnoreCase) || path.EndsWith("phone", StringComparison.OrdinalIgnoreCase) ? Masked.Phone(value)
        : value;
}
