namespace Qishi.Modules.Exchange.Contracts;

/// <summary>
/// What a party that exchanges lists lays into its inbox (<c>{FilesFolder}/{party}/inbox</c>), e.g. the receipt of a list. Only what a registered certificate of the party vouches for is
/// handed on; everything else goes to <c>refused</c> and is named.
/// </summary>
public interface IInFiles
{
    /// <summary>Takes the files that lie there, in the order of their names. A file is moved to <c>taken</c> after it was taken in; a crash in between only brings it once more.</summary>
    /// <param name="party">Code of the party.</param>
    /// <param name="take">Takes one file in; says why it cannot be, or null.</param>
    /// <param name="ct">Cancellation.</param>
    /// <returns>What was refused, with the reason.</returns>
    Task<IReadOnlyList<RefusedFile>> TakeAsync(string party, Func<InFile, CancellationToken, Task<string?>> take, CancellationToken ct);
}

/// <param name="Name">Name of the file.</param>
/// <param name="Body">Its bytes, whole and signed by the party.</param>
public sealed record InFile(string Name, byte[] Body);

/// <param name="Name">Name of the file or its manifest.</param>
/// <param name="Why">A sentence.</param>
public sealed record RefusedFile(string Name, string Why);
