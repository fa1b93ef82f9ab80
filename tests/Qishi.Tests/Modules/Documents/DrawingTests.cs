using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Documents.Drawing;
using SkiaSharp;
using UglyToad.PdfPig;
using Xunit;

namespace Qishi.Tests.Modules.Documents;

public sealed class DrawingTests
{
    [Theory]
    [InlineData(DocumentKinds.LicenceOriginal)]
    [InlineData(DocumentKinds.LicenceDuplicate)]
    public void Licence_EveryField_CopiesAsItWasWritten(string kind)
    {
        var slots = Samples.Company;
        slots["Copy"] = "1-2";
        var text = Samples.TextOf(Samples.Draw(Samples.Content(kind, "营业执照", slots)));
        foreach (var (slot, value) in slots.Where(s => s.Key != "VerifyUrl" && (s.Key != "Copy" || kind == DocumentKinds.LicenceDuplicate)))
            Assert.Contains(slot.EndsWith("On", StringComparison.Ordinal) ? "2026年11月24日" : value, text, StringComparison.Ordinal);
        Assert.Contains("演示，无法律效力", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Licence_OfASoleTrader_SaysRegistrationDayAndNoCapital()
    {
        var slots = Samples.Company;
        slots.Remove("Capital");
        (slots["HeadTitle"], slots["AddressTitle"]) = ("经营者", "经营场所");
        var text = Samples.TextOf(Samples.Draw(Samples.Content(DocumentKinds.LicenceOriginal, "营业执照", slots)));
        Assert.Contains("经营者梁㛃河", text, StringComparison.Ordinal);
        Assert.Contains("注册日期2026年11月24日", text, StringComparison.Ordinal);
        Assert.DoesNotContain("注册资本", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Licence_WithAVeryLongScope_LosesNothing()
    {
        var slots = Samples.Company;
        slots["Scope"] = string.Concat(Enumerable.Range(1, 400).Select(i => $"第{i}项商品销售；"));
        var pdf = Samples.Draw(Samples.Content(DocumentKinds.LicenceOriginal, "营业执照", slots));
        var text = Samples.TextOf(pdf);
        for (var i = 1; i <= 400; i++)
            Assert.True(text.Contains($"第{i}项商品销售", StringComparison.Ordinal), $"item {i} is missing");
        using var document = PdfDocument.Open(pdf);
        Assert.True(document.NumberOfPages > 1);
    }

    [Fact]
    public void Notice_EverySlot_Copies()
    {
        var text = Samples.TextOf(Samples.Draw(Samples.Content(DocumentKinds.Notice, "一次性补正告知书", Samples.Notice, "望溪市监登补〔2026〕15号")));
        foreach (var line in Samples.Notice.Where(s => s.Key != "Date").SelectMany(s => s.Value.Split('\n')))
            Assert.Contains(Samples.Squeeze(line), text, StringComparison.Ordinal);
        Assert.Contains("望溪市监登补〔2026〕15号", text, StringComparison.Ordinal);
        Assert.Contains("2026年11月24日", text, StringComparison.Ordinal);
        Assert.Contains("—1—", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Notice_WithManyItems_GoesOnOnFurtherPages()
    {
        var slots = Samples.Notice;
        slots["Items"] = string.Join('\n', Enumerable.Range(1, 80).Select(i => $"缺少第{i}份材料，请补交。"));
        var pdf = Samples.Draw(Samples.Content(DocumentKinds.Notice, "一次性补正告知书", slots));
        var text = Samples.TextOf(pdf);
        Assert.All(Enumerable.Range(1, 80), i => Assert.Contains($"{i}.缺少第{i}份材料", text, StringComparison.Ordinal));
        using var document = PdfDocument.Open(pdf);
        Assert.Contains($"—{document.NumberOfPages}—", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Application_ShowsRowsAndSignaturePictures()
    {
        var pdf = Samples.Draw(Samples.Content(DocumentKinds.Application, "开办申请表", Samples.Application), new SignaturePicture("梁小河", Files.Png(60, 20)));
        var text = Samples.TextOf(pdf);
        foreach (var line in Samples.Application.Where(s => s.Key != "Date").SelectMany(s => s.Value.Split('\n')))
            Assert.Contains(Samples.Squeeze(line.Replace("：", "", StringComparison.Ordinal)), text.Replace("：", "", StringComparison.Ordinal), StringComparison.Ordinal);
        using var document = PdfDocument.Open(pdf);
        Assert.Single(document.GetPage(1).GetImages());
    }

    [Fact]
    public void Application_WithAVeryLongValue_LosesNothing()
    {
        var slots = Samples.Application;
        slots["Sections"] = "一、店铺\n经营范围：" + string.Concat(Enumerable.Range(1, 500).Select(i => $"第{i}项；"));
        var text = Samples.TextOf(Samples.Draw(Samples.Content(DocumentKinds.Application, "开办申请表", slots))).Replace("演示，无法律效力", "", StringComparison.Ordinal);
        foreach (var page in (string[])["—1—", "—2—", "—3—"])
            text = text.Replace(page, "", StringComparison.Ordinal);
        for (var i = 1; i <= 500; i++)
            Assert.True(text.Contains($"第{i}项", StringComparison.Ordinal), $"item {i} is missing");
    }

    [Fact]
    public void Application_WithAPictureThatIsNone_SaysSo()
    {
        var text = Samples.TextOf(Samples.Draw(Samples.Content(DocumentKinds.Application, "开办申请表", Samples.Application), new SignaturePicture("梁小河", [1, 2, 3])));
        Assert.Contains("签名图片无法显示", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Draw_TheSameContentTwice_GivesTheSameBytes()
    {
        var content = Samples.Content(DocumentKinds.LicenceOriginal, "营业执照", Samples.Company);
        Assert.Equal(Samples.Draw(content), Samples.Draw(content));
    }

    [Fact]
    public void Pdf_HasTitleAuthorAndLanguage()
    {
        var pdf = Samples.Draw(Samples.Content(DocumentKinds.LicenceOriginal, "营业执照（正本）", Samples.Company));
        using var document = PdfDocument.Open(pdf);
        Assert.Equal("营业执照（正本）", document.Information.Title);
        Assert.Equal("望溪县市场监督管理局", document.Information.Author);
        Assert.True(document.Structure.Catalog.CatalogDictionary.TryGet(UglyToad.PdfPig.Tokens.NameToken.Lang, out var language));
        Assert.Contains("zh-CN", language.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_WithRadicals_CopiesAsOrdinaryCharacters()
    {
        var slots = Samples.Notice;
        slots["Body"] = "⻝品⽂书⻅证⼀二，\u200B见\uFE00证〜";
        var text = Samples.TextOf(Samples.Draw(Samples.Content(DocumentKinds.Notice, "通知书", slots)));
        Assert.Contains("食品文书见证一二，见证～", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Fonts_EveryOrdinaryCharacterHasAGlyphOfItsOwn()
    {
        // The PDF keeps glyphs and names the first character of each; two characters on one glyph would copy wrongly.
        using var font = new SKFont(Samples.Fonts[Face.Song]);
        var first = new Dictionary<ushort, int>();
        var wrong = new List<string>();
        for (var code = 0x20; code < 0x30000; code++)
        {
            if (code is >= 0xD800 and <= 0xDFFF || font.GetGlyph(code) is not (> 0 and var glyph))
                continue;
            if (!first.TryAdd(glyph, code) && code is (>= 0x3000 and <= 0x303F) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xFF01 and <= 0xFF5E))
                wrong.Add($"{char.ConvertFromUtf32(first[glyph])}/{char.ConvertFromUtf32(code)}");
        }

        Assert.Empty(wrong);
        Assert.True(first.Count > 20_000);
    }

    [Fact]
    public void Draw_ACharacterNoFontHas_FailsWithASentence()
    {
        var slots = Samples.Notice;
        slots["To"] = "\U00031350某";
        var refusal = Assert.Throws<UndrawableException>(() => Samples.Draw(Samples.Content(DocumentKinds.Notice, "通知书", slots)));
        Assert.Contains("U+31350", refusal.Message, StringComparison.Ordinal);
    }
}
