namespace Qishi.Modules.Exchange.Contracts;

/// <summary>
/// Hand-overs that reach a department at its web desk instead of its system: numbered, digested and receipted like all others, and counted with them. The module whose
/// desk it is says what the people there did. Everything joins the caller's unit of work.
/// </summary>
public interface IDeskHandOvers
{
    /// <summary>True when the department has a desk here.</summary>
    Task<bool> HasDeskAsync(string department, CancellationToken ct);

    /// <summary>True when this matter of the entity lies, or lay, on some desk.</summary>
    Task<bool> IsLaidAsync(string uscc, string matter, CancellationToken ct);

    /// <summary>Lays a hand-over on the department's desk; delivered with the caller's save.</summary>
    void Lay(HandOverOrder order);

    /// <summary>Lays it on another department's desk as the next version; the old one ends as sent back.</summary>
    /// <exception cref="InvalidOperationException">There is no such hand-over.</exception>
    Task RedirectAsync(string uscc, string matter, string department, DateTime dueUtc, CancellationToken ct);

    /// <summary>The department took it (认领).</summary>
    Task ReceiveAsync(string uscc, string matter, DateTime atUtc, CancellationToken ct);

    /// <summary>The department reported its result.</summary>
    /// <param name="uscc">Credit code.</param>
    /// <param name="matter">Matter.</param>
    /// <param name="doneAtUtc">When it was really done.</param>
    /// <param name="result">Result fields; no personal data.</param>
    /// <param name="ct">Cancellation.</param>
    Task FinishAsync(string uscc, string matter, DateTime doneAtUtc, IReadOnlyDictionary<string, string> result, CancellationToken ct);

    /// <summary>The department says that it is not its business.</summary>
    Task SendBackAsync(string uscc, string matter, string sentence, CancellationToken ct);
}
