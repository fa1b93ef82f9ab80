using System.Globalization;

namespace Qishi.Kernel;

/// <summary>
/// Masks of personal data (ux 4.4). Masking happens on the server before rendering, exporting, logging and printing. Every method takes any text, also a broken one,
/// and never gives back all of it (except "" for an empty one).
/// </summary>
public static class Masked
{
    /// <summary>The first character only, the length hidden: 梁**. For places where the reader need not tell two people apart.</summary>
    public static string Name(string? name)
    {
        var parts = Characters(name);
        return parts.Length == 0 ? "" : parts.Length == 1 ? "*" : parts[0] + "**";
    }

    /// <summary>For the public: 梁*, 梁*河, 欧**河 (first and last kept; never more than two characters in clear).</summary>
    public static string PublicName(string? name)
    {
        var parts = Characters(name);
        return parts.Length switch
        {
            0 => "",
            1 => "*",
            2 => parts[0] + "*",
            _ => parts[0] + new string('*', Math.Min(parts.Length - 2, 3)) + parts[^1],
        };
    }

    /// <summary>Identity number: first six and last four of 15 or 18 characters; of a shorter document number only the first and the last two.</summary>
    public static string Id(string? id) => id?.Length switch
    {
        null or 0 => "",
        >= 15 => id[..6] + new string('*', id.Length - 10) + id[^4..],
        >= 7 => id[..1] + new string('*', id.Length - 3) + id[^2..],
        _ => "****",
    };

    /// <summary>Phone: first three and last four digits, <c>138****0001</c>; of a short number nothing.</summary>
    public static string Phone(string? phone)
    {
        var digits = new string([.. (phone ?? "").Where(char.IsAsciiDigit)]);
        return string.IsNullOrEmpty(phone) ? "" : digits.Length >= 9 ? $"{digits[..3]}****{digits[^4..]}" : "****";
    }

    /// <summary>E-mail: first letter and domain, <c>l***@example.com</c>.</summary>
    public static string Email(string? email)
    {
        if (string.IsNullOrEmpty(email)) return "";
        var at = email.LastIndexOf('@');
        return at < 0 ? "***" : at < 2 ? "***" + email[at..] : email[..1] + "***" + email[at..];
    }

    /// <summary>Bank account: first and last four digits, <c>6222 **** **** 0015</c>; of a short one only the last four, or nothing.</summary>
    public static string Account(string? account)
    {
        var digits = new string([.. (account ?? "").Where(char.IsAsciiDigit)]);
        return string.IsNullOrEmpty(account) ? "" : digits.Length >= 12 ? $"{digits[..4]} **** **** {digits[^4..]}" : digits.Length >= 8 ? $"**** {digits[^4..]}" : "****";
    }

    /// <summary>Home address: down to the township (乡、镇、街道), else to the county, else nothing; the rest is ***.</summary>
    public static string Address(string? address)
    {
        if (string.IsNullOrEmpty(address)) return "";
        var cut = EndOfFirst(address, "街道", "镇", "乡") ?? EndOfFirst(address, "县", "区", "市");
        return cut < address.Length ? address[..cut.Value] + "***" : "***";
    }

    private static int? EndOfFirst(string address, params ReadOnlySpan<string> endings)
    {
        int? first = null;
        foreach (var ending in endings)
        {
            var at = address.IndexOf(ending, 1, StringComparison.Ordinal);
            if (at > 0 && !(first <= at + ending.Length)) first = at + ending.Length;
        }
        return first;
    }

    private static string[] Characters(string? text)
    {
        var clean = (text ?? "").Trim();
        var starts = StringInfo.ParseCombiningCharacters(clean);
        return [.. starts.Select((start, i) => clean[start..(i + 1 < starts.Length ? starts[i + 1] : clean.Length)])];
    }
}
