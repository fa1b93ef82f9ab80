using Qishi.Platform.Events;

namespace Qishi.Modules.Exchange.Evidence;

/// <summary><c>verify-evidence FILE [--heads FOLDER]</c>: 0 when everything fits, 1 when something does not, 2 when it was called wrongly.</summary>
internal static class VerifyEvidenceVerb
{
    public const string Name = "verify-evidence";

    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        if (args is not ([_] or [_, "--heads", _]))
        {
            error.WriteLine($"用法：Qishi {Name} 证据包文件 [--heads 链头文件夹]");
            return 2;
        }

        var file = args[0];
        if (!File.Exists(file) || (args.Length == 3 && !Directory.Exists(args[2])))
        {
            error.WriteLine($"没有这个文件或者文件夹：{(File.Exists(file) ? args[2] : file)}");
            return 2;
        }

        // Looked at before it is read: the verifier runs on anybody's machine, on anybody's file.
        if (new FileInfo(file).Length > EvidenceZip.MostBytes)
        {
            error.WriteLine("结论：证据不成立。文件超过64MB，不是启市的证据包");
            return 1;
        }

        var verdict = VerifyEvidence.Check(File.ReadAllBytes(file), args.Length == 3 ? [.. LogHeads.ReadFolder(args[2])] : []);
        foreach (var line in verdict.Lines)
            output.WriteLine(line);
        if (verdict.Whole)
            output.WriteLine("结论：证据完整，逐项核对相符");
        else
            error.WriteLine($"结论：证据不成立。第一处不符：{verdict.Fault}");
        return verdict.Whole ? 0 : 1;
    }
}
