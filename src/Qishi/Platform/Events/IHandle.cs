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

/// <summary>Marker for registration; implement <see cref="IHandle{TEvent}"/>.</summary>
public interface ISubscriber;

/// <summary>Where in the log an event stands, and which process wrote it.</summary>
public sealed record EventContext(long SealNo, long Seq, Guid ProcessId, DateTime At);
