using Microsoft.Extensions.Configuration;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Documents.Drawing;
using Qishi.Modules.Documents.Model;
using Qishi.Platform.Data;
using UglyToad.PdfPig;

namespace Qishi.Tests.Modules.Documents;

/// <summary>Documents of fictional people, full of characters that fonts and PDFs get wrong.</summary>
internal static class Samples
{
    public const string VerifyUrl = "https://market.example/verify/7Q2K9F4M";
    public static readonly DateTime Issued = new(2026, 11, 24, 6, 25, 0, DateTimeKind.Utc);

    public static readonly Fonts Fonts = new(
        new DatabaseOptions(DatabaseKind.Sqlite, "", "", Directory.CreateTempSubdirectory("qishi-fonts-").FullName), new ConfigurationBuilder().Build());

    public static Dictionary<string, string> Company => new()
    {
        ["Uscc"] = "91451521MACX0001XX",
        ["Name"] = "望海市望溪县𬭚食见月邨喆餐饮管理有限公司",
        ["TypeText"] = "有限责任公司（自然人投资或控股）",
        ["HeadTitle"] = "法定代表人",
        ["HeadName"] = "梁㛃河",
        ["CapitalTitle"] = "注册资本",
        ["Capital"] = "人民币壹佰万元整",
        ["EstablishedOn"] = "2026-11-24",
        ["AddressTitle"] = "住所",
        ["Address"] = "望海市望溪县城关镇青龙邨长风路18号3栋2单元101室",
        ["Scope"] = "许可项目：食品销售；餐饮服务。（依法须经批准的项目，经相关部门批准后方可开展经营活动，具体经营项目以相关部门批准文件或许可证件为准）一般项目：日用百货销售；见习服务（見習）；车辆租赁；贸易经纪；鱼、鸟、黄麻制品销售。（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）",
        ["Authority"] = "望溪县市场监督管理局",
        ["IssuedOn"] = "2026-11-24",
        ["VerifyUrl"] = VerifyUrl,
    };

    public static Dictionary<string, string> Notice => new()
    {
        ["To"] = "梁小河",
        ["Body"] = "你提交的望溪县梁记米粉店设立登记申请（办件编号KB202611240001）收悉。经审查，申请材料不齐全，现将需要补正的全部内容一次告知如下：\n请在收到本告知书之日起10个工作日内补正。",
        ["Items"] = "“经营场所”：只写了“长风路”，请补到门牌号。\n“经营者身份证”：照片反光，看不清有效期，请重新拍照上传。\n“经营范围”：“食品销售”属于许可项目，请补选“餐饮服务”或说明只卖预包装食品。",
        ["Basis"] = "《中华人民共和国市场主体登记管理条例》第十八条、第十九条。",
        ["Remedy"] = "对本告知不服的，可以自收到之日起60日内向望溪县人民政府申请行政复议，或者6个月内向人民法院提起行政诉讼。",
        ["Sender"] = "望溪县市场监督管理局",
        ["Date"] = "2026-11-24",
        ["Contact"] = "联系电话：0000-0000000（工作日9:00—12:00，13:00—17:00）\n地址：望溪县政务服务中心一楼企业开办专区",
    };

    public static Dictionary<string, string> Application => new()
    {
        ["Sections"] = "一、经营者\n姓名：梁小河\n身份证号：4515211990********\n手机：138****0001\n二、店铺\n名称：望溪县梁记米粉店\n经营场所：望海市望溪县城关镇长风路18号\n经营范围：许可项目：餐饮服务；食品销售。一般项目：日用百货销售。\n从业人数：2\n三、同时办理\n刻章：免费刻制公章、财务专用章\n税务：领用发票",
        ["Commitment"] = "本人保证所填内容和所交材料真实、合法、有效，并对其真实性负责。",
        ["Signatures"] = "梁小河（经营者）　2026年11月24日10:22　本人签名",
        ["Date"] = "2026-11-24",
    };

    public static DocumentContent Content(string kind, string title, Dictionary<string, string> slots, string? number = null) =>
        DocumentContent.Of(new NewDocument(kind, "case:KB202611240001", title, number, slots));

    public static byte[] Draw(DocumentContent content, params SignaturePicture[] signatures) => new DocumentDrawing(Fonts).Draw(content, new(Issued, VerifyUrl, signatures));

    /// <summary>All text of a PDF as a reader copies it, without spaces and line ends.</summary>
    public static string TextOf(byte[] pdf)
    {
        using var document = PdfDocument.Open(pdf);
        return Squeeze(string.Concat(document.GetPages().Select(p => p.Text)));
    }

    public static string Squeeze(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
