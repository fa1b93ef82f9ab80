using Qishi.Kernel.Sm;
using Qishi.Platform.Data;

namespace Qishi.Platform.Files;

/// <summary>Files in a local folder, two levels deep by digest. Written beside and moved into place, so a half-written file never has a name.</summary>
internal sealed class LocalFileStore(DatabaseOptions options) : IFileStore
{
    private readonly string root = Path.Combine(options.DataFolder, "files");

    public async Task<StoredFile> PutAsync(Stream content, CancellationToken ct)
    {
        Directory.CreateDirectory(root);
        var temporary = Path.Combine(root, Path.GetRandomFileName());
        await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite))
        {
            await content.CopyToAsync(file, ct);
            file.Flush(flushToDisk: true);
        }

        string digest;
        long size;
        await using (var file = File.OpenRead(temporary))
        {
            digest = Sm3.Hex(file);
            size = file.Length;
        }

        var path = PathOf(digest);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Move(temporary, path, overwrite: true);
        return new(digest, size);
    }

    public Task<Stream?> OpenAsync(string digest, CancellationToken ct)
    {
        var path = PathOf(digest);
        return Task.FromResult<Stream?>(File.Exists(path) ? File.OpenRead(path) : null);
    }

    private string PathOf(string digest)
    {
        // The digest is the only part of a path that comes from outside; anything but 64 hex characters never reaches the file system.
        if (digest.Length != 64 || !digest.All(char.IsAsciiHexDigitLower))
            throw new ArgumentException("Not a digest.", nameof(digest));
        return Path.Combine(root, digest[..2], digest[2..4], digest);
    }
}
