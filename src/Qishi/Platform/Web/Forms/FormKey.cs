using System.Security.Cryptography;

namespace Qishi.Platform.Web;

/// <summary>Idempotency key of a form: 128 random bits, made when the form is shown.</summary>
public static class FormKey
{
    public const string Name = "_key";

    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public static bool IsValid(string? key) => key is { Length: 32 } && key.All(char.IsAsciiHexDigitLower);
}
