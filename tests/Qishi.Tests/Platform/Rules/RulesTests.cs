using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Qishi.Kernel;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Rules;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Platform.Rules;

public sealed class RulesTests
{
    private static readonly DateOnly Day = new(2026, 11, 24);

    [Theory, OnEachDatabase]
    public async Task Book_AfterSeed_HoldsTheReleaseValues(DatabaseKind kind)
    {
        await using var app = await BareApp.NewAsync(kind, seed: true);
        var rules = app.Services.GetRequiredService<IRules>();
        Assert.Equal("451521", (await rules.BookAsync()).Text("bureau.divisionCode", Day));
        Assert.Equal("望溪县", (await rules.DivisionsAsync()).Find("451521", Day)?.Name);
        var days = await rules.WorkingDaysAsync();
        Assert.False(days.IsWorkingDay(new DateOnly(2026, 10, 1)));
        Assert.True(days.IsPublished(2026));
        Assert.False(days.IsPublished(2027));
    }

    [Theory, OnEachDatabase]
    public async Task Approve_NewValue_HoldsFromItsDayAndTheOldOneBefore(DatabaseKind kind)
    {
        await using var app = await BareApp.NewAsync(kind, seed: true);
        var (first, second) = (Staff(), Staff());
        var id = await app.AsAsync(first, s => s.GetRequiredService<RuleChanges>().ProposeAsync(first, New("2026-12-01", null, "360"), "新约定", default));
        Assert.Equal(420, await MinutesAsync(app, new(2026, 12, 1)));
        var own = await app.AsAsync(first, s => s.GetRequiredService<RuleChanges>().DecideAsync(first, id.Value, true, "", default));
        Assert.Equal("rule-two-persons", own.Problems.Single().Code);
        Assert.True((await app.AsAsync(second, s => s.GetRequiredService<RuleChanges>().DecideAsync(second, id.Value, true, "", default))).Ok);
        Assert.Equal(420, await MinutesAsync(app, new(2026, 11, 30)));
        Assert.Equal(360, await MinutesAsync(app, new(2026, 12, 1)));
    }

    [Theory, OnEachDatabase]
    public async Task Book_ChangedByAnotherCopy_IsNoticed(DatabaseKind kind)
    {
        await using var app = await BareApp.NewAsync(kind, seed: true);
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using var other = new RulesInForce(app.Services.GetRequiredService<IServiceScopeFactory>(), app.Services.GetRequiredService<Microsoft.Extensions.Configuration.IConfiguration>(), clock);
        Assert.Equal(420, (await other.BookAsync()).Int("office.minutesPerDay", Day));
        var (first, second) = (Staff(), Staff());
        var id = await app.AsAsync(first, s => s.GetRequiredService<RuleChanges>().ProposeAsync(first, New("2026-01-01", null, "300"), "", default));
        await app.AsAsync(second, s => s.GetRequiredService<RuleChanges>().DecideAsync(second, id.Value, true, "", default));
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(300, (await other.BookAsync()).Int("office.minutesPerDay", Day));
    }

    [Fact]
    public void Versions_ValueThatEnds_GivesWayToTheOneBefore()
    {
        var at = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var book = new RuleBook(RuleVersions.Of([Row(null, null, "1", at), Row("2026-05-01", "2026-05-31", "2", at), Row("2026-05-10", "2026-05-20", "3", at), Row("2026-05-10", "2026-05-20", "4", at.AddDays(1))]));
        Assert.Equal([1, 2, 4, 2, 1], new[] { "2026-04-30", "2026-05-01", "2026-05-10", "2026-05-21", "2026-06-01" }.Select(d => book.Int("k", DateOnly.Parse(d, null))));
    }

    [Theory, OnEachDatabase]
    public async Task PublishYear_TakesTheProvisionalMarkAway(DatabaseKind kind)
    {
        await using var app = await BareApp.NewAsync(kind, seed: true);
        var admin = Staff();
        var rules = app.Services.GetRequiredService<IRules>();
        var start = new DateOnly(2026, 12, 30);
        Assert.True((await rules.WorkingDaysAsync()).AddWorkingDays(start, 5).Provisional);
        await app.AsAsync(admin, async s => await s.GetRequiredService<RuleChanges>().PublishYearAsync(
            admin, 2027, "CN", [new(new(2027, 1, 4), "CN", DayType.Off, "元旦放假", "通知")], "通知", default));
        var due = (await rules.WorkingDaysAsync()).AddWorkingDays(start, 5);
        Assert.False(due.Provisional);
        Assert.False((await rules.WorkingDaysAsync()).IsWorkingDay(new(2027, 1, 4)));
    }

    private static async Task<int> MinutesAsync(BareApp app, DateOnly on) => (await app.Services.GetRequiredService<IRules>().BookAsync()).Int("office.minutesPerDay", on);

    private static Actor Staff() => new() { Kind = ActorKind.Staff, AccountId = Guid.NewGuid(), Name = "韦小竹" };

    private static RuleParameter New(string? from, string? to, string value) =>
        new("office.minutesPerDay", value, "minutes", from is null ? null : DateOnly.Parse(from, null), to is null ? null : DateOnly.Parse(to, null), "局务会", "", "local");

    private static ParameterRow Row(string? from, string? to, string value, DateTime approved) => new()
    {
        Id = Guid.NewGuid(),
        Key = "k",
        Value = value,
        Unit = "",
        From = from is null ? null : DateOnly.Parse(from, null),
        To = to is null ? null : DateOnly.Parse(to, null),
        Source = "",
        Article = "",
        Confidence = "",
        ProposedBy = "甲",
        ApprovedBy = "乙",
        ApprovedAt = approved,
    };
}
