namespace Qishi.BrowserTests.Support;

/// <summary>Folders of the repository the tests run from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>Screenshots, git-ignored: looked at by people, linked from the README when they are kept.</summary>
    public static string Screens { get; } = Directory.CreateDirectory(Path.Combine(Root, "artifacts", "screens")).FullName;

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Qishi.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The solution was not found above the test program.");
    }
}
