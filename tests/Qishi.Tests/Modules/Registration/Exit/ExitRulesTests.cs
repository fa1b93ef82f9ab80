using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Exit;
using Qishi.Modules.Registration.Suspend;
using Qishi.Platform.Data;
using Qishi.Platform.Rules;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Registration.Exit;

/// <summary>The days and reasons of rulebook A §10.12, row by row, without a database of their own.</summary>
public sealed class ExitRulesTests
{
    private static WorkingDays Days { get; } = TestApp.Shared(DatabaseKind.Sqlite).AsAsync(null, s => s.GetRequiredService<IRules>().WorkingDaysAsync()).GetAwaiter().GetResult();

    private static DateOnly D(string day) => DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);

    private static SimpleWindow Window(string published) => ExitRules.Simple(D(published), Given.Ground(D(published)), Days);

    [Fact]
    public void T_10_1_NoticeOf20Days_ApplyWithin20Days_RolledPastTheWeekend()
    {
        var w = Window("2023-06-05");
        Assert.Equal((D("2023-06-25"), D("2023-06-26"), D("2023-07-17")), (w.ObjectUntil, w.ApplyFrom, w.ApplyUntil.Date));
    }

    [Fact]
    public void T_10_2_NoticeEndsOnAHoliday_AndIsNotExtended()
    {
        var w = Window("2025-09-12");
        Assert.Equal((D("2025-10-02"), D("2025-10-22")), (w.ObjectUntil, w.ApplyUntil.Date));
    }

    [Fact]
    public void T_10_3_InvestmentInAnotherCompany_IsCurableByWaiting()
    {
        var fault = Assert.Single(FaultRules.Of(EntityStatus.Registered, [new(ExitFactKind.InvestsInOthers, "持有另一家公司30%股权")]));
        Assert.Equal(FaultClass.Wait, fault.Class);
        Assert.Contains("公示不用撤回", fault.Problem.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExitFactKind.AbnormalList, "Wait")]
    [InlineData(ExitFactKind.EquityPledged, "Wait")]
    [InlineData(ExitFactKind.OpenBranch, "Wait")]
    [InlineData(ExitFactKind.Litigation, "Wait")]
    [InlineData(ExitFactKind.UnexecutedPenalty, "Wait")]
    [InlineData(ExitFactKind.SeriousList, "WaitNewNotice")]
    [InlineData(ExitFactKind.Investigation, "WaitNewNotice")]
    [InlineData(ExitFactKind.CoerciveMeasure, "WaitNewNotice")]
    [InlineData(ExitFactKind.ListedCompany, "Fatal")]
    [InlineData(ExitFactKind.ApprovalBound, "Fatal")]
    public void Faults_AreClassed(ExitFactKind kind, string expected) => Assert.Equal(expected, FaultRules.ClassOf(kind).ToString());

    [Fact]
    public void Faults_OfARevokedCompany_AreFatal() => Assert.Equal(FaultClass.Fatal, FaultRules.Of(EntityStatus.Revoked, [])[0].Class);

    [Fact]
    public void T_10_5_SoleTrader_DepartmentsHave10Days() =>
        Assert.Equal(D("2023-06-15"), ExitRules.SoleTraderObjectUntil(D("2023-06-05"), Given.Ground(D("2023-06-05"))));

    [Fact]
    public void T_10_6_LiquidationLimits_AndTheGuardOf45Days()
    {
        var ground = Given.Ground(D("2024-07-15"));
        var dates = ExitRules.Liquidation(D("2024-07-01"), D("2024-07-10"), ground, Days);
        Assert.Equal((D("2024-07-22"), D("2024-09-09")), (dates.PublishBy.Date, dates.AnnounceBy.Date));
        Assert.Equal(D("2024-08-30"), ExitRules.DeregistrationFrom(D("2024-07-15"), ground));
    }

    [Fact]
    public void T_10_7_SuspensionOfAYear_WindowOf30Days_AbsoluteEnd()
    {
        var ground = Given.Ground(D("2023-06-01"));
        Assert.Equal((D("2024-05-01"), D("2024-05-31")), SuspensionRules.ExtensionWindow(D("2024-05-31"), ground));
        Assert.Equal(D("2026-05-31"), SuspensionRules.AbsoluteEnd(D("2023-06-01"), ground));
        Assert.Equal(1096, new Episode(D("2023-06-01"), D("2026-05-31")).Days);
        Assert.Empty(SuspensionRules.Length(D("2023-06-01"), D("2026-05-31"), [], ground));
        Assert.Equal("suspension-years", Assert.Single(SuspensionRules.Length(D("2023-06-01"), D("2026-06-01"), [], ground)).Code);
        Assert.Equal("suspension-total", Assert.Single(SuspensionRules.Length(D("2023-06-01"), D("2025-12-31"), [new(D("2022-01-01"), D("2022-12-31"))], ground)).Code);
    }

    [Fact]
    public void T_10_8_FiledOnTheDayItStarts_BeforeOpeningOnly_NeverInThePast()
    {
        var (ground, day) = (Given.Ground(D("2023-06-01")), D("2023-06-01"));
        Assert.Empty(SuspensionRules.Term(day, D("2023-12-31"), ChinaTime.ToUtc(day, new TimeOnly(8, 30)), [], OfficeHours.Default, ground));
        Assert.Equal("suspension-today", Assert.Single(SuspensionRules.Term(day, D("2023-12-31"), ChinaTime.ToUtc(day, new TimeOnly(9, 0)), [], OfficeHours.Default, ground)).Code);
        Assert.Equal("suspension-past", Assert.Single(SuspensionRules.Term(D("2023-05-31"), D("2023-12-31"), ChinaTime.ToUtc(day, new TimeOnly(8, 30)), [], OfficeHours.Default, ground)).Code);
    }

    [Fact]
    public void T_10_9_OwnerTravelling_IsNoReason()
    {
        Assert.Equal("R-10.40", SuspensionRules.Reason("老板外出旅游").Problems[0].Rule);
        Assert.True(SuspensionRules.Reason("NaturalDisaster").Ok);
    }

    [Fact]
    public void T_10_10_MonthlyTaxpayer_SuspendedInMay_IsQuarterlyFromTheThirdQuarter()
    {
        var from = SuspensionRules.QuarterlyTaxFrom(D("2023-05-10"));
        Assert.Equal((D("2023-07-01"), "2023年第3季度"), (from, SuspensionRules.QuarterWord(from)));
        Assert.Equal(D("2024-01-01"), SuspensionRules.QuarterlyTaxFrom(D("2023-11-02")));
    }

    [Fact]
    public void T_10_11_RevokedThreeYears_IsACandidate_AndTheNoticeRuns90Days()
    {
        var ground = Given.Ground(D("2025-10-13"));
        Assert.Equal(D("2025-10-10"), ExitRules.ForcedCandidateFrom(D("2022-10-10"), ground));
        Assert.Equal(D("2026-01-11"), ExitRules.ForcedNoticeEnd(D("2025-10-13"), ground));
        Assert.Equal(D("2025-03-02"), ExitRules.ForcedNoticeEnd(D("2025-01-01"), Given.Ground(D("2025-01-01"))));
    }

    [Fact]
    public void Suspension_Exclusions_RefuseAndAskForConsent()
    {
        Assert.Equal("R-10.50", Assert.Single(SuspensionRules.Exclusions([new(ExitFactKind.AbnormalList, "已列入经营异常名录")], false)).Rule);
        Assert.Equal("Paper.consent", Assert.Single(SuspensionRules.Exclusions([new(ExitFactKind.ListedCompany, "上市公司")], false)).Field);
        Assert.Empty(SuspensionRules.Exclusions([new(ExitFactKind.ListedCompany, "上市公司"), new(ExitFactKind.Litigation, "有诉讼")], true));
    }
}
