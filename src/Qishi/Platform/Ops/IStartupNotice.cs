namespace Qishi.Platform.Ops;

/// <summary>Lines a module wants on the console when the program has started to serve (demo accounts, the address of an inbox). Register as scoped.</summary>
public interface IStartupNotice
{
    /// <param name="address">Where the program answers, e.g. <c>http://localhost:5080</c>.</param>
    /// <param name="ct">Stops waiting.</param>
    Task<IReadOnlyList<string>> LinesAsync(string address, CancellationToken ct);
}
