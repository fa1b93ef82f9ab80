using Qishi.Kernel.Draw;

namespace Qishi;

/// <summary>The verb <c>draw-commit DIGEST PARTY SECRET</c>: the commitment of a party, computed where its secret stays (docs/draw.md §4). No database, no network.</summary>
internal static class DrawCommit
{
    /// <returns>0 when the commitment was written, 2 when something is missing.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        if (args is not [{ Length: 64 } digest, { Length: > 0 } party, { Length: >= DrawSeed.MinSecretLength and <= DrawSeed.MaxSecretLength } secret] || !digest.All(char.IsAsciiHexDigit))
        {
            errors.WriteLine($"用法：draw-commit 名录摘要 您的名称 随机数。摘要64位十六进制，随机数{DrawSeed.MinSecretLength}至{DrawSeed.MaxSecretLength}个字符");
            return 2;
        }

        output.WriteLine(Convert.ToHexStringLower(DrawSeed.Commitment(Convert.FromHexString(digest), party, secret)));
        return 0;
    }
}
