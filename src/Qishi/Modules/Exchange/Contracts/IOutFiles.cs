namespace Qishi.Modules.Exchange.Contracts;

/// <summary>Lists for a party that fetches files (the platform above); what it answers comes by <see cref="IInFiles"/>: laid in its outbox, manifest last, signed by the bureau.</summary>
public interface IOutFiles
{
    /// <summary>Lays a file down; doing it again with the same stem replaces it. Nothing is half written (see the drop folder's rules).</summary>
    /// <param name="party">Code of the party: UPPER. Its folder is <c>{FilesFolder}/{party}/outbox</c>.</param>
    /// <param name="stem">File name without extension.</param>
    /// <param name="body">JSON, UTF-8.</param>
    /// <param name="ct">Cancellation.</param>
    /// <returns>SM3 of the bytes, as the manifest says it.</returns>
    Task<string> PutAsync(string party, string stem, byte[] body, CancellationToken ct);
}
