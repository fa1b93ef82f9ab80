namespace Qishi.Kernel;

/// <summary>Postcode: six digits .</summary>
public static class Postcode
{
    /// <summary>Reads a postcode.</summary>
    /// <returns>Six digits, or <c>postcode</c>.</returns>
    public static Result<string> Parse(string? text)
    {
        var code = NormalisedText.Codes(text);
        return code.Length == 6 && code.All(char.IsAsciiDigit) ? code : new Problem("postcode", $"邮政编码应为6位数字，现在是“{code}”。请检查", Rule: "R-2.31");
    }
}
