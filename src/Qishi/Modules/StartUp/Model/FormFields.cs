using System.Globalization;
using System.Text.RegularExpressions;
using Qishi.Kernel;

namespace Qishi.Modules.StartUp.Model;

/// <summary>How an answer is cleaned before it is kept.</summary>
internal enum Shape { Text, Name, Code, Choice, Many, Tick }

/// <summary>A field of the one form. It is asked in one topic, once (R-5.4 b).</summary>
/// <param name="Name">Name; for persons without the <c>P1.</c> in front.</param>
/// <param name="Topic">Topic that asks it.</param>
/// <param name="Label">Everyday words, as asked.</param>
/// <param name="LegalWord">Word in the summary and on documents (ux.md P1); null when the label serves.</param>
/// <param name="Shape">Cleaning.</param>
/// <param name="Max">Longest answer kept, in characters.</param>
/// <param name="Secret">Shown masked to staff.</param>
internal sealed record FormField(string Name, string Topic, string Label, string? LegalWord, Shape Shape, int Max = 100, bool Secret = false)
{
    public string Word => LegalWord ?? Label;
}

/// <summary>All fields of the form: the one list that pages, checks, summaries, notices of defects and machine clients go by.</summary>
internal static partial class FormFields
{
    public static IReadOnlyList<FormField> OfPerson { get; } =
    [
        new("Name", Topic.People, "姓名", null, Shape.Name, 50),
        new("IdNumber", Topic.People, "身份证号码", null, Shape.Code, 18, Secret: true),
        new("Mobile", Topic.People, "手机号", "联系电话", Shape.Code, 20, Secret: true),
        new("HomeAddress", Topic.People, "家住哪里", "住所", Shape.Text, 120, Secret: true),
        new("Roles", Topic.People, "在公司做什么", "身份", Shape.Many),
        new("Amount", Topic.People, "出多少钱", "认缴出资额", Shape.Text, 30),
        new("Contribution", Topic.People, "用什么出资", "出资方式", Shape.Choice),
        new("DueOn", Topic.People, "哪天前出齐", "出资日期", Shape.Text, 20),
    ];

    public static IReadOnlyList<FormField> Others { get; } =
    [
        new("Composition", Topic.People, "一个人经营还是一家人一起经营", "组成形式", Shape.Choice),
        new("NoName", Topic.Name, "不起店名，用经营者姓名办执照", "不使用名称", Shape.Tick),
        new("Reservation", Topic.Name, "用已经保留的名称", "名称保留申报号", Shape.Choice, 20),
        new("TradeName", Topic.Name, "店名（字号）", "字号", Shape.Text, 30),
        new("Industry", Topic.Name, "做哪一行", "行业", Shape.Text, 20),
        new("NameForm", Topic.Name, "名称最后用哪个字", "组织形式", Shape.Text, 10),
        new("SimilarConfirmed", Topic.Name, "我知道有相近的名称，如果侵犯别人的权利，由我承担责任", "相近名称确认", Shape.Tick),
        new("Town", Topic.Premises, "乡镇", null, Shape.Choice),
        new("Village", Topic.Premises, "村或社区", null, Shape.Choice),
        new("Detail", Topic.Premises, "街路和门牌号", null, Shape.Text, 100),
        new("Area", Topic.Premises, "面积", "建筑面积", Shape.Code, 8),
        new("Proof", Topic.Premises, "用什么证明可以在这里经营", "场所证明", Shape.Choice),
        new("Host", Topic.Premises, "托管企业", "集群注册托管企业", Shape.Code, 18),
        new("SelfBuiltFloors", Topic.Premises, "自建房有几层", "自建房层数", Shape.Code, 3),
        new("Consent", Topic.Premises, "这里是住宅吗？同一栋楼的邻居同意吗", "住宅改为经营用房", Shape.Choice),
        new("AddressCommitment", Topic.Premises, "我承诺地址真实、合法、安全，能收到法律文书，不是违法建筑和危险房屋，愿意接受核查", "住所（经营场所）申报承诺", Shape.Tick),
        new("ScopeItems", Topic.Scope, "要做的项目", "经营范围", Shape.Many, 2000),
        new("PermitCommitment", Topic.Scope, "我知道这些项目要先办许可，没办好之前不经营", "许可事项承诺", Shape.Tick),
        new("Employees", Topic.Scope, "一共几个人做", "从业人数", Shape.Code, 6),
        new("Capital", Topic.People, "一共投多少钱", "注册资本", Shape.Text, 30),
        new("Term", Topic.Scope, "打算做多少年", "经营期限", Shape.Code, 4),
        new("Matters", Topic.Matters, "一起办的事项", "同时办理的事项", Shape.Many),
        new("SealSet", Topic.Matters, "刻哪4枚印章", "印章", Shape.Choice),
        new("TaxpayerType", Topic.Matters, "按哪种纳税人登记", "纳税人类型", Shape.Choice),
        new("InvoiceKinds", Topic.Matters, "开哪种发票", "发票种类", Shape.Many),
        new("InvoiceQuantity", Topic.Matters, "每月大概开几张", "每月份数", Shape.Code, 6),
        new("InvoiceMax", Topic.Matters, "一张最多开多少钱", "最高开票限额", Shape.Choice),
        new("FinanceOfficer", Topic.Matters, "谁管钱和发票", "财务负责人", Shape.Choice),
        new("InsuredFrom", Topic.Matters, "从哪个月开始参保", "首次参保月份", Shape.Text, 10),
        new("InsuranceOfficer", Topic.Matters, "谁管参保", "参保经办人", Shape.Choice),
        new("FundRatio", Topic.Matters, "缴存比例（%）", "公积金缴存比例", Shape.Code, 6),
        new("FundFrom", Topic.Matters, "从哪个月开始缴", "公积金起缴月份", Shape.Text, 10),
        new("FundPayday", Topic.Matters, "每月几号发工资", "发薪日", Shape.Code, 2),
        new("FundBase", Topic.Matters, "每人每月缴存基数（元）", "缴存基数", Shape.Text, 20),
        new("BankBranch", Topic.Matters, "到哪家银行开户", "开户银行网点", Shape.Choice),
        new("BankOn", Topic.Matters, "哪天去方便", "预约日期", Shape.Text, 20),
        new("BankConsent", Topic.Matters, "同意把登记信息发给这家银行，用于预约开户", "信息使用授权", Shape.Tick),
        new("Liaison", Topic.Matters, "有事联系谁", "登记联络员", Shape.Choice),
        new("Collect", Topic.Matters, "执照、印章怎么领", "领取方式", Shape.Choice),
    ];

