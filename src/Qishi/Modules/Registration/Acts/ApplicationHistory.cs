using Microsoft.EntityFrameworkCore;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Web.Controls;

namespace Qishi.Modules.Registration.Acts;

/// <summary>The process of an application, read from the event log.</summary>
internal sealed class ApplicationHistory(AppDb db)
{
    public async Task<IReadOnlyList<TimelineLine>> ReadAsync(string subject, CancellationToken ct)
    {
        var rows = await db.Set<EventRow>().AsNoTracking().Where(e => e.Subject == subject)
            .Join(db.Set<ProcessRow>().AsNoTracking(), e => e.ProcessId, p => p.Id, (e, p) => new { e.Seq, e.Type, e.Payload, e.At, p.ActorName, p.Reason })
            .OrderByDescending(e => e.At).ThenByDescending(e => e.Seq).Take(200).ToListAsync(ct);
        return [.. from r in rows let text = EventTypes.Read(r.Type, r.Payload) is { } e ? ApplicationWords.Of(e) : null where text is not null select new TimelineLine(r.At, text, r.ActorName, r.Reason)];
    }
}
