using Qishi.Kernel;

namespace Qishi.Modules.Identity.Passwords;

/// <summary>
/// Which passwords are taken. Profile <c>djcp3</c> (GB/T 22239-2019, 8.1.4.1 a): length, three of four classes, regular change. Profile <c>modern</c>
/// (OWASP ASVS 6.2): length only. Both refuse common passwords and words anyone would guess.
/// </summary>
internal static class PasswordRules
{
    private const int Longest = 128;

    private static readonly string[] Common =
    [
        "password", "passw0rd", "p@ssw0rd", "qwerty", "asdfgh", "zxcvbn", "1qaz", "2wsx", "iloveyou", "woaini", "admin", "welcome", "letmein", "monkey", "dragon",
        "abc123", "123abc", "a123456", "123456", "654321", "112233", "111111", "000000", "888888", "666666", "5201314", "147258", "qazwsx", "zaq1",
    ];

    private static readonly string[] Context = ["qishi", "启市", "wangxi", "望溪", "wanghai", "望海", "scjg", "shichangjianguan", "市场监管", "yingyezhizhao"];

    /// <param name="password">As typed: no trimming, no change of case.</param>
    /// <param name="own">The person's own words: name, staff number, phone.</param>
    /// <param name="rules">Numbers in force.</param>
    public static IReadOnlyList<Problem> Check(string? password, IEnumerable<string?> own, AuthRules rules)
    {
        const string field = "NewPassword";
        var text = password ?? "";
        if (text.Length == 0)
            return [new Problem("password-missing", "请填写新密码", field)];
        List<Problem> problems = [];
        if (text.Length < rules.PasswordMinLength)
            problems.Add(new("password-short", $"新密码只有{text.Length}位，至少要{rules.PasswordMinLength}位。请加长", field));
        if (text.Length > Longest)
            problems.Add(new("password-long", $"新密码超过{Longest}位。请缩短", field));
        if (rules.Djcp3 && Classes(text) < rules.PasswordClasses)
            problems.Add(new("password-classes", $"大写字母、小写字母、数字、符号，新密码里至少要有{rules.PasswordClasses}种", field));
        if (Common.Any(w => Has(text, w)) || text.Distinct().Count() < 5)
            problems.Add(new("password-common", "这个密码太常见，容易被猜中。请换一个，例如几个不相干的词加数字", field));
        if (Context.FirstOrDefault(w => Has(text, w)) is { } word)
            problems.Add(new("password-context", $"新密码里的“{word}”与本系统或本县有关，容易被猜中。请换掉", field));
        if (own.Any(w => w is { Length: >= 2 } && Has(text, w)))
            problems.Add(new("password-own", "新密码里有您自己的姓名、工号或手机号。请换掉", field));
        return problems;
    }

    private static int Classes(string text) =>
        (text.Any(char.IsAsciiLetterUpper) ? 1 : 0) + (text.Any(char.IsAsciiLetterLower) ? 1 : 0) + (text.Any(char.IsAsciiDigit) ? 1 : 0)
        + (text.Any(c => !char.IsAsciiLetterOrDigit(c)) ? 1 : 0);

    private static bool Has(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
}
