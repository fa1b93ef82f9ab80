using System.Diagnostics;
using Qishi.Kernel;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;

namespace Qishi.Platform.Events;

/// <summary>
/// Adds a named process and its events to the unit of work; they become real with the caller's <c>SaveChangesAsync</c> or not at all.
/// </summary>
public sealed class EventLog(AppDb db, TimeProvider clock)
{
    /// <summary>Records what <paramref name="actor"/> did.</summary>
    /// <param name="actor">Who did it.</param>
    /// <param name="process">Why a write happened, present participle: <c>StartUpSubmitting</c>.</param>
    /// <param name="reason">The person's own reason, where one is asked for; never personal data.</param>
    /// <param name="events">What happened, in order.</param>
    public ProcessRow Record(Actor actor, string process, string? reason, params IEnumerable<IEvent> events)
    {
        var now = clock.UtcNow();
        var row = new ProcessRow
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Kind = process,
            ActorId = actor.AccountId,
            ActorName = actor.NameOnRecord,
            ActorUnit = actor.Unit,
            SourceAddress = actor.SourceAddress,
            Reason = reason,
            CorrelationId = Activity.Current?.TraceId.ToString() ?? actor.CorrelationId,
            At = now,
        };
        db.Add(row);
        foreach (var e in events)
            db.Add(new EventRow { ProcessId = row.Id, Type = EventTypes.NameOf(e.GetType()), Subject = e.Subject, Payload = EventTypes.Write(e), At = now });
        return row;
    }
}
