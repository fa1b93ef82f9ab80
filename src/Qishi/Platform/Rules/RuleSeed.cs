using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Platform.Data;

namespace Qishi.Platform.Rules;

/// <summary>Brings the reference files of the release into the tables. What is there already, or was changed by an administrator since, is left alone.</summary>
internal static class RuleSeed
{
    private const string Release = "随版本发布";

    public static async Task RunAsync(SeedContext context, CancellationToken ct)
    {
        var db = context.Services.GetRequiredService<AppDb>();
        var clock = context.Services.GetRequiredService<TimeProvider>();
        var folder = Path.Combine(context.SeedFolder, "reference");
        await SeedParametersAsync(db, Csv.Read(Path.Combine(folder, "rule-parameters.csv")), clock, ct);
        await SeedCalendarAsync(db, folder, clock.UtcNow(), ct);
        await SeedDivisionsAsync(db, Csv.Read(Path.Combine(folder, "divisions.csv")), ct);
        await db.SaveChangesAsync(ct);
        context.Services.GetRequiredService<RulesInForce>().Forget();
    }

    private static async Task SeedParametersAsync(AppDb db, IEnumerable<IReadOnlyDictionary<string, string>> records, TimeProvider clock, CancellationToken ct)
    {
        var known = (await db.Set<ParameterRow>().AsNoTracking().Select(p => new { p.Key, p.Value, p.From, p.To }).ToListAsync(ct)).ToHashSet();
        foreach (var r in records)
        {
            var (from, to) = (Day(r["from"]), Day(r["to"]));
            if (known.Contains(new { Key = r["key"], Value = r["value"], From = from, To = to }))
                continue;
            db.Add(new ParameterRow
            {
                Id = Guid.CreateVersion7(clock.GetUtcNow()),
                Key = r["key"],
                Value = r["value"],
                Unit = r["unit"],
                From = from,
                To = to,
                Source = r["source"],
                Article = r["article"],
                Confidence = r["confidence"],
                ProposedBy = Release,
                ProposedAt = clock.UtcNow(),
                ApprovedBy = Release,
                ApprovedAt = clock.UtcNow(),
            });
        }
    }

    private static async Task SeedCalendarAsync(AppDb db, string folder, DateTime now, CancellationToken ct)
    {
        var days = (await db.Set<CalendarDayRow>().AsNoTracking().Select(d => new { d.Date, d.Scope }).ToListAsync(ct)).ToHashSet();
        foreach (var r in Csv.Read(Path.Combine(folder, "calendar.csv")))
            if (days.Add(new { Date = Day(r["date"])!.Value, Scope = r["scope"] }))
                db.Add(new CalendarDayRow { Date = Day(r["date"])!.Value, Scope = r["scope"], Type = Enum.Parse<DayType>(r["type"], ignoreCase: true), Reason = r["reason"], Source = r["source"], EnteredAt = now });
        var years = (await db.Set<CalendarYearRow>().AsNoTracking().Select(y => new { y.Year, y.Scope }).ToListAsync(ct)).ToHashSet();
        foreach (var r in Csv.Read(Path.Combine(folder, "calendar-years.csv")))
            if (years.Add(new { Year = int.Parse(r["year"], CultureInfo.InvariantCulture), Scope = r["scope"] }))
                db.Add(new CalendarYearRow { Year = int.Parse(r["year"], CultureInfo.InvariantCulture), Scope = r["scope"], Published = bool.Parse(r["published"]), Source = r["source"], EnteredAt = now });
    }

    private static async Task SeedDivisionsAsync(AppDb db, IEnumerable<IReadOnlyDictionary<string, string>> records, CancellationToken ct)
    {
        var known = (await db.Set<DivisionRow>().AsNoTracking().Select(d => new { d.Code, d.From }).ToListAsync(ct)).ToHashSet();
        foreach (var r in records)
            if (known.Add(new { Code = r["code"], From = Day(r["valid_from"]) }))
                db.Add(new DivisionRow { Code = r["code"], Name = r["name"], ParentCode = Optional(r["parent_code"]), From = Day(r["valid_from"]), To = Day(r["valid_to"]), Note = Optional(r["note"]) });
    }

    private static string? Optional(string text) => text.Length == 0 ? null : text;

    private static DateOnly? Day(string text) => text.Length == 0 ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