    private static readonly Dictionary<string, FormField> ByName = Others.ToDictionary(f => f.Name, StringComparer.Ordinal);
    private static readonly Dictionary<string, FormField> PersonByName = OfPerson.ToDictionary(f => f.Name, StringComparer.Ordinal);

    private static readonly IReadOnlyList<(string Name, string Label)> OfApproval = [("No", "批准文件编号"), ("On", "批准日期"), ("Until", "有效期至")];

    /// <summary>The field of a name such as <c>Detail</c>, <c>P2.IdNumber</c> or <c>A123.No</c> (approval document of scope item A123); null when there is none.</summary>
    public static FormField? Find(string name)
    {
        if (ByName.TryGetValue(name, out var field))
            return field;
        if (PersonPart().Match(name) is { Success: true } person)
            return PersonByName.GetValueOrDefault(person.Groups[2].Value);
        return ApprovalPart().Match(name) is { Success: true } approval && OfApproval.FirstOrDefault(a => a.Name == approval.Groups[2].Value) is { Name: not null } part
            ? new FormField(name, Topic.Scope, part.Label, null, Shape.Text, 60)
            : null;
    }

    /// <summary>Number of the person a field belongs to; null for other fields.</summary>
    public static int? PersonOf(string name) =>
        PersonPart().Match(name) is { Success: true } m ? int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture) : null;

    /// <summary>Scope item an approval field belongs to; null for other fields.</summary>
    public static string? ItemOf(string name) => ApprovalPart().Match(name) is { Success: true } m ? m.Groups[1].Value : null;

    /// <summary>The answer cleaned by its shape: invisible and control characters away, full-width digits to half-width.</summary>
    public static string Clean(FormField field, params string?[] posted)
    {
        var text = field.Shape switch
        {
            Shape.Text => NormalisedText.Text(Last(posted)),
            Shape.Name => NormalisedText.Name(Last(posted)),
            Shape.Code => NormalisedText.Codes(Last(posted)),
            Shape.Choice => NormalisedText.Text(Last(posted)),
            Shape.Many => string.Join(',', posted.Select(p => NormalisedText.Text(p).Replace(",", "", StringComparison.Ordinal)).Where(p => p.Length is > 0 and <= 40).Distinct()),
            Shape.Tick => posted.Any(p => p is "1" or "true" or "on") ? "1" : "",
            _ => throw new InvalidOperationException($"Unknown shape {field.Shape}."),
        };
        return Cut(text, Math.Max(field.Max, LongestKept));
    }

    /// <summary>Longer answers than the field takes are kept and refused with a sentence; beyond this nobody typed them.</summary>
    private const int LongestKept = 1000;

    private static string? Last(string?[] posted) => posted.Length == 0 ? null : posted[^1];

    // Never in the middle of a character outside the basic plane.
    private static string Cut(string text, int max) => text.Length <= max ? text : text[..(char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)];

    [GeneratedRegex(@"^P([1-9]\d?)\.([A-Za-z]+)$")]
    private static partial Regex PersonPart();

    [GeneratedRegex(@"^([A-Z]\d{3,4})\.([A-Za-z]+)$")]
    private static partial Regex ApprovalPart();
}
