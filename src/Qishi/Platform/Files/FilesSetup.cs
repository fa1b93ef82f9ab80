namespace Qishi.Platform.Files;

internal static class FilesSetup
{
    public static void AddFiles(this IServiceCollection services) => services.AddSingleton<IFileStore, LocalFileStore>();
}
