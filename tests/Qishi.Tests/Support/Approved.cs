using System.Runtime.CompilerServices;
using Xunit;

namespace Qishi.Tests.Support;

/// <summary>
/// Documents written from the program and approved in review. A test compares; with <c>QISHI_APPROVE=1</c> (<c>./dev approve</c>) it writes.
/// </summary>
public static class Approved
{
    public static string Root { get; } = FindRoot();

    public static void Document(string name, string text)
    {
        var path = Path.Combine(Root, "docs", name);
        if (Environment.GetEnvironmentVariable("QISHI_APPROVE") == "1")
            File.WriteAllText(path, text);
        Assert.True(File.Exists(path), $"docs/{name} does not exist: run ./dev approve.");
        Assert.True(text == File.ReadAllText(path), $"docs/{name} is not current: run ./dev approve and review the difference.");
    }

    private static string FindRoot([CallerFilePath] string here = "")
    {
        for (var folder = new DirectoryInfo(Path.GetDirectoryName(here)!); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Qishi.slnx")))
                return folder.FullName;
        throw new InvalidOperationException("Qishi.slnx not found above the tests.");
    }
}
