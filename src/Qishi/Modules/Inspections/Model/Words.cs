namespace Qishi.Modules.Inspections.Model;

/// <summary>Words of the module's small lists, as an office writes them.</summary>
internal static class Words
{
    public static readonly IReadOnlyDictionary<ItemType, string> ItemTypes = new Dictionary<ItemType, string> { [ItemType.General] = "一般检查事项", [ItemType.Key] = "重点检查事项" };

    public static readonly IReadOnlyDictionary<ObjectKind, string> Kinds = new Dictionary<ObjectKind, string>
    {
        [ObjectKind.Enterprise] = "企业",
        [ObjectKind.Individual] = "个体工商户",
        [ObjectKind.Coop] = "农民专业合作社",
        [ObjectKind.Product] = "产品",
        [ObjectKind.Project] = "项目",
        [ObjectKind.Behaviour] = "行为",
        [ObjectKind.Facility] = "设施",
        [ObjectKind.Other] = "其他",
    };

    public static readonly IReadOnlyDictionary<ItemState, string> ItemStates = new Dictionary<ItemState, string>
    {
        [ItemState.InReview] = "待复核",
        [ItemState.Published] = "已公布",
        [ItemState.Rejected] = "已退回",
        [ItemState.Abolished] = "已废止",
    };

    /// <summary>检查方式.</summary>
    public static readonly IReadOnlyDictionary<string, string> CheckMethods = new Dictionary<string, string>
    {
        ["ONSITE"] = "实地检查",
        ["DOCUMENT"] = "书面检查",
        ["OTHER_DEPT_RESULT"] = "行政部门检查结果或专业意见",
        ["LAB"] = "检验检测",
        ["NET"] = "网络监测",
        ["ENTRUSTED"] = "委托专业机构辅助",
    };

    public static readonly IReadOnlyDictionary<string, string> Levels = new Dictionary<string, string> { ["NATION"] = "国家", ["REGION"] = "自治区", ["CITY"] = "市", ["COUNTY"] = "县" };

    /// <summary>专业.</summary>
    public static readonly IReadOnlyList<string> Specialities = ["食品", "药品", "医疗器械", "特种设备", "计量", "价格", "广告", "知识产权", "信用", "质量", "卫生", "应急", "消防", "环保", "文化", "交通", "农业", "教育", "住建"];

    public static readonly IReadOnlyDictionary<MatchMode, string> MatchModes = new Dictionary<MatchMode, string>
    {
        [MatchMode.CountyPool] = "全县统一抽取",
        [MatchMode.StationPool] = "对象所在监管所抽取",
        [MatchMode.SectionPlusStation] = "股所联动（股室一人带队，监管所一人）",
        [MatchMode.CrossStation] = "交叉检查（不用对象所在监管所）",
        [MatchMode.JointTeam] = "部门联合（各部门各抽各的）",
    };

    public static readonly IReadOnlyDictionary<RatioMode, string> RatioModes = new Dictionary<RatioMode, string> { [RatioMode.FixedRatio] = "按统一比例", [RatioMode.FixedCount] = "按数量（信用差异加权）", [RatioMode.ByRiskClass] = "按信用风险分类差异比例" };

    public static readonly IReadOnlyDictionary<string, string> Relations = new Dictionary<string, string>
    {
        ["SPOUSE"] = "配偶",
        ["RELATIVE"] = "近亲属",
        ["SHAREHOLDER"] = "持股",
        ["FORMER_EMPLOYEE"] = "曾任职",
        ["CREDITOR"] = "债权债务",
        ["OTHER"] = "其他",
    };

    public static readonly IReadOnlyDictionary<string, string> Absences = new Dictionary<string, string> { ["LEAVE"] = "休假", ["SICK"] = "病假", ["TRAINING"] = "培训", ["SECONDED"] = "借调", ["OTHER"] = "其他" };

    /// <summary>Why somebody in a team is replaced.</summary>
    public static readonly IReadOnlyDictionary<string, string> Replacements = new Dictionary<string, string> { ["LEAVE"] = "请假", ["CONFLICT"] = "需要回避", ["CERT_EXPIRED"] = "执法证到期", ["EMERGENCY"] = "紧急任务", ["MANUAL"] = "人工调整" };

    public static string Joined(IEnumerable<string> parts) => string.Join('|', parts) is { Length: > 0 } text ? $"|{text}|" : "";

    public static IReadOnlyList<string> Split(string? joined) => (joined ?? "").Split('|', StringSplitOptions.RemoveEmptyEntries);
}
