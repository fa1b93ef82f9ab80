namespace Qishi.Platform.Web.Pages;

/// <summary>A thing people come for, with its one promise and the words they look for it by.</summary>
internal sealed record Guide(string Code, string Name, string Promise, string Icon, string Words, string? Online = null)
{
    public string Url => Online ?? "/guides#" + Code;

    public static IReadOnlyList<Guide> All { get; } =
    [
        new("startup", "企业、个体工商户开办", "7个事项一次提交，1个工作日办结，不收费", "shop", "开店 开办 营业执照 办照 注册 公司 个体户 米粉店 小卖部 开公司 设立 印章 发票 社保 医保 公积金 开户", "/startup"),
        new("progress", "查办件进度", "凭办件编号和手机号查询，不用登录", "clock", "进度 办件 查询 到哪了 KB", "/progress"),
        new("entities", "查企业、验执照", "扫执照二维码，或输入名称、信用代码", "search", "查企业 查执照 验执照 信用代码 真假", "/public/entities"),
        new("verify", "验营业执照真伪", "扫执照二维码，或输入执照下方的核验码、信用代码", "check", "验执照 核验 真假 假执照 二维码 营业执照 电子营业执照", "/verify"),
        new("food", "食品经营许可", "可视频核查，2个工作日", "food", "食品 许可 餐饮 小餐饮 卫生 证照"),
        new("change", "变更登记", "当场办结", "swap", "变更 改名 换地址 换负责人 法定代表人 法人 经营范围 股东", "/my/entities"),
        new("operator", "个体户换经营者", "保留成立日期和字号", "person", "换经营者 转让 个体户 换人 换负责人", "/my/entities"),
        new("close", "注销、歇业", "简易注销公示20天", "exit", "注销 歇业 关门 不干了 停业", "/my/entities"),
        new("annual", "年度报告", "每年1月1日至6月30日", "document", "年报 年度报告 年检"),
        new("credit", "信用修复", "2个工作日内答复是否受理", "shield", "信用 修复 异常名录 移出 黑名单"),
        new("complaint", "投诉举报", "7个工作日内告知是否受理", "comment", "投诉 举报 维权 退款 12315"),
        new("random", "双随机抽查公示", "结果可自行验证", "dice", "双随机 抽查 检查 公示"),
        new("large", "大字版、高对比", "页面右上角随时切换", "reveal", "长者版 老年版 关怀版 大字版 适老版 高对比 字号 无障碍", "/accessibility"),
    ];

    /// <summary>The eight of the home page.</summary>
    public static IReadOnlyList<Guide> Common { get; } = [.. All.Where(g => g.Code is "food" or "change" or "operator" or "close" or "annual" or "credit" or "complaint" or "random")];

    /// <summary>Guides whose words occur in the text, or whose name holds it; best first.</summary>
    public static IReadOnlyList<Guide> Find(string text) => [.. All
        .Select(g => (Guide: g, Score: g.Name.Contains(text, StringComparison.OrdinalIgnoreCase) ? 100 : g.Words.Split(' ').Where(w => text.Contains(w, StringComparison.OrdinalIgnoreCase) || (text.Length > 1 && w.Contains(text, StringComparison.OrdinalIgnoreCase))).Sum(w => w.Length)))
        .Where(x => x.Score > 0).OrderByDescending(x => x.Score).Select(x => x.Guide)];
}
