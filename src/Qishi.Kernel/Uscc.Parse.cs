using System.Diagnostics.CodeAnalysis;

namespace Qishi.Kernel;

public readonly partial record struct Uscc
{
    private const string Name = "统一社会信用代码";

    /// <summary>
    /// Reads a code as people type it: spaces, hyphens, full-width and lower-case characters are accepted (R-2.6).
    /// </summary>
    /// <returns>
    /// The code, or every reason against it: <c>uscc-required</c>, <c>uscc-length</c>, <c>uscc-characters</c>, <c>uscc-division</c>,
    /// <c>uscc-department</c>, <c>uscc-category</c>, <c>uscc-check-character</c>.
    /// </returns>
    public static Result<Uscc> Parse(string? text)
    {
        var code = NormalisedText.Codes(text);
        if (code.Length == 0) return new Problem("uscc-required", $"请填写{Name}", Rule: "R-2.1");
        if (code.Length != 18)
            return new Problem("uscc-length", $"{Name}应为18位，现在是{code.Length}位。请对照执照{(code.Length < 18 ? "补全" : "删去多余的字符")}", Rule: "R-2.1");
        var stray = code.FirstOrDefault(c => ValueOf(c) < 0);
        if (stray != default)
        {
            return new Problem("uscc-characters", $"{Name}只有数字和大写字母，不用I、O、S、V、Z，现在第{code.IndexOf(stray, StringComparison.Ordinal) + 1}位是“{stray}”。"
                + "请对照执照检查，字母O可能是数字0，字母I可能是数字1", Rule: "R-2.1");
        }
        var problems = FormProblems(code).ToArray();
        return problems.Length > 0 ? problems : new Uscc(code);
    }

    /// <summary>As <see cref="Parse"/>, for code that needs no sentence.</summary>
    public static bool TryParse(string? text, [MaybeNullWhen(false)] out Uscc code)
    {
        var parsed = Parse(text);
        code = parsed.Ok ? parsed.Value : default;
        return parsed.Ok;
    }

    private static IEnumerable<Problem> FormProblems(string code)
    {
        if (!code.AsSpan(2, 6).ContainsOnlyDigits())
            yield return new Problem("uscc-division", $"{Name}第3至8位应为数字，现在是“{code[2..8]}”。请对照执照检查", Rule: "R-2.2");
        if (!Departments.TryGetValue(code[0], out var department))
            yield return new Problem("uscc-department", $"{Name}第1位“{code[0]}”不是登记管理部门代码。请对照执照检查", Rule: "R-2.3");
        else if (department.Categories is { } categories && !categories.Contains(code[1], StringComparison.Ordinal))
            yield return new Problem("uscc-category", $"{Name}第2位“{code[1]}”不是{department.Name}登记的机构类别。请对照执照检查", Rule: "R-2.3");
        if (CheckCharacter(code.AsSpan(0, 17)) != code[17])
            yield return new Problem("uscc-check-character", $"{Name}校验不通过，可能有一位写错了。请对照执照逐位检查", Rule: "R-2.4");
    }
}
