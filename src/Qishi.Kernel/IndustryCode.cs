using System.Globalization;
using System.Text.RegularExpressions;

namespace Qishi.Kernel;

/// <summary>Industry class by GB/T 4754-2017 (R-2.50–51): two to four digits under a section letter, e.g. <c>H6210</c>. The table of classes is reference data, not here.</summary>
public readonly partial record struct IndustryCode
{
    private readonly string? digits;

    private IndustryCode(string digits) => this.digits = digits;

    /// <summary>Digits without the section letter, e.g. <c>6210</c>; "" for <c>default</c>.</summary>
    public string Digits => digits ?? "";

    /// <summary>With the section letter, e.g. <c>H6210</c>; "" for <c>default</c>.</summary>
    public string Value => digits is null ? "" : Section.Letter + digits;

    /// <summary>Division (大类): the first two digits.</summary>
    public string Division => Digits[..2];

    /// <summary>Chinese name of the division, e.g. 餐饮业.</summary>
    public string DivisionName => DivisionNames[int.Parse(Division, CultureInfo.InvariantCulture) - 1];

    /// <summary>Section (门类), e.g. H 住宿和餐饮业.</summary>
    public IndustrySection Section => IndustrySection.Of(int.Parse(Division, CultureInfo.InvariantCulture))!;

    /// <summary>Reads a class with or without its section letter.</summary>
    /// <returns>The class, or <c>industry-form</c>, <c>industry-division</c> (no such division), <c>industry-section</c> (the division belongs to another section).</returns>
    public static Result<IndustryCode> Parse(string? text)
    {
        var code = NormalisedText.Codes(text);
        if (!Form().IsMatch(code)) return new Problem("industry-form", $"行业代码应为2至4位数字，前面可加门类字母A至T，现在是“{code}”。请对照国民经济行业分类填写", Rule: "R-2.51");
        var digits = char.IsAsciiLetter(code[0]) ? code[1..] : code;
        if (IndustrySection.Of(int.Parse(digits.AsSpan(0, 2), CultureInfo.InvariantCulture)) is not { } section)
            return new Problem("industry-division", $"行业代码前两位“{digits[..2]}”不是大类。请对照国民经济行业分类填写", Rule: "R-2.51");
        return code.Length == digits.Length || code[0] == section.Letter
            ? new IndustryCode(digits)
            : new Problem("industry-section", $"大类{digits[..2]}属于门类{section.Letter}（{section.Name}），不属于{code[0]}。请改为{section.Letter}{digits}或检查数字", Rule: "R-2.51");
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    [GeneratedRegex(@"^[A-T]?[0-9]{2,4}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
