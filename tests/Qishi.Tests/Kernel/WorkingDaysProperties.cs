using CsCheck;
using Qishi.Kernel;
using Xunit;
using static Qishi.Tests.Kernel.ReferenceData;

namespace Qishi.Tests.Kernel;

public sealed class WorkingDaysProperties
{
    private static readonly DateOnly Epoch = new(2022, 1, 1);

    private static Gen<DateOnly> Days => Gen.Int[0, 1900].Select(n => Epoch.AddDays(n));

    private static Gen<DateTime> Moments => Gen.Long[0, 1900L * 24 * 3600].Select(s => DateTime.SpecifyKind(Epoch.ToDateTime(default), DateTimeKind.Utc).AddSeconds(s));

    private static Gen<WorkingDays> Calendars => Gen.Bool.Select(local => local ? Guangxi : National);

    [Fact]
    public void AddWorkingDays_IsAWorkingDayExactlyNAfter() =>
        Gen.Select(Calendars, Days, Gen.Int[1, 60]).Sample((c, d, n) =>
        {
            var due = c.AddWorkingDays(d, n);
            return due.Date > d && c.IsWorkingDay(due.Date) && c.Between(d, due.Date) == n && due.Steps.Count(s => s.Counted) == n;
        });

    [Fact]
    public void AddWorkingDays_Adds() =>
        Gen.Select(Calendars, Days, Gen.Int[0, 40], Gen.Int[0, 40]).Sample((c, d, a, b) =>
            c.AddWorkingDays(c.AddWorkingDays(d, a).Date, b).Date == c.AddWorkingDays(d, a + b).Date);

    [Fact]
    public void AddWorkingDays_BackFromAWorkingDay_IsTheInverse() =>
        Gen.Select(Calendars, Days, Gen.Int[0, 40]).Sample((c, d, n) =>
            !c.IsWorkingDay(d) || c.AddWorkingDays(c.AddWorkingDays(d, n).Date, -n).Date == d);

    [Fact]
    public void Between_IsAdditive() =>
        Gen.Select(Calendars, Days, Gen.Int[0, 100], Gen.Int[0, 100]).Sample((c, a, x, y) =>
            c.Between(a, a.AddDays(x)) + c.Between(a.AddDays(x), a.AddDays(x + y)) == c.Between(a, a.AddDays(x + y)));

    [Fact]
    public void AddCalendarDays_Rolled_IsTheFirstWorkingDayFromTheLastDay() =>
        Gen.Select(Calendars, Days, Gen.Int[1, 90]).Sample((c, d, n) =>
        {
            var (plain, rolled) = (c.AddCalendarDays(d, n, false).Date, c.AddCalendarDays(d, n, true).Date);
            return plain == d.AddDays(n) && c.IsWorkingDay(rolled) && (rolled == plain || c.Between(plain.AddDays(-1), rolled) == 1);
        });

    [Fact]
    public void AddWorkingMinutes_ThenWorkingMinutes_GivesTheMinutesBack() =>
        Gen.Select(Calendars, Moments, Gen.Int[0, 5000]).Sample((c, from, minutes) => c.WorkingMinutes(from, c.AddWorkingMinutes(from, minutes)) == minutes);

    [Fact]
    public void NextOpening_IsNotEarlierIsOpenAndIsAFixedPoint() =>
        Gen.Select(Calendars, Moments).Sample((c, at) =>
        {
            var open = c.NextOpening(at);
            return open >= at && c.NextOpening(open) == open && c.WorkingMinutes(at, open) == 0 && c.WorkingMinutes(open, open.AddMinutes(1)) <= 1;
        });

    [Fact]
    public void WorkingMinutes_OfAWholeWorkingDay_AreThoseOfTheOffice() =>
        Gen.Select(Calendars, Days).Sample((c, d) =>
            c.WorkingMinutes(ChinaTime.ToUtc(d, default), ChinaTime.ToUtc(d.AddDays(1), default)) == (c.IsWorkingDay(d) ? 420 : 0));
}
