using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Platform.Data;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Operations.ShowCalendar;

internal sealed record CalendarYear(int Year, bool National, bool Regional, int WorkingDays, string Source);

internal sealed class ShowCalendarHandler(AppDb db, IRules rules, TimeProvider clock)
{
    /// <summary>Known years and two ahead, whether they are published, and how many working days they have here.</summary>
    public async Task<IReadOnlyList<CalendarYear>> YearsAsync(CancellationToken ct)
    {
        var rows = await db.Set<CalendarYearRow>().AsNoTracking().ToListAsync(ct);
        var days = await rules.WorkingDaysAsync(ct);
        var now = clock.Today().Year;
        return
        [
            .. rows.Select(r => r.Year).Append(now).Append(now + 1).Append(now + 2).Distinct().OrderDescending().Select(y => new CalendarYear(
                y, rows.Any(r => r.Year == y && r.Scope == "CN" && r.Published), rows.Any(r => r.Year == y && r.Scope != "CN" && r.Published),
                days.Between(new DateOnly(y - 1, 12, 31), new DateOnly(y, 12, 31)), rows.FirstOrDefault(r => r.Year == y && r.Scope == "CN")?.Source ?? "")),
        ];
    }

    public Task<List<CalendarDayRow>> DaysAsync(int year, CancellationToken ct) =>
        db.Set<CalendarDayRow>().AsNoTracking().Where(d => d.Date >= new DateOnly(year, 1, 1) && d.Date <= new DateOnly(year, 12, 31)).OrderBy(d => d.Date).ToListAsync(ct);
}
