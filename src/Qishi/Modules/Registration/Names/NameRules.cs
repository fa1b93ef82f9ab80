using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.Names;

/// <summary>Structure of a name (企业名称登记管理规定 art. 5–9; 个体工商户名称登记管理办法 art. 6–11): pure, no library.</summary>
internal static class NameRules
{
    public const string Suffix = "（个体工商户）";
    private static readonly string[] NotForIndividuals = ["企业", "公司", "农民专业合作社", "合作社"];

    /// <summary>Cleans the four parts: no spaces or invisible characters, brackets as Chinese ones.</summary>
    public static NameParts Clean(NameParts name) => new(Clean(name.Division), Clean(name.TradeName), Clean(name.Industry), Clean(name.Form));

    /// <summary>Form without the closing （个体工商户）.</summary>
    public static string BareForm(string form) => form.EndsWith(Suffix, StringComparison.Ordinal) ? form[..^Suffix.Length] : form;

    /// <summary>What makes industries the same: group of the industry word, else of the form (超市), else the word itself.</summary>
    public static string IndustryKey(NameParts name, Catalogue catalogue) =>
        catalogue.GroupOf(name.Industry) ?? catalogue.GroupOf(NormalName.Bare(name.Industry)) ?? (name.Industry.Length > 0 ? "=" + name.Industry : catalogue.Form(BareForm(name.Form))?.Group ?? "");

    public static IEnumerable<Problem> Structure(NameParts name, EntityKind kind, Ground ground) =>
        Division(name, kind, ground).Concat(TradeName(name, ground)).Concat(Industry(name, ground)).Concat(Form(name, kind, ground));

    private static IEnumerable<Problem> Division(NameParts name, EntityKind kind, Ground ground)
    {
        const string field = "Name.Division";
        var (county, text) = (ground.County, name.Division);
        if (text.Length == 0)
        {
            if (!ground.Rules.Flag("name.allowNoDivision", ground.On))
                yield return new("name-division-required", $"名称要以行政区划开头。请填写“{county.Name}”", field, "R-3.1");
            yield break;
        }

        if (new[] { "中国", "中华", "中央", "全国", "国家" }.FirstOrDefault(w => text.StartsWith(w, StringComparison.Ordinal)) is { } state)
            yield return new("name-state", $"名称以“{state}”开头须经国务院批准，县级登记机关不能办理。请改为“{county.Name}”", field, "R-3.11");
        else if (!Written(text))
            yield return Unwritable("行政区划", text, field);
        else if (!OfCounty(text, kind, ground))
            yield return new("name-division", $"名称的行政区划应为“{county.Name}”，现在是“{text}”。请修改", field, kind == EntityKind.Individual ? "R-3.40" : "R-3.3");
    }

    // R-3.40: a sole trader may add town, village, community or market name after the county's.
    private static bool OfCounty(string text, EntityKind kind, Ground ground)
    {
        var county = ground.County;
        string[] heads = [county.CityName + county.Name, county.Name];
        return heads.Contains(text) || (county.Name.Length > 2 && text == county.Name[..^1])
            || (kind == EntityKind.Individual && heads.Any(h => text.StartsWith(h, StringComparison.Ordinal) && ground.Catalogue.Areas.Any(a => text[h.Length..].StartsWith(a.Name, StringComparison.Ordinal))));
    }

    private static IEnumerable<Problem> TradeName(NameParts name, Ground ground)
    {
        const string field = "Name.TradeName";
        var (text, shortest) = (name.TradeName, ground.Rules.Int("name.minTradeNameLength", ground.On));
        if (text.Length == 0)
            yield return new("name-trade-required", "请填写字号", field, "R-3.1");
        else if (!Written(text))
            yield return Unwritable("字号", text, field);
        else if (text.EnumerateRunes().Count() < shortest)
            yield return new("name-trade-short", $"字号“{text}”少于{shortest}个汉字。请换一个字号", field, "R-3.4");
        else if (ground.DivisionNames.Contains(text))
            yield return new("name-trade-division", $"“{text}”是行政区划名称，不能作字号。请换一个字号，或加上能区别的字", field, "R-3.4");
        else if (ground.Catalogue.IsAllIndustry(text))
            yield return new("name-trade-industry", $"“{text}”读起来是行业名称，不能作字号。请换一个字号，或加上能区别的字", field, "R-3.4");
    }

