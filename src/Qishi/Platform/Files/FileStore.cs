namespace Qishi.Platform.Files;

/// <summary>Files addressed by their SM3 digest: the same content is stored once, a changed byte is a different file.</summary>
public interface IFileStore
{
    /// <summary>Stores a stream; returns its digest (64 hex characters) and size in bytes.</summary>
    Task<StoredFile> PutAsync(Stream content, CancellationToken ct);

    /// <summary>Opens a file for reading; null when there is none.</summary>
    Task<Stream?> OpenAsync(string digest, CancellationToken ct);
}

public sealed record StoredFile(string Digest, long Size);
