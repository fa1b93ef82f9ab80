using System.Globalization;
using Qishi.Kernel;
using Qishi.Platform.Auth;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Operations.EnterYear;

public sealed class EnterYearForm
{
    public string? Scope { get; set; }
    public string? Off { get; set; }
    public string? Work { get; set; }
    public string? Source { get; set; }
}

/// <summary>Enters the days off and make-up workdays of a year; dates that were provisional are computed again by those who keep them.</summary>
internal sealed class EnterYearHandler(RuleChanges changes, Actor actor)
{
    public async Task<Result<int>> HandleAsync(int year, EnterYearForm form, CancellationToken ct)
    {
        var decided = Decide(year, form);
        if (!decided.Ok)
            return Result<int>.Refused(decided.Problems);
        await changes.PublishYearAsync(actor, year, form.Scope!, decided.Value, form.Source!.Trim(), ct);
        return year;
    }

    internal static Result<List<CalendarDay>> Decide(int year, EnterYearForm form)
    {
        var problems = new List<Problem>();
        if (year is < 2020 or > 2100)
            problems.Add(new("year-range", $"{year}年不能录入。请录入2020年至2100年的安排"));
        if (form.Scope is not ("CN" or "45"))
            problems.Add(new("scope-unknown", "请选择全国安排，还是广西“三月三”安排", nameof(form.Scope)));
        if (string.IsNullOrWhiteSpace(form.Source))
            problems.Add(new("source-missing", "请填写通知的文号", nameof(form.Source)));
        List<CalendarDay> days = [.. Read(year, form.Off, DayType.Off, nameof(form.Off), problems, form), .. Read(year, form.Work, DayType.Work, nameof(form.Work), problems, form)];
        if (days.Count == 0 && problems.Count == 0)
            problems.Add(new("days-missing", "请至少填写一个放假日", nameof(form.Off)));
        foreach (var twice in days.GroupBy(d => d.Date).Where(g => g.Count() > 1))
            problems.Add(new("day-twice", $"{twice.Key:yyyy-MM-dd}写了两次。请删去一处", nameof(form.Work)));
        return problems.Count > 0 ? Result<List<CalendarDay>>.Refused(problems) : days;
    }

    /// <summary>One day a line, 「2027-01-01 元旦」, or a span 「2027-02-05至2027-02-11 春节」.</summary>
    private static List<CalendarDay> Read(int year, string? text, DayType type, string field, List<Problem> problems, EnterYearForm form)
    {
        var days = new List<CalendarDay>();
        foreach (var line in (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = line.Split([' ', '\t', '　'], 2, StringSplitOptions.RemoveEmptyEntries);
            var span = parts[0].Split('至', 2);
            if (!TryDay(span[0], out var first) || !TryDay(span[^1], out var last) || first.Year != year || last.Year != year || last < first)
            {
                problems.Add(new("day-line", $"“{line}”看不懂，或不在{year}年内。请一行写一天，例如“{year}-01-01 元旦”，连休写“{year}-10-01至{year}-10-07 国庆节”", field));
                continue;
            }

            for (var day = first; day <= last; day = day.AddDays(1))
                days.Add(new(day, form.Scope ?? "CN", type, parts.Length > 1 ? parts[1] : type == DayType.Off ? "放假" : "调休上班", form.Source ?? ""));
        }

        return days;
    }

    private static bool TryDay(string text, out DateOnly day) => DateOnly.TryParseExact(text, "yyyy-M-d", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