    private static IEnumerable<Problem> Industry(NameParts name, Ground ground)
    {
        const string field = "Name.Industry";
        if (name.Industry.Length > 0)
        {
            if (!Written(name.Industry))
                yield return Unwritable("行业表述", name.Industry, field);
        }
        else if (ground.Catalogue.Form(BareForm(name.Form))?.Group is null && !ground.Rules.Flag("name.allowNoIndustry", ground.On))
        {
            yield return new("name-industry-required", "请填写行业或者经营特点，例如“米粉”“百货”", field, "R-3.1");
        }
    }

    private static IEnumerable<Problem> Form(NameParts name, EntityKind kind, Ground ground)
    {
        const string field = "Name.Form";
        var (sheet, individual) = (KindBook.Of(kind), kind == EntityKind.Individual);
        var (bare, rule) = (sheet.Suffix is { } end && name.Form.EndsWith(end, StringComparison.Ordinal) ? name.Form[..^end.Length] : name.Form, individual ? "R-3.41" : "R-3.6");
        if (bare.Length == 0)
            yield return new("name-form-required", individual ? "请选择名称最后的称呼，例如“店”“部”" : $"请选择{Proper(sheet)}", field, rule);
        else if (!Written(name.Form))
            yield return Unwritable("组织形式", name.Form, field);
        else if (individual && NotForIndividuals.FirstOrDefault(w => bare.EndsWith(w, StringComparison.Ordinal)) is { } word)
            yield return new("name-form", $"个体工商户名称不能用“{word}”。请改用“店”“部”“行”“中心”等", field, "R-3.41");
        else if (ground.Catalogue.Form(bare)?.Kinds.Split('|').Contains(sheet.Form == "NON_COMPANY_LEGAL" ? "SOLE_PROP" : sheet.Form) != true)
            yield return new("name-form", $"“{name.Form}”不能作{(individual ? "个体工商户名称的组织形式。请改用“店”“部”“行”“中心”等" : $"{sheet.Word}的组织形式。请改为{Proper(sheet)}")}", field, rule);
        else if (sheet.Suffix is { } suffix && bare == name.Form && (!individual || ground.Rules.Flag("name.individualSuffixRequired", ground.On)))
            yield return new("name-suffix", $"{sheet.Word}名称最后要加“{suffix}”。请补上", field, individual ? "R-3.43" : "R-3.6");
    }

    private static string Proper(KindSheet sheet) => sheet.Family switch
    {
        KindFamily.Company => sheet.IsJointStock ? "“股份有限公司”或“股份公司”" : "“有限公司”或“有限责任公司”",
        KindFamily.Coop => sheet.Kind == EntityKind.CoopUnion ? "“农民专业合作社联合社”" : "“农民专业合作社”",
        _ => "“厂”“店”“部”“中心”等",
    };

    // R-3.2: standard Chinese characters and （） only; looked at by rune, so that rare characters of the supplementary planes pass.
    private static bool Written(string text) => text.EnumerateRunes().All(r =>
        r.Value is '（' or '）' or 0x3007 or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0x20000 and <= 0x323AF));

    private static Problem Unwritable(string part, string text, string field)
    {
        var stray = text.EnumerateRunes().First(r => !Written(r.ToString()));
        return new("name-characters", $"{part}中的“{stray}”不能使用，名称只能用汉字。请删去或改成汉字", field, "R-3.2");
    }

    private static string Clean(string? part)
    {
        var text = NormalisedText.Text(part).Replace('(', '（').Replace(')', '）');
        return string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
    }
}
