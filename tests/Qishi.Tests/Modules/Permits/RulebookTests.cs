using Qishi.Kernel;
using Qishi.Modules.Permits.Contracts;
using Qishi.Modules.Permits.Model;
using Qishi.Modules.Permits.Seed;
using Qishi.Modules.Permits.TellApplicant;
using Qishi.Platform.Data;
using Qishi.Tests.Kernel;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Permits;

/// <summary>Rows of rulebook A §7 (and §6.5 as far as the list of matters goes) that are arithmetic and data.</summary>
public sealed class RulebookTests
{
    private static readonly string Folder = Path.Combine(Approved.Root, "src/Qishi/SeedData/reference");

    private static readonly RuleBook Rules = new(Csv.Read(Path.Combine(Folder, "rule-parameters.csv")).Select(r =>
        new RuleParameter(r["key"], r["value"], r["unit"], Day(r["from"]), Day(r["to"]), r["source"], r["article"], r["confidence"])));

    private static readonly NoticeClocks Clocks = new(Rules, ReferenceData.Guangxi);

    [Fact]
    public void T_7_1_PushWithinTheDay_ClaimDueFiveWorkingDaysAfterThePush()
    {
        var issued = ChinaTime.ToUtc(new DateOnly(2023, 6, 21), new TimeOnly(15, 30));
        Assert.Equal(ChinaTime.ToUtc(new DateOnly(2023, 6, 22), new TimeOnly(15, 30)), Clocks.PushBy(issued));
        var due = Clocks.ClaimDue(issued.AddMinutes(1));
        Assert.Equal((ChinaTime.ToUtc(new DateOnly(2023, 6, 29), new TimeOnly(17, 0)), false), (due.DueUtc, due.Provisional));
    }

    [Fact]
    public void T_7_2_ResultDueTwentyWorkingDaysAfterTheClaim() =>
        Assert.Equal(new DateOnly(2023, 7, 25), ChinaTime.DayOf(Clocks.ResultDue(ChinaTime.ToUtc(new DateOnly(2023, 6, 27), new TimeOnly(10, 0))).DueUtc));

    [Fact]
    public void T_7_3_PenaltyOfTheSameProvince_PublishedWithinTwentyWorkingDays() =>
        Assert.Equal(new DateOnly(2023, 10, 24), PublicityTerms.ToPublicitySystem(new DateOnly(2023, 9, 20), Rules, ReferenceData.Guangxi).Date);

    [Theory]
    [InlineData(true, "2023-10-01")]
    [InlineData(false, "2026-07-01")]
    public void T_7_4_PublicationStops_AfterThreeMonthsOrThreeYears(bool light, string stops) =>
        Assert.Equal(DateOnly.Parse(stops, System.Globalization.CultureInfo.InvariantCulture), PublicityTerms.StopsOn(new DateOnly(2023, 7, 1), light, Rules, ReferenceData.Guangxi).Date);

    [Fact]
    public void R_7_2_CreditPlatform_SevenWorkingDays() => Assert.Equal(new DateOnly(2023, 7, 3), PublicityTerms.ToCreditPlatform(new DateOnly(2023, 6, 21), Rules, ReferenceData.Guangxi).Date);

    [Fact]
    public void R_7_6_UnclaimedGoesUpAfterFiveAndTenWorkingDays_AndThenNoFurther()
    {
        var pushed = ChinaTime.ToUtc(new DateOnly(2023, 6, 21), new TimeOnly(15, 31));
        Assert.Equal(
            [new DateOnly(2023, 6, 29), new DateOnly(2023, 7, 6)], new[] { 0, 1 }.Select(step => ChinaTime.DayOf(Clocks.Escalation(pushed, step)!.Value)));
        Assert.Null(Clocks.Escalation(pushed, 2));
    }

    [Fact]
    public void Reminders_AreCalendarDaysFromThePush()
    {
        var pushed = ChinaTime.ToUtc(new DateOnly(2023, 6, 21), new TimeOnly(15, 31));
        Assert.Equal([new DateOnly(2023, 7, 21), new DateOnly(2023, 8, 20), new DateOnly(2023, 9, 19)], new[] { 0, 1, 2 }.Select(n => ChinaTime.DayOf(Clocks.Reminder(pushed, n)!.Value)));
        Assert.Null(Clocks.Reminder(pushed, 3));
    }

    [Fact]
    public void T_6_2_CountyList_32Rows_12Departments_OneModeEach()
    {
        var names = Csv.Read(Path.Combine(Folder, "departments.csv")).ToDictionary(d => d["code"], d => d["name"]);
        var all = SeedMatters.Read(Folder, names).ToList();
        var county = all.Where(m => m.CountyNo is not null).ToList();
        Assert.Equal((32, 12), (county.Count, county.Select(m => m.Department).Distinct().Count()));
        Assert.Equal(Enumerable.Range(1, 32), county.Select(m => m.CountyNo!.Value).Order());
        Assert.All(all, m => Assert.True(Enum.IsDefined(m.Mode) && m.DepartmentName is not null && m.Items.Count > 0, m.Code));
        Assert.Equal(all.Count, all.Select(m => m.Code).Distinct().Count());
        // Every licensed item of the catalogue has its matter.
        var covered = all.SelectMany(m => m.Items).ToHashSet();
        Assert.Empty(Csv.Read(Path.Combine(Folder, "scope-items.csv")).Where(i => i["kind"] == "LICENSED_POST" && !covered.Contains(i["code"])).Select(i => i["code"]));
    }

    [Fact]
    public void Commitment_NamesThePermits_AndSaysNotToOperateBefore()
    {
        PermitNeed[] needs = [new("P001", "食品经营许可", false, ["餐饮服务"], "望溪县市场监督管理局", "政务大厅", "0000-0000000"), new("P008", "仅销售预包装食品备案", true, ["食品销售（仅销售预包装食品）"], "望溪县市场监督管理局", null, null)];
        var text = CommitmentWording.For(needs);
        Assert.Equal(
            "我（们）已被告知：经营范围中的项目须依法取得食品经营许可。我（们）知道由哪个部门许可，承诺取得许可前不从事相应的经营活动。我（们）已被告知：须依法办理仅销售预包装食品备案，承诺按规定备案。违反承诺的，愿意承担法律责任。", text.Text);
        Assert.Equal("食品经营许可（餐饮服务）：望溪县市场监督管理局，政务大厅，电话0000-0000000", CommitmentWording.Line(needs[0]));
    }

    [Fact]
    public void Flow_EveryReportMoveIsOne_AndTrackedStatesCanStillEnd()
    {
        Assert.All(NoticeFlow.Results, r => Assert.Contains(NoticeFlow.Flow.Moves, m => m.Name == r));
        Assert.All(NoticeFlow.Tracked, s => Assert.True(NoticeFlow.Can(s, NoticeFlow.End), s.ToString()));
        Assert.All(NoticeFlow.Final, s => Assert.True(NoticeFlow.Flow.IsFinal(s), s.ToString()));
        Assert.Equal(NoticeFlow.Final.Order(), NoticeFlow.Flow.States.Where(s => s.Final).Select(s => s.State).Order());
    }

    private static DateOnly? Day(string text) => text.Length > 0 ? DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : null;
}
