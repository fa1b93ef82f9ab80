using Qishi.Modules.Registration.Contracts;

namespace Qishi.Modules.StartUp.Model;

/// <summary>The six topics of the form (ux.md T3), in order. The last is checking and signing.</summary>
internal sealed record Topic(string Code, int No, string Word, string CompanyWord, string Question, string Lead)
{
    public const string People = "people", Name = "name", Premises = "premises", Scope = "scope", Matters = "matters", Check = "check";

    public static IReadOnlyList<Topic> All { get; } =
    [
        new(People, 1, "经营者", "股东和人员", "谁来经营", "按身份证填。身份证号码和手机号不公开。"),
        new(Name, 2, "名称", "名称", "叫什么名字", "名称会印在执照上。填好就帮您查有没有重名。"),
        new(Premises, 3, "经营场所", "住所", "店开在哪里", "这里填的地址会印在执照上，也用来收法律文书。"),
        new(Scope, 4, "经营范围", "经营范围", "您打算做什么", "用平常的话说，我们给出规范写法。"),
        new(Matters, 5, "其他6个事项", "其他6个事项", "还要一起办什么", "选上的事项，执照一发就自动办，不用再跑、不用再填。"),
        new(Check, 6, "核对并签名", "核对并签名", "核对无误后签名，提交申请", "每人只签一次，7个事项都用这一次。"),
    ];

    /// <summary>The five that hold answers.</summary>
    public static IReadOnlyList<Topic> Filled { get; } = [.. All.Take(5)];

    public static Topic? Find(string? code) => All.FirstOrDefault(t => t.Code == code);

    public string WordFor(EntityKind kind) => kind == EntityKind.Llc ? CompanyWord : Word;

    public string QuestionFor(EntityKind kind) => (kind, Code) switch
    {
        (EntityKind.Llc, People) => "公司有哪些人",
        (EntityKind.Llc, Premises) => "公司设在哪里",
        _ => Question,
    };

    public Topic? Next => All.ElementAtOrDefault(No);
    public Topic? Previous => No == 1 ? null : All[No - 2];
}
