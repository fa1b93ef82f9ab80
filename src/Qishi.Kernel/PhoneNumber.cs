using System.Text.RegularExpressions;

namespace Qishi.Kernel;

/// <summary>
/// Chinese phone number (R-2.30): mobile <c>1[3-9]</c> + 9 digits, or landline with area code. Stored in one form (mobile 11 digits, landline <c>0771-1234567-8</c>),
/// so that the same number typed twice is equal. <see cref="ToString"/> gives the masked form.
/// </summary>
public readonly partial record struct PhoneNumber
{
    private readonly string? value;

    private PhoneNumber(string value, PhoneKind kind) => (this.value, Kind) = (value, kind);

    /// <summary>The number in clear; "" for <c>default</c>. Personal data: store it encrypted, show <see cref="Masked"/>.</summary>
    public string Value => value ?? "";

    /// <summary>Mobile, landline or service line.</summary>
    public PhoneKind Kind { get; }

    /// <summary>First three and last four digits.</summary>
    public string Masked => Kernel.Masked.Phone(Value);

    /// <summary>Reads a mobile or landline number; spaces, hyphens, full-width digits and +86 are accepted.</summary>
    /// <returns>The number, or <c>phone-required</c>, <c>phone-form</c>.</returns>
    public static Result<PhoneNumber> Parse(string? text)
    {
        var digits = Clean(text);
        if (digits.Length == 0) return new Problem("phone-required", "请填写联系电话", Rule: "R-2.30");
        if (Mobile().IsMatch(digits)) return new PhoneNumber(digits, PhoneKind.Mobile);
        if (Landline(text) is { } landline) return new PhoneNumber(landline, PhoneKind.Landline);
        return new Problem("phone-form", $"电话“{text!.Trim()}”不是手机号，也不是带区号的固定电话。请检查，固定电话例如0771-1234567", Rule: "R-2.30");
    }

    /// <summary>Reads a mobile number: the one that receives text messages.</summary>
    /// <returns>The number, or <c>mobile-required</c>, <c>mobile-length</c>, <c>mobile-form</c>.</returns>
    public static Result<PhoneNumber> ParseMobile(string? text)
    {
        var digits = Clean(text);
        if (digits.Length == 0) return new Problem("mobile-required", "请填写手机号", Rule: "R-2.30");
        if (Mobile().IsMatch(digits)) return new PhoneNumber(digits, PhoneKind.Mobile);
        return digits.All(char.IsAsciiDigit) && digits.Length != 11
            ? new Problem("mobile-length", $"手机号应为11位，现在是{digits.Length}位。请检查", Rule: "R-2.30")
            : new Problem("mobile-form", $"“{text!.Trim()}”不是手机号。手机号是11位数字，以13至19开头，请检查", Rule: "R-2.30");
    }

    /// <summary>As <see cref="Parse"/>, and also service lines: 400 and 800 numbers, and short codes such as 12315. For public contacts only.</summary>
    public static Result<PhoneNumber> ParsePublicContact(string? text)
    {
        var digits = Clean(text);
        return Service().IsMatch(digits) ? new PhoneNumber(digits, PhoneKind.Service) : Parse(text);
    }

    /// <summary>The masked number, never the clear one.</summary>
    public override string ToString() => Masked;

    private static string Clean(string? text)
    {
        var digits = NormalisedText.Codes(text);
        return digits.StartsWith("+86", StringComparison.Ordinal) ? digits[3..] : digits.StartsWith("0086", StringComparison.Ordinal) ? digits[4..] : digits;
    }

    // Typed with or without hyphens, brackets and spaces. 010 and 02x are three-digit area codes, all others have four.
    private static string? Landline(string? text)
    {
        var parts = LandlineForm().Match(NormalisedText.HalfWidth(text).Trim());
        if (!parts.Success) return null;
        var (area, local, extension) = (parts.Groups["area"].Value, parts.Groups["local"].Value, parts.Groups["ext"].Value);
        return $"{area}-{local}{(extension.Length > 0 ? $"-{extension}" : "")}";
    }

    [GeneratedRegex(@"^1[3-9][0-9]{9}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Mobile();

    [GeneratedRegex(@"^(?:[48]00[0-9]{7}|1[0-9]{4}|9[0-9]{4})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Service();

    [GeneratedRegex(@"^\(?(?<area>010|02[0-9]|0(?!10|2[0-9])[0-9]{3})\)?[\s—–-]*(?<local>[0-9]{7,8})(?:[\s—–-]+(?<ext>[0-9]{1,6}))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex LandlineForm();
}
