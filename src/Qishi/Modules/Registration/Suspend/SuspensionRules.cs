using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.Suspend;

/// <summary>自然灾害, 事故灾难, 公共卫生事件, 社会安全事件: nothing else (R-10.40, 条例 art. 30).</summary>
internal enum SuspensionReason { NaturalDisaster, AccidentDisaster, PublicHealth, SocialSafety }

/// <summary>A suspension that is over or goes on, for the count of three years.</summary>
internal sealed record Episode(DateOnly From, DateOnly To)
{
    public int Days => To.DayNumber - From.DayNumber + 1;
}

/// <summary>The rules of suspension (rulebook A §10.5). Pure.</summary>
internal static class SuspensionRules
{
    public static readonly IReadOnlyList<(SuspensionReason Reason, string Word)> Words =
        [(SuspensionReason.NaturalDisaster, "自然灾害"), (SuspensionReason.AccidentDisaster, "事故灾难"), (SuspensionReason.PublicHealth, "公共卫生事件"), (SuspensionReason.SocialSafety, "社会安全事件")];

    public static Result<SuspensionReason> Reason(string? typed) =>
        Words.FirstOrDefault(w => w.Reason.ToString() == typed || w.Word == typed) is { Word: not null } found ? found.Reason
        : new Problem("suspension-reason", "歇业只限于自然灾害、事故灾难、公共卫生事件、社会安全事件造成的经营困难。其他原因不能办理歇业", "Reason", "R-10.40");

    /// <summary>Last day a suspension may last that begins on a day without an earlier one: three years, less a day .</summary>
    public static DateOnly AbsoluteEnd(DateOnly from, Ground ground) => from.AddYears(ground.Rules.Int("suspension.maxYears", ground.On)).AddDays(-1);

    /// <summary>Problems of a term: not in the past, before opening on its first day, within three years in one and in all .</summary>
    public static IEnumerable<Problem> Term(DateOnly from, DateOnly to, DateTime now, IReadOnlyList<Episode> earlier, OfficeHours hours, Ground ground)
    {
        var today = ChinaTime.DayOf(now);
        if (from < today)
            yield return new("suspension-past", $"歇业开始日期{ChinaTime.FullDay(from)}已经过了。歇业前应先备案，请改为今天以后的日期", "From", "R-10.41");
        else if (from == today && TimeOnly.FromDateTime(ChinaTime.At(now)) >= hours.MorningFrom)
            yield return new("suspension-today", $"今天{hours.MorningFrom:H:mm}已开始营业，当天歇业应在营业前备案。请改为明天", "From", "R-10.41");
        if (to < from)
            yield return new("suspension-order", "歇业结束日期早于开始日期。请检查", "To", "R-10.45");
        foreach (var problem in Length(from, to, earlier, ground))
            yield return problem;
    }

    public static IEnumerable<Problem> Length(DateOnly from, DateOnly to, IReadOnlyList<Episode> earlier, Ground ground)
    {
        var (end, most) = (AbsoluteEnd(from, ground), ground.Rules.Int("suspension.maxTotalDays", ground.On));
        if (to > end)
            yield return new("suspension-years", $"歇业最长3年，这一次最迟到{ChinaTime.FullDay(end)}。请改早", "To", "R-10.45");
        var total = earlier.Sum(e => e.Days) + (to < from ? 0 : new Episode(from, to).Days);
        if (to <= end && total > most)
            yield return new("suspension-total", $"累计歇业{total}天，超过3年（{most}天）。以前已歇业{earlier.Sum(e => e.Days)}天，请缩短", "To", "R-10.45");
    }

    /// <summary>Days on which an extension may be filed: the last 30 days before expiry .</summary>
    public static (DateOnly From, DateOnly To) ExtensionWindow(DateOnly expiry, Ground ground) => (expiry.AddDays(-ground.Rules.Int("suspension.extensionWindowCD", ground.On)), expiry);

    /// <summary>First day of the quarter from which prepayments may be made by the quarter: the next one after the start .</summary>
    public static DateOnly QuarterlyTaxFrom(DateOnly start) => new DateOnly(start.Year, ((start.Month - 1) / 3 * 3) + 1, 1).AddMonths(3);

    public static string QuarterWord(DateOnly first) => $"{first.Year}年第{((first.Month - 1) / 3) + 1}季度";

    /// <summary>Local exclusions: refused, or a consent to be shown.</summary>
    public static IEnumerable<Problem> Exclusions(IReadOnlyList<ExitFact> facts, bool consent)
    {
        foreach (var fact in facts)
            switch (fact.Kind)
            {
                case ExitFactKind.AbnormalList or ExitFactKind.SeriousList or ExitFactKind.FinancialInstitution or ExitFactKind.CourtAssistance or ExitFactKind.UnsettledPrepaid:
                    yield return new("suspension-excluded", $"{fact.Sentence}，不能办理歇业。请先处理", null, "R-10.50");
                    break;
                case ExitFactKind.ListedCompany or ExitFactKind.ApprovalBound when !consent:
                    yield return new("suspension-consent", $"{fact.Sentence}，歇业须经主管部门同意。请提交同意文件", "Paper.consent", "R-10.50");
                    break;
                default:
                    break;
            }
    }
}
