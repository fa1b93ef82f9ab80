using Qishi.Kernel;

namespace Qishi.Platform.Events;

/// <summary>
/// A subscriber. Its name is a sentence (<c>OpenMattersWhenLicenceIssued</c>) and its checkpoint's identity. Called at least once per event, in
/// commit order, inside a transaction of its own with its checkpoint: what it writes to <c>AppDb</c> happens exactly once; it must save its changes itself.
/// A class may implement several <c>IHandle&lt;T&gt;</c> (one checkpoint, one order).
/// </summary>
public interface IHandle<in TEvent> : ISubscriber where TEvent : IEvent
{
    Task HandleAsync(TEvent e, EventContext context, CancellationToken ct);
}

/// <summary>
/// A subscriber that hears much and takes what waits for it together: one look, one save for many events. It implements <see cref="IHandle{TEvent}"/> for each type
/// it wants as well; those are called when an event comes alone (a rerun). Each call is one transaction, as ever.
/// </summary>
public interface IHandleTogether : ISubscriber
{
    /// <param name="events">In commit order, never empty.</param>
    /// <param name="ct">Cancellation.</param>
    Task HandleAsync(IReadOnlyList<IEvent> events, CancellationToken ct);
}

/// <summary>Marker for registration; implement <see cref="IHandle{TEvent}"/>.</summary>
public interface ISubscriber;

/// <summary>Where in the log an event stands, and which process wrote it.</summary>
public sealed record EventContext(long SealNo, long Seq, Guid ProcessId, DateTime At);
