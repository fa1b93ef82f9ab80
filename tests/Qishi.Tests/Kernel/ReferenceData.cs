using System.Globalization;
using Qishi.Kernel;

namespace Qishi.Tests.Kernel;

/// <summary>The reference tables that ship with the program, as the tests of the Kernel need them.</summary>
internal static class ReferenceData
{
    private static readonly CalendarDay[] Days = [.. Rows("calendar.csv").Select(r =>
        new CalendarDay(Day(r[0])!.Value, r[1], r[2] == "WORK" ? DayType.Work : DayType.Off, r[3], r[4]))];

    private static readonly HashSet<int> Published = [2022, 2023, 2024, 2025, 2026];

    public static WorkingDays National { get; } = WorkingDays.For("", Days, Published, OfficeHours.Default);

    public static WorkingDays Guangxi { get; } = WorkingDays.For("451521", Days, Published, OfficeHours.Default);

    public static DivisionTable Divisions { get; } = new(Rows("divisions.csv").Select(r =>
        new Division(r[0], r[1], r[2].Length > 0 ? r[2] : null, Day(r[3]), Day(r[4]))));

    private static DateOnly? Day(string text) =>
        text.Length > 0 ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    private static IEnumerable<string[]> Rows(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Qishi.slnx"))) folder = folder.Parent ?? throw new DirectoryNotFoundException("Qishi.slnx");
        return File.ReadLines(Path.Combine(folder.FullName, "src/Qishi/SeedData/reference", file)).Skip(1).Where(l => l.Length > 0).Select(l => l.Split(','));
    }
}
