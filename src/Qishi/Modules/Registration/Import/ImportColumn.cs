namespace Qishi.Modules.Registration.Import;

/// <summary>One column of the template. A row is one entity; what an entity has several of stands in one cell, one a line.</summary>
internal sealed record ImportColumn(string Head, bool Required, string Hint, string Example);

/// <summary>The columns, in the order of the template.</summary>
internal static class ImportColumns
{
    public const string Uscc = "统一社会信用代码", LegacyNo = "原注册号", Name = "名称", Kind = "类型", Variant = "组成形式或所有制", Status = "状态", StatusOn = "状态日期", EstablishedOn = "成立日期",
        Capital = "注册资本（万元）", Currency = "币种", Term = "经营期限（年）", Area = "村（社区）代码", Address = "住所", Scope = "经营范围", Items = "规范项目代码", Industry = "行业代码", Employees = "从业人数",
        ParentCode = "隶属企业代码", ParentName = "隶属企业名称", ParentKind = "隶属企业类型", TradeName = "字号", People = "人员", Holders = "出资", History = "变更记录";

    public static IReadOnlyList<ImportColumn> All { get; } =
    [
        new(Uscc, false, "18位；没有的填原注册号，导入时赋码", "92451521MACY9001XX"),
        new(LegacyNo, false, "15位旧注册号，保留供查旧档案", "451521600123456"),
        new(Name, true, "没有名称的个体工商户填*", "望溪县梁记米粉店"),
        new(Kind, true, "个体工商户、有限责任公司、股份有限公司、非公司企业法人、个人独资企业、普通合伙企业、有限合伙企业、农民专业合作社、分支机构等", "个体工商户"),
        new(Variant, false, "个体工商户填个人经营或家庭经营；非公司企业法人填全民所有制、集体所有制或联营", "个人经营"),
        new(Status, false, "存续、歇业、清算中、吊销、责令关闭、撤销登记、注销、强制注销、迁出；不填为存续", "存续"),
        new(StatusOn, false, "状态不是存续的，填状态开始的日期", ""),
        new(EstablishedOn, true, "例如2019-05-06", "2019-05-06"),
        new(Capital, false, "注册资本、出资额或者资金数额", "5"),
        new(Currency, false, "不填为CNY", ""),
        new(Term, false, "不填为长期", ""),
        new(Area, false, "12位；不填的，住所按文字保存", "451521101001"),
        new(Address, true, "住所、主要经营场所或者经营场所的全文", "望溪县清河镇兴隆社区兴隆街12号"),
        new(Scope, true, "经营范围全文", "餐饮服务；日用百货销售。"),
        new(Items, false, "规范表述项目代码，用分号隔开，主业在前", "H001;F029"),
        new(Industry, false, "门类字母加4位小类，没有规范项目代码的填", "H6210"),
        new(Employees, false, "人数", "2"),
        new(ParentCode, false, "分支机构填", ""),
        new(ParentName, false, "分支机构填", ""),
        new(ParentKind, false, "分支机构填，写法同“类型”", ""),
        new(TradeName, false, "不填的，从名称中识别", ""),
        new(People, true, "每行一人：姓名|证件号码|手机号|职务（几个职务用、隔开）|住所|证件类型。后面几项可以不填", "梁小河|451521199001010014|13800000001|经营者、登记联络员|望溪县清河镇"),
        new(Holders, false, "每行一笔：姓名或单位名称|认缴（万元）|实缴（万元）|出资方式|出资日期|无限连带责任或有限责任|单位代码|单位类型", ""),
        new(History, false, "每行一条：日期|事项|变更前|变更后|原因。事项写名称、住所、法定代表人、经营范围、注册资本、状态或其他", "2021-03-04|名称|望溪县梁记粉店|望溪县梁记米粉店|经营需要"),
    ];

    private static readonly HashSet<string> Known = All.Select(c => c.Head).ToHashSet(StringComparer.Ordinal);

    /// <summary>What is wrong with a head row; null when nothing is.</summary>
    public static string? Wrong(IReadOnlyList<string> heads)
    {
        if (All.Where(c => c.Required).Select(c => c.Head).Except(heads).ToList() is { Count: > 0 } missing)
            return $"第一行应是列名，缺少“{string.Join("”“", missing)}”。请用模板填写";
        if (heads.GroupBy(h => h).FirstOrDefault(g => g.Key.Length > 0 && g.Count() > 1) is { } twice)
            return $"列名“{twice.Key}”出现了{twice.Count()}次。请删去重复的列";
        return heads.FirstOrDefault(h => h.Length > 0 && !Known.Contains(h)) is { } unknown ? $"没有“{(unknown.Length > 30 ? unknown[..30] : unknown)}”这一列。请用模板填写" : null;
    }
}
