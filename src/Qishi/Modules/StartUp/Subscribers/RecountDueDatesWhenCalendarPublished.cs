using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.StartUp.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Rules;

namespace Qishi.Modules.StartUp.Subscribers;

/// <summary>A due date counted through a year without a calendar was 暂定; once the year is entered it is counted again, with the promise of its own day.</summary>
internal sealed class RecountDueDatesWhenCalendarPublished(AppDb db, IRules rules) : IHandle<CalendarYearPublished>
{
    public async Task HandleAsync(CalendarYearPublished e, EventContext context, CancellationToken ct)
    {
        var (book, days) = (await rules.BookAsync(ct), await rules.WorkingDaysAsync(ct));
        foreach (var c in await db.Set<StartUpCase>().Where(c => c.DueProvisional && c.FinishedAt == null && c.ReceivedAt != null).ToListAsync(ct))
        {
            var received = c.ReceivedAt!.Value;
            var due = CaseClock.Starting(received, book.Int("opening.promisedWorkdays", ChinaTime.DayOf(received)), days);
            (c.DueAt, c.DueProvisional) = (due.DueUtc, due.Provisional);
        }

        await db.SaveChangesAsync(ct);
    }
}
