using OtpNet;
using Qishi.Kernel;
using Qishi.Modules.Identity.Model;

namespace Qishi.Modules.Identity.Passwords;

/// <summary>Codes of the authenticator app (RFC 6238): six digits, 30 seconds, one step of tolerance each way, each code once.</summary>
internal static class Authenticator
{
    private const int StepSeconds = 30;

    public static string NewSecret() => Base32Encoding.ToString(KeyGeneration.GenerateRandomKey(20));

    /// <summary>The step a code is good for; null when it is wrong or its step was used before.</summary>
    public static long? StepOf(string secret, string? code, long lastStep, DateTime now)
    {
        var digits = NormalisedText.Codes(code);
        if (digits.Length != 6 || !digits.All(char.IsAsciiDigit))
            return null;
        return Totp(secret).VerifyTotp(now, digits, out var step, new VerificationWindow(1, 1)) && step > lastStep ? step : null;
    }

    /// <summary>The first code that would be taken now; the demo page and tests play the phone.</summary>
    public static string NextCode(Account account, DateTime now)
    {
        var step = Math.Max(new DateTimeOffset(now).ToUnixTimeSeconds() / StepSeconds, account.TotpLastStep + 1);
        return Totp(account.TotpSecret!).ComputeTotp(DateTimeOffset.FromUnixTimeSeconds(step * StepSeconds).UtcDateTime);
    }

    /// <summary>What an authenticator app scans.</summary>
    public static string Uri(string secret, string staffNo) =>
        $"otpauth://totp/{System.Uri.EscapeDataString("启市工作台")}:{System.Uri.EscapeDataString(staffNo)}?secret={secret}&issuer={System.Uri.EscapeDataString("启市工作台")}";

    private static Totp Totp(string secret) => new(Base32Encoding.ToBytes(secret), StepSeconds);
}
