namespace Qishi.Modules.StartUp.RefuseStartUp;

/// <summary>A reason in law, with the words that open the notice and the basis.</summary>
internal sealed record RefusalReason(string Code, string Word, string Basis);

/// <summary>Reasons for which registration is refused (S1 art. 20, S2 art. 19) or not accepted (S2 art. 18). Others do not exist.</summary>
internal static class RefusalReasons
{
    public static IReadOnlyList<RefusalReason> Refuse { get; } =
    [
        new("unlawful", "申请违反法律、行政法规的规定", "市场主体登记管理条例第二十条、市场主体登记管理条例实施细则第十九条"),
        new("security", "可能危害国家安全", "市场主体登记管理条例第二十条、市场主体登记管理条例实施细则第十九条"),
        new("public-interest", "可能危害社会公共利益", "市场主体登记管理条例第二十条、市场主体登记管理条例实施细则第十九条"),
        new("prior-permit", "须经批准的项目没有取得批准文件", "市场主体登记管理条例第十四条、第二十条"),
    ];

    public static IReadOnlyList<RefusalReason> NotAccept { get; } =
    [
        new("no-jurisdiction", "不属于本机关管辖", "市场主体登记管理条例实施细则第十八条"),
        new("not-registrable", "依法不需要办理市场主体登记", "市场主体登记管理条例实施细则第十八条"),
    ];

    public static RefusalReason? Find(IReadOnlyList<RefusalReason> among, string? code) => among.FirstOrDefault(r => r.Code == code);
}
