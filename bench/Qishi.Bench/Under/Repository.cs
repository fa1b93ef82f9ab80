namespace Qishi.Bench.Under;

/// <summary>Where the sources and the built program are.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>The program as built with this bench: the same configuration, Release for figures.</summary>
    public static string Program
    {
        get
        {
            var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
            if (configuration != "Release")
                Console.Error.WriteLine($"Note: this is a {configuration} build; figures count only with -c Release.");
            var file = Path.Combine(Root, "src", "Qishi", "bin", configuration, "net10.0", "Qishi.dll");
            return File.Exists(file) ? file : throw new FileNotFoundException($"Build the program first: dotnet build -c {configuration} src/Qishi", file);
        }
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Qishi.slnx")))
                return folder.FullName;
        throw new InvalidOperationException("Qishi.slnx not found above the bench.");
    }
}
