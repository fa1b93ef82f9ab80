using Qishi.Kernel;

namespace Qishi.Modules.Registration.VerifyLicence;

/// <summary>What was typed or scanned into the page that checks a licence: where it leads, or why it leads nowhere. Pure.</summary>
internal static class FindLicence
{
    private const int TokenLength = 32;

    /// <summary>Address of the result.</summary>
    public static Result<string> Where(string? typed)
    {
        var text = NormalisedText.HalfWidth(typed ?? "").Trim();
        if (text.Length == 0)
            return new Problem("code-required", "请输入核验码、二维码里的网址或者统一社会信用代码", "code");
        if (text.StartsWith("EBL1.", StringComparison.OrdinalIgnoreCase))
            return new Problem("electronic-code", "这是电子营业执照的动态核验码，请到“核验电子营业执照”办理", "code");
        // A scanner gives the whole address.
        var at = text.LastIndexOf("/verify/", StringComparison.OrdinalIgnoreCase);
        var token = at >= 0 ? text[(at + "/verify/".Length)..].Split('?', '#')[0].TrimEnd('/') : text;
        if (token.Length == TokenLength && token.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            return Urls.Verify(token);
        var code = Uscc.Parse(text);
        if (code.Ok)
            return Urls.Entity(code.Value.Value);
        return NormalisedText.Codes(text).Length == 18
            ? Result<string>.Refused([.. code.Problems.Select(p => p.At("code"))])
            : new Problem("code-unknown", "没有认出来。核验码是32个字母和数字；统一社会信用代码是18位。请检查，或者重新扫描二维码", "code");
    }
}
