using System.Globalization;

namespace Qishi.Kernel;

public readonly partial record struct CitizenId
{
    private static readonly DateOnly Earliest = new(1900, 1, 1);

    /// <summary>Reads a number as people type it: spaces, hyphens, full-width characters and a small x are accepted.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="today">Today in China; nobody is born later (R-2.22).</param>
    /// <returns>
    /// The number, or every reason against it: <c>id-required</c>, <c>id-legacy</c>, <c>id-length</c>, <c>id-characters</c>, <c>id-residence-permit</c>, <c>id-province</c>,
    /// <c>id-birth-date</c>, <c>id-check-character</c>. No sentence repeats the number.
    /// </returns>
    public static Result<CitizenId> Parse(string? text, DateOnly today)
    {
        var id = NormalisedText.Codes(text);
        if (id.Length == 0) return new Problem("id-required", "请填写身份证号码", Rule: "R-2.20");
        if (id.Length == 15 && id.All(char.IsAsciiDigit))
            return new Problem("id-legacy", "15位的旧身份证号码已停用。请填写现在的18位号码", Rule: "R-2.23");
        if (id.Length != 18)
            return new Problem("id-length", $"身份证号码应为18位，现在是{id.Length}位。请对照身份证{(id.Length < 18 ? "补全" : "删去多余的字符")}", Rule: "R-2.20");
        if (StrayPosition(id) is { } stray)
            return new Problem("id-characters", $"身份证号码前17位是数字，末位是数字或X，现在第{stray}位不是。请对照身份证检查", Rule: "R-2.20");
        var problems = FormProblems(id, today).ToArray();
        return problems.Length > 0 ? problems : new CitizenId(id);
    }

    /// <summary>
    /// Turns a 15-digit number of the first generation into 18 characters, to match old archives only (R-2.23). New applications are refused by <see cref="Parse"/>.
    /// </summary>
    /// <returns>The number, or <c>id-legacy-form</c> and the reasons of <see cref="Parse"/>.</returns>
    public static Result<CitizenId> UpgradeLegacy(string? text15, DateOnly today)
    {
        var id = NormalisedText.Codes(text15);
        if (id.Length != 15 || !id.All(char.IsAsciiDigit)) return new Problem("id-legacy-form", "旧身份证号码应为15位数字。请对照档案检查", Rule: "R-2.23");
        var first17 = $"{id[..6]}19{id[6..]}";
        return Parse(first17 + CheckCharacter(first17), today);
    }

    internal static IEnumerable<Problem> BirthAndCheck(string id, DateOnly today, string document)
    {
        if (!DateOnly.TryParseExact(id.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var birth))
            yield return new Problem("id-birth-date", $"{document}号码第7至14位的出生日期不存在。请对照{document}检查", Rule: "R-2.22");
        else if (birth < Earliest || birth > today)
            yield return new Problem("id-birth-date", $"{document}号码中的出生日期{(birth > today ? "晚于今天" : "早于1900年")}。请对照{document}第7至14位检查", Rule: "R-2.22");
        if (CheckCharacter(id.AsSpan(0, 17)) != id[17])
            yield return new Problem("id-check-character", $"{document}号码校验不通过，可能有一位写错了。请对照{document}逐位检查", Rule: "R-2.21");
    }

    internal static int? StrayPosition(string id)
    {
        for (var i = 0; i < id.Length; i++)
        {
            if (!char.IsAsciiDigit(id[i]) && !(i == 17 && id[i] == 'X')) return i + 1;
        }
        return null;
    }

    private static IEnumerable<Problem> FormProblems(string id, DateOnly today)
    {
        if (id[..6] is "810000" or "820000" or "830000")
            yield return new Problem("id-residence-permit", "这是港澳台居民居住证的号码。请把证件类型改为“港澳台居民居住证”", Rule: "R-2.24");
        else if (!Kernel.DivisionCode.IsProvince(id[..2]))
            yield return new Problem("id-province", $"身份证号码前两位“{id[..2]}”不是省级代码。请对照身份证检查", Rule: "R-2.22");
        foreach (var problem in BirthAndCheck(id, today, "身份证")) yield return problem;
    }
}
