// ./dev test-changed: runs the tests of the folders that differ from main (tests mirror the source tree), plus the architecture tests.
using System.Diagnostics;

var changed = Lines("git", "diff --name-only main").Concat(Lines("git", "ls-files --others --exclude-standard"));
var namespaces = changed
    .Select(path => path.Split('/'))
    .Select(parts => parts switch
    {
        ["src", "Qishi.Kernel", ..] => "*.Kernel*",
        ["src" or "tests", _, "Modules", var module, ..] => $"*.Modules.{module}*",
        ["src" or "tests", _, "Platform", ..] => "*.Platform*",
        _ => null,
    })
    .OfType<string>().Append("*.Architecture*").Distinct();
using var tests = Process.Start("dotnet", ["run", "--project", "tests/Qishi.Tests", "--", .. namespaces.SelectMany(n => new[] { "--filter-namespace", n })]);
tests.WaitForExit();
return tests.ExitCode;

static string[] Lines(string file, string arguments)
{
    using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true })!;
    return process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
