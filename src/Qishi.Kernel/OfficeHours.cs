using System.Globalization;

namespace Qishi.Kernel;

/// <summary>Office hours of every working day, Chinese wall time; a closing moment itself is closed .</summary>
/// <param name="MorningFrom">Opening in the morning.</param>
/// <param name="MorningTo">Closing at noon.</param>
/// <param name="AfternoonFrom">Opening in the afternoon.</param>
/// <param name="AfternoonTo">Closing in the evening.</param>
public sealed record OfficeHours(TimeOnly MorningFrom, TimeOnly MorningTo, TimeOnly AfternoonFrom, TimeOnly AfternoonTo)
{
    /// <summary>09:00–12:00, 13:00–17:00: 420 minutes a day .</summary>
    public static OfficeHours Default { get; } = Parse("09:00-12:00,13:00-17:00");

    /// <summary>Working minutes of one day.</summary>
    public int MinutesPerDay => (int)((MorningTo - MorningFrom) + (AfternoonTo - AfternoonFrom)).TotalMinutes;

    /// <summary>Reads the form of the rule parameter <c>office.hours</c>: <c>09:00-12:00,13:00-17:00</c>.</summary>
    /// <exception cref="FormatException">Not of that form, or the four times do not rise.</exception>
    public static OfficeHours Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var times = text.Split('-', ',');
        var parsed = new TimeOnly[4];
        var ok = times.Length == 4;
        for (var i = 0; ok && i < 4; i++)
            ok = TimeOnly.TryParseExact(times[i].Trim(), "H:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out parsed[i]) && (i == 0 || parsed[i - 1] < parsed[i] || i == 2 && parsed[1] == parsed[2]);
        return ok ? new OfficeHours(parsed[0], parsed[1], parsed[2], parsed[3]) : throw new FormatException($"'{text}' are no office hours; the form is 09:00-12:00,13:00-17:00.");
    }

    /// <summary>「9:00—12:00，13:00—17:00」.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{MorningFrom:H:mm}—{MorningTo:H:mm}，{AfternoonFrom:H:mm}—{AfternoonTo:H:mm}");

    /// <summary>The two spans of a day.</summary>
    internal (TimeOnly From, TimeOnly To)[] Spans => [(MorningFrom, MorningTo), (AfternoonFrom, AfternoonTo)];
}
