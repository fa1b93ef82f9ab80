using System.Security.Cryptography;
using Qishi.Kernel;
using Qishi.Kernel.Sm;
using Qishi.Platform.Data;

namespace Qishi.Platform.Files;

/// <summary>
/// Files in a local folder, two levels deep by digest. Written beside, flushed and moved into place, so a half-written file never has a name; a file that is
/// there already is never written again. Readable by the program's user only.
/// </summary>
internal sealed class LocalFileStore : IFileStore
{
    private readonly string root;
    private readonly string incoming;

    public LocalFileStore(DatabaseOptions options, TimeProvider clock)
    {
        (root, incoming) = (Path.Combine(options.DataFolder, "files"), Path.Combine(options.DataFolder, "files", "incoming"));
        Directory.CreateDirectory(incoming);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        // What a crash left half-written; anything younger may belong to a copy that is writing now.
        foreach (var file in new DirectoryInfo(incoming).EnumerateFiles().Where(f => f.LastWriteTimeUtc < clock.UtcNow().AddDays(-1)))
            file.Delete();
    }

    public async Task<StoredFile> PutAsync(Stream content, CancellationToken ct)
    {
        var temporary = Path.Combine(incoming, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        try
        {
            string digest;
            long size;
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                var sm3 = new IncrementalSm3();
                var buffer = new byte[64 * 1024];
                for (int read; (read = await content.ReadAsync(buffer, ct)) > 0;)
                {
                    sm3.Append(buffer.AsSpan(0, read));
                    await file.WriteAsync(buffer.AsMemory(0, read), ct);
                }

                file.Flush(flushToDisk: true);
                (digest, size) = (Convert.ToHexStringLower(sm3.Finish()), file.Length);
            }

            var path = PathOf(digest);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (!File.Exists(path))
                File.Move(temporary, path, overwrite: true);
            return new(digest, size);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    public Task<Stream?> OpenAsync(string digest, CancellationToken ct)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(PathOf(digest), FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, useAsync: true));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    private string PathOf(string digest)
    {
        // The digest is the only part of a path that comes from outside; anything but 64 hex characters never reaches the file system.
        if (digest.Length != 64 || !digest.All(char.IsAsciiHexDigitLower))
            throw new ArgumentException("Not a digest.", nameof(digest));
        return Path.Combine(root, digest[..2], digest[2..4], digest);
    }
}
