using System.Globalization;
using System.Text;
using Qishi.Kernel;
using Qishi.Platform.Web;

namespace Qishi.Modules.Exchange.LiaisonDesk;

/// <summary>A moment of Chinese wall time as people type it: a day and a time, or only a time, which then is today's.</summary>
internal static class TypedMoment
{
    private static readonly string[] Times = ["H:mm", "HHmm", "H点mm分", "H时mm分"];

    public static string Text(DateTime utc) => $"{ChinaTime.At(utc):yyyy-MM-dd HH:mm}";

    /// <summary>UTC; refused when unreadable, in the future, or before the case was accepted.</summary>
    public static Result<DateTime> Parse(string? typed, string field, DateTime acceptedAt, DateTime now)
    {
        var text = (typed ?? "").Trim().Normalize(NormalizationForm.FormKC).Replace("今天", "", StringComparison.Ordinal);
        if (text.Length == 0)
            return new Problem("moment-missing", "请填写实际办成时间", field);
        var cut = text.LastIndexOfAny([' ', 'T', '日']);
        var (dayText, timeText) = cut < 0 ? ("", text) : (text[..(cut + 1)].TrimEnd(' ', 'T'), text[(cut + 1)..].Trim());
        var today = ChinaTime.DayOf(now);
        var day = today;
        if ((dayText.Trim().Length > 0 && !TypedDate.TryParse(dayText, today, out day)) || !TimeOnly.TryParseExact(timeText.Trim(), Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return new Problem("moment-unreadable", $"看不懂时间“{text}”。请按“2026-11-24 14:50”的样子填写", field);
        var utc = ChinaTime.ToUtc(day, time);
        if (utc > now)
            return new Problem("moment-future", "实际办成时间不能晚于现在。请核对", field);
        // Minutes are typed, seconds are not: the minute of acceptance itself is fine.
        return utc < acceptedAt.AddMinutes(-1) ? new Problem("moment-early", $"实际办成时间早于受理时间{ChinaTime.Moment(acceptedAt, today)}。请核对", field) : utc < acceptedAt ? acceptedAt : utc;
    }
}
