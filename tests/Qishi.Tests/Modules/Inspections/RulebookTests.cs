using Microsoft.Extensions.DependencyInjection;
using Qishi.Modules.Inspections.Draws;
using Qishi.Modules.Inspections.Model;
using Qishi.Modules.Inspections.RecordResult;
using Qishi.Platform.Data;
using Qishi.Platform.Rules;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Inspections;

/// <summary>The T-rows of rulebook B §1.13 that need no page; the parameters are those of the database.</summary>
public sealed class RulebookTests
{
    private static readonly DateOnly Day = new(2026, 11, 24);
    private static readonly List<PooledObject> Pool =
        [.. new[] { (CreditClass.A, 1000), (CreditClass.B, 400), (CreditClass.None, 200), (CreditClass.C, 180), (CreditClass.D, 20) }.SelectMany(c => Enumerable.Range(0, c.Item2).Select(n => new PooledObject($"{c.Item1}{n}", c.Item1)))];

    [Theory, OnEachDatabase]
    public async Task T1_1_SharesByCreditClass_WithoutClassAsB(DatabaseKind kind)
    {
        var book = await TestApp.Shared(kind).AsAsync(null, s => s.GetRequiredService<IRules>().BookAsync());
        var read = PoolReader.Strata(Pool, new() { Mode = RatioMode.ByRiskClass }, false, Day, book);
        Assert.Equal([10, 12, 18, 6], read.Strata.Select(s => s.Quota));
        Assert.Equal(46, read.Strata.Sum(s => s.Quota));
        // Key items: every object of class D. Neutral names only.
        Assert.Equal([10, 12, 18, 20], PoolReader.Strata(Pool, new() { Mode = RatioMode.ByRiskClass }, true, Day, book).Strata.Select(s => s.Quota));
        Assert.Equal(["第一层", "第二层", "第三层", "第四层"], read.Strata.Select(s => s.Name));
        // The county's own shares of a task come first.
        Assert.Equal([50, 60, 18, 6], PoolReader.Strata(Pool, new() { Mode = RatioMode.ByRiskClass, SharesBp = "500,1000,1000,3000" }, false, Day, book).Strata.Select(s => s.Quota));
    }

    [Theory, OnEachDatabase]
    public async Task T1_2_CountByWeight(DatabaseKind kind)
    {
        var book = await TestApp.Shared(kind).AsAsync(null, s => s.GetRequiredService<IRules>().BookAsync());
        Assert.Equal([15, 18, 14, 3], PoolReader.Strata(Pool, new() { Mode = RatioMode.FixedCount, Count = 50 }, false, Day, book).Strata.Select(s => s.Quota));
    }

    [Theory, OnEachDatabase]
    public async Task T1_3_PublicationWithin20WorkingDays(DatabaseKind kind)
    {
        var (book, days) = await TestApp.Shared(kind).AsAsync(null, async s => (await s.GetRequiredService<IRules>().BookAsync(), await s.GetRequiredService<IRules>().WorkingDaysAsync()));
        Assert.Equal(new DateOnly(2026, 7, 29), RecordResultHandler.DueOn(new(2026, 7, 1), book, days).DueOn);
        Assert.Equal(new DateOnly(2023, 7, 10), RecordResultHandler.DueOn(new(2023, 6, 9), book, days).DueOn);
    }

    [Fact]
    public void T1_8_CodesThatExcludeEachOther_AndEvidence()
    {
        static IReadOnlyList<string> Codes(string? disposal, string? kind, int evidence, params string[] codes) => [.. ResultCodes.Check(["I"], [new("I", codes, kind, evidence)], disposal).Select(p => p.Code)];
        Assert.Equal(["result-alone"], Codes("ORDER", null, 1, "R01", "R05"));
        Assert.Equal(["evidence-kind-missing"], Codes("OTHER", null, 1, "R04"));
        Assert.Empty(Codes("OTHER", "E2", 1, "R04"));
        Assert.Equal(["result-lost-contact"], Codes("OTHER", "E1", 1, "R04", "R05"));
        Assert.Equal(["evidence-missing", "disposal-missing"], Codes(null, null, 0, "R08"));
        Assert.Equal(["result-missing"], Codes("NONE", null, 0));
        Assert.Equal(["result-unknown"], Codes("NONE", null, 0, "R99"));
        Assert.Empty(Codes("NONE", null, 0, "R01"));
        Assert.Equal(["R01", "R07"], ResultCodes.Overall([["R01"], ["R07"]]));
        Assert.Equal(["R05"], ResultCodes.Overall([["R01"], ["R05"]]));
    }
}
