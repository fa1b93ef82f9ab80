using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.StartUp.ExtendReview;
using Qishi.Modules.StartUp.Model;
using Qishi.Modules.StartUp.SubmitStartUp;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Rules;

namespace Qishi.Modules.StartUp.Subscribers;

/// <summary>
/// A due date counted through a year without a calendar was 暂定; once the year is entered it is counted again, with the promise of its own day, wherever it is kept:
/// the case, an extended review limit, the item on the desk, the hand-overs.
/// </summary>
internal sealed class RecountDueDatesWhenCalendarPublished(AppDb db, IRules rules, IWorklist worklist, IHandOvers handOvers) : IHandle<CalendarYearPublished>
{
    public async Task HandleAsync(CalendarYearPublished e, EventContext context, CancellationToken ct)
    {
        var (book, days) = (await rules.BookAsync(ct), await rules.WorkingDaysAsync(ct));
        var open = db.Set<StartUpCase>().Where(c => c.FinishedAt == null && c.ReceivedAt != null && (c.DueProvisional || c.ExtendedUntil != null));
        foreach (var c in await open.ToListAsync(ct))
        {
            if (c.DueProvisional)
            {
                var received = c.ReceivedAt!.Value;
                var due = CaseClock.Starting(received, book.Int("opening.promisedWorkdays", ChinaTime.DayOf(received)), days);
                (c.DueAt, c.DueProvisional) = (due.DueUtc, due.Provisional);
                await handOvers.MoveDueAsync(c.CaseNo, due.DueUtc, due.Provisional, ct);
            }

            if (c is { ExtendedUntil: not null, AcceptedAt: { } accepted })
            {
                var until = ExtendReviewHandler.Until(accepted, book, days);
                c.ExtendedUntil = until.Date;
                await worklist.MoveDueAsync(SubmitStartUpHandler.ReviewKey(c.CaseNo), days.CloseOf(until.Date), until.Provisional, ct);
            }
            else
            {
                await worklist.MoveDueAsync(SubmitStartUpHandler.ReviewKey(c.CaseNo), c.DueAt!.Value, c.DueProvisional, ct);
            }
        }

        await db.SaveChangesAsync(ct);
    }
}
