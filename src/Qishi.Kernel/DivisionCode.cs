namespace Qishi.Kernel;

/// <summary>
/// Code of an administrative division, GB/T 2260: six digits PPCCDD. Only the form and the province are checked here;
/// whether the division existed on a day is a question to <see cref="DivisionTable"/>, because abolished codes stay valid on old papers.
/// </summary>
public readonly record struct DivisionCode
{
    private static readonly HashSet<string> Provinces =
    [
        "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44", "45", "46",
        "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82",
    ];

    private readonly string? value;

    private DivisionCode(string value) => this.value = value;

    /// <summary>Six digits, e.g. <c>451521</c>; "" for <c>default</c>.</summary>
    public string Value => value ?? "";

    /// <summary>First two digits, e.g. <c>45</c>; "" for <c>default</c>.</summary>
    public string Province => value?[..2] ?? "";

    /// <summary>First four digits, e.g. <c>4515</c>; "" for <c>default</c>.</summary>
    public string City => value?[..4] ?? "";

    /// <summary>Reads a code; spaces and full-width digits are accepted.</summary>
    /// <returns>The code, or <c>division-code</c> (not six digits) or <c>division-province</c> (first two digits are no province).</returns>
    public static Result<DivisionCode> Parse(string? text)
    {
        var code = NormalisedText.Codes(text);
        if (code.Length == 0) return new Problem("division-required", "请填写行政区划代码", Rule: "R-2.40");
        if (code.Length != 6 || !code.All(char.IsAsciiDigit))
            return new Problem("division-code", $"行政区划代码应为6位数字，现在是“{code}”。请对照区划表填写", Rule: "R-2.40");
        return IsProvince(code[..2])
            ? new DivisionCode(code)
            : new Problem("division-province", $"行政区划代码前两位“{code[..2]}”不是省级代码。请对照区划表填写", Rule: "R-2.40");
    }

    /// <summary>True for the two digits of a province, autonomous region, municipality, Taiwan, Hong Kong or Macao.</summary>
    public static bool IsProvince(string twoDigits) => Provinces.Contains(twoDigits);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
