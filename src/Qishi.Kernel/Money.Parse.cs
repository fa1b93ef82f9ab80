using System.Globalization;
using System.Text.RegularExpressions;

namespace Qishi.Kernel;

public readonly partial record struct Money
{
    /// <summary>
    /// Reads an amount of zero or more as people type it: <c>1,234.50</c>, <c>1234.5元</c>, <c>¥1234</c>, <c>10万元</c>, <c>0.5万</c>, in full or half width.
    /// </summary>
    /// <param name="text">What was typed.</param>
    /// <param name="plainUnit">Unit of a number that names none.</param>
    /// <returns>The amount, or <c>money-required</c>, <c>money-form</c>, <c>money-fen</c> (finer than a fen), <c>money-range</c> (100 trillion yuan or more).</returns>
    public static Result<Money> Parse(string? text, MoneyUnit plainUnit = MoneyUnit.Yuan)
    {
        var clean = NormalisedText.HalfWidth(NormalisedText.Text(text)).Replace(" ", "", StringComparison.Ordinal);
        if (clean.Length == 0) return new Problem("money-required", "请填写金额");
        var parts = Form().Match(clean);
        if (!parts.Success) return new Problem("money-form", $"“{text!.Trim()}”不是金额。请填写数字，例如100000或10万元");
        var number = parts.Groups["number"].Value.Replace(",", "", StringComparison.Ordinal);
        if (number.Length > 24 || !decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) || amount >= 100_000_000_000_000m)
            return new Problem("money-range", $"金额“{text!.Trim()}”太大。请检查是否多写了0");
        var perUnit = parts.Groups["unit"].Value switch { "亿元" or "亿" => 10_000_000_000m, "万元" or "万" => 1_000_000m, "元" => 100m, _ => plainUnit == MoneyUnit.Wan ? 1_000_000m : 100m };
        var fen = amount * perUnit;
        if (fen != decimal.Truncate(fen)) return new Problem("money-fen", $"金额“{text!.Trim()}”精确到分即可。请去掉多余的小数");
        return fen < 10_000_000_000_000_000m ? new Money((long)fen) : new Problem("money-range", $"金额“{text!.Trim()}”太大。请检查是否多写了0");
    }

    [GeneratedRegex(@"^[¥￥]?(?<number>(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?)(?<unit>亿元|亿|万元|万|元)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
