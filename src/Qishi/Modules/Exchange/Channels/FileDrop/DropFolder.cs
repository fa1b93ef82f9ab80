using System.Text.Json;
using Qishi.Kernel.Sm;
using Qishi.Modules.Exchange.Contracts;

namespace Qishi.Modules.Exchange.Channels.FileDrop;

/// <summary>
/// A folder two parties share. Files come under another name and are renamed when they are whole, the manifest last; a reader believes a file only when its manifest
/// is there and length and digest agree. So a writer may die at any byte.
/// </summary>
internal static class DropFolder
{
    public const string Manifest = ".manifest";
    private const string Unfinished = ".part";
    private const long MostBytes = 1024 * 1024;

    public static string Outbox(string root, string department) => Path.Combine(root, department, "outbox");

    public static string Inbox(string root, string department) => Path.Combine(root, department, "inbox");

    /// <summary>Writes a message and its manifest; writing it again gives the same files.</summary>
    public static void Put(string folder, string stem, string key, byte[] body, WireSignature signature) => Put(folder, stem, key, body, signature.Headers.ToDictionary(h => h.Key, h => h.Value));

    /// <summary>The same with the headers of another signature.</summary>
    public static void Put(string folder, string stem, string key, byte[] body, IReadOnlyDictionary<string, string> headers)
    {
        Directory.CreateDirectory(folder);
        var file = stem + ".json";
        WriteWhole(folder, file, body);
        WriteWhole(folder, stem + Manifest, JsonSerializer.SerializeToUtf8Bytes(new WireManifest(file, body.Length, Sm3.Hex(body), key, headers), Wire.Json));
    }

    public static bool Holds(string folder, string stem) => File.Exists(Path.Combine(folder, stem + Manifest));

    /// <summary>Names of the manifests that lie there, in order.</summary>
    public static IReadOnlyList<string> Manifests(string folder) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*" + Manifest).Select(Path.GetFileName).OfType<string>().Where(n => n[0] != '.').Order(StringComparer.Ordinal)] : [];

    /// <summary>The message of a manifest; null when anything does not fit.</summary>
    public static (WireManifest Manifest, byte[] Body)? Read(string folder, string manifestName)
    {
        try
        {
            var path = Path.Combine(folder, manifestName);
            if (new FileInfo(path).Length > 64 * 1024 || JsonSerializer.Deserialize<WireManifest>(File.ReadAllBytes(path), Wire.Json) is not { File: { Length: > 0 } name, Headers: not null } manifest)
                return null;
            // Only a plain name in this folder.
            if (Path.GetFileName(name) != name || name[0] == '.' || name.EndsWith(Manifest, StringComparison.Ordinal) || manifest.Bytes is < 0 or > MostBytes)
                return null;
            var file = new FileInfo(Path.Combine(folder, name));
            if (!file.Exists || file.Length != manifest.Bytes || file.LinkTarget is not null)
                return null;
            var body = File.ReadAllBytes(file.FullName);
            return Sm3.Hex(body) == manifest.Sm3 ? (manifest, body) : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Moves a message out of the way, the manifest first: without it the file is not there.</summary>
    public static void Move(string folder, string manifestName, string? file, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var name in new[] { manifestName, file }.OfType<string>())
            if (File.Exists(Path.Combine(folder, name)))
                File.Move(Path.Combine(folder, name), Path.Combine(to, name), overwrite: true);
    }

    private static void WriteWhole(string folder, string name, byte[] bytes)
    {
        var path = Path.Combine(folder, name);
        var unfinished = Path.Combine(folder, $".{name}.{Guid.NewGuid().ToString("N")[..8]}{Unfinished}");
        using (var stream = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
    }
}
