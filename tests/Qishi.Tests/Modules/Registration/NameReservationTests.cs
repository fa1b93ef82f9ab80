using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.DeclareName;
using Qishi.Modules.Registration.Jobs;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.SuperviseNames;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Registration;

/// <summary>Declaration, reservation, use and release of names (R-3.24…R-3.26).</summary>
public sealed class NameReservationTests
{
    private static readonly byte[] Pdf = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"u8.ToArray();

    private static Dictionary<string, string?> Form(string trade, string industry = "食品", string form = "有限公司", string kind = "Llc") =>
        new() { ["Kind"] = kind, ["TradeName"] = trade, ["Industry"] = industry, ["NameForm"] = form, ["Act"] = "check" };

    private static async Task<string> DeclaredAsync(HttpClient client, Dictionary<string, string?> form)
    {
        var answer = await client.PostFormAsync("/names/new", form);
        Assert.True(answer.StatusCode is HttpStatusCode.SeeOther or HttpStatusCode.Found, (await answer.PageAsync()).Text());
        return "/names/" + answer.Headers.Location!.ToString().Split('/')[^1];
    }

    private static Task<NameReservation> RowAsync(TestApp app, string url) => app.WithDbAsync(db => db.Set<NameReservation>().AsNoTracking().SingleAsync(r => r.Number == url.Substring("/names/".Length)));

    [Theory]
    [InlineData("2023-12-31", false, "2024-02-29")]
    [InlineData("2023-06-22", false, "2023-08-22")]
    [InlineData("2023-06-22", true, "2024-06-22")]
    public void T_3_8_Reservation_LastsMonthsByTheCalendar(string from, bool approval, string last) =>
        Assert.Equal(DateOnly.Parse(last, null), ReserveNameHandler.LastDay(DateOnly.Parse(from, null), approval, Given.Ground(DateOnly.Parse(from, null))));

    [Theory, OnEachDatabase]
    public async Task FreeName_IsReserved_AndBlocksOthers_UntilItIsGivenUp(DatabaseKind kind)
    {
        var (app, trade) = (TestApp.Shared(kind), Given.TradeName());
        using var first = await app.SignedInAsync("applicant1");
        var url = await DeclaredAsync(first, Form(trade));
        Assert.Contains("这个名称现在可以用", (await first.GetPageAsync(url)).Text(), StringComparison.Ordinal);
        await first.PostFormAsync(url, new Dictionary<string, string?>(), "reserve");
        var row = await RowAsync(app, url);
        Assert.Equal(NameState.Reserved, row.State);

        using var second = await app.SignedInAsync("applicant2");
        var other = await DeclaredAsync(second, Form(trade));
        var text = (await second.GetPageAsync(other)).Text();
        Assert.Contains("名称已保留至", text, StringComparison.Ordinal);
        Assert.Contains("可以换这些字号", text, StringComparison.Ordinal);
        await second.GetPageAsync(url, HttpStatusCode.NotFound);

        await first.PostFormAsync(url, new Dictionary<string, string?>(), "give-up");
        Assert.Equal(0, await app.WithDbAsync(db => db.Set<NameRecord>().CountAsync(n => n.ReservationId == row.Id)));
        Assert.Contains("这个名称现在可以用", (await second.GetPageAsync(await DeclaredAsync(second, Form(trade)))).Text(), StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task SimilarName_NeedsTheConfirmedRisk(DatabaseKind kind)
    {
        var (app, trade) = (TestApp.Shared(kind), Given.TradeName());
        await Given.EstablishedAsync(app, Given.Company(d => d with { Name = new("望溪县", trade, "食品", "有限公司") }));
        using var client = await app.SignedInAsync("applicant1");
        var url = await DeclaredAsync(client, Form(trade + "堂"));
        Assert.Contains("字号包含它的字号", (await client.GetPageAsync(url)).Text(), StringComparison.Ordinal);
        var refused = await client.PostFormAsync(url, new Dictionary<string, string?>(), "reserve");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("有相近的名称。仍要用的，请勾选确认；也可以换一个字号", (await refused.PageAsync()).Errors());
        await client.PostFormAsync(url, new Dictionary<string, string?> { ["Keep.RiskConfirmed"] = "true" }, "reserve");
        var row = await RowAsync(app, url);
        Assert.Equal(NameState.Reserved, row.State);
        Assert.NotNull(row.RiskConfirmedAt);
    }

    [Theory, OnEachDatabase]
    public async Task BlockedName_IsLiftedOnlyByTheSupervisor_WithADocument_AndThenUsed(DatabaseKind kind)
    {
        var (app, trade) = (TestApp.Shared(kind), Given.TradeName());
        await Given.EstablishedAsync(app, Given.Company(d => d with { Name = new("望溪县", trade, "食品", "有限责任公司") }));
        using var client = await app.SignedInAsync("applicant1");
        var url = await DeclaredAsync(client, Form(trade));
        var number = url["/names/".Length..];
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await client.PostFormAsync(url, new Dictionary<string, string?> { ["Ask.Reason"] = "同一股东" }, "lift")).StatusCode);
        await client.PostFormAsync(url, new Dictionary<string, string?> { ["Ask.Reason"] = "同一股东投资" }, "lift", ("Ask.Files", "授权书.pdf", Pdf, "application/pdf"));
        Assert.NotNull((await RowAsync(app, url)).LiftAskedAt);

        using var clerk = await app.SignedInAsync("registrar1");
        Assert.DoesNotContain("审核证明文件", (await clerk.GetPageAsync("/desk/names/" + number)).Text(), StringComparison.Ordinal);
        var byClerk = await app.AsAsync(await app.ActorAsync("registrar1"), s => s.GetRequiredService<LiftBlockHandler>().HandleAsync(number, new() { Decision = "lift", Opinion = "同意" }, default));
        Assert.Contains(byClerk!.Value.Problems, p => p.Code == "not-supervisor");

        using var supervisor = await app.SignedInAsync("supervisor1");
        await supervisor.PostFormAsync("/desk/names/" + number, new Dictionary<string, string?> { ["Decision"] = "lift", ["Opinion"] = "股东会决议和授权书齐全" });
        Assert.True((await RowAsync(app, url)).Lifted);
        await client.PostFormAsync(url, new Dictionary<string, string?> { ["Keep.RiskConfirmed"] = "true" }, "reserve");
        Assert.Equal(NameState.Reserved, (await RowAsync(app, url)).State);

        var made = await Given.EstablishedAsync(app, Given.Company(d => d with { Name = new("望溪县", trade, "食品", "有限公司"), NameReservation = number }));
        var used = await RowAsync(app, url);
        Assert.Equal((NameState.Used, made.Uscc), (used.State, used.UsedBy));
    }

    [Theory, OnEachDatabase]
    public async Task ReservedName_IsRefusedToOthersAtRegistration_AndUsedByItsHolder(DatabaseKind kind)
    {
        var (app, trade) = (TestApp.Shared(kind), Given.TradeName());
        using var client = await app.SignedInAsync("applicant1");
        var url = await DeclaredAsync(client, Form(trade));
        await client.PostFormAsync(url, new Dictionary<string, string?>(), "reserve");
        var draft = Given.Company(d => d with { Name = new("望溪县", trade, "食品", "有限公司") });
        await Assert.ThrowsAsync<NameTakenException>(() => Given.EstablishedAsync(app, draft));
        var mine = draft with { NameReservation = url["/names/".Length..] };
        Assert.DoesNotContain(await Given.ProblemsAsync(kind, mine, ChinaDay(app)), p => p.Code == "name-taken");
        Assert.Contains(await Given.ProblemsAsync(kind, draft, ChinaDay(app)), p => p.Code == "name-taken");
        await Given.EstablishedAsync(app, mine, DateTime.UtcNow);
        Assert.Equal(NameState.Used, (await RowAsync(app, url)).State);
        Assert.Contains(await Given.ProblemsAsync(kind, mine, ChinaDay(app)), p => p.Code == "name-taken");
    }

    [Theory, OnEachDatabase]
    public async Task TwoWhoReserveOneName_AtOnce_OneGetsIt(DatabaseKind kind)
    {
        var (app, trade) = (TestApp.Shared(kind), Given.TradeName());
        var (one, two) = (await app.ActorAsync("applicant1"), await app.ActorAsync("applicant2"));
        async Task<string> DeclareAsync(Actor actor) => (await app.AsAsync(actor, s => s.GetRequiredService<DeclareNameHandler>().HandleAsync(
            new() { Kind = "Llc", TradeName = trade, Industry = "食品", NameForm = "有限公司" }, Guid.NewGuid().ToString("N"), default))).Value;
        var numbers = new[] { await DeclareAsync(one), await DeclareAsync(two) };
        var results = await Task.WhenAll(
            app.AsAsync(one, s => s.GetRequiredService<ReserveNameHandler>().HandleAsync(numbers[0], new(), Guid.NewGuid().ToString("N"), default)),
            app.AsAsync(two, s => s.GetRequiredService<ReserveNameHandler>().HandleAsync(numbers[1], new(), Guid.NewGuid().ToString("N"), default)));
        Assert.Single(results, r => r!.Value.Ok);
        Assert.Equal("name-taken", results.Single(r => !r!.Value.Ok)!.Value.Problems.Single().Code);
    }

    [Theory, OnEachDatabase]
    public async Task SameFormTwice_ReservesOnce(DatabaseKind kind)
    {
        var (app, actor, key) = (TestApp.Shared(kind), await TestApp.Shared(kind).ActorAsync("applicant1"), Guid.NewGuid().ToString("N"));
        var number = (await app.AsAsync(actor, s => s.GetRequiredService<DeclareNameHandler>().HandleAsync(
            new() { Kind = "Llc", TradeName = Given.TradeName(), Industry = "食品", NameForm = "有限公司" }, key + "d", default))).Value;
        foreach (var _ in new[] { 1, 2 })
            Assert.Equal(number, (await app.AsAsync(actor, s => s.GetRequiredService<ReserveNameHandler>().HandleAsync(number, new(), key, default)))!.Value.Value);
        Assert.Equal(1, await app.WithDbAsync(db => db.Set<EventRow>().CountAsync(e => e.Subject == "name:" + number && e.Type.EndsWith("NameReserved"))));
    }

    [Fact]
    public async Task Reservation_IsReleasedAt24_00_OfItsLastDay()
    {
        // 2023-12-31 10:00 in China.
        var clock = new FakeTimeProvider(new DateTimeOffset(2023, 12, 31, 2, 0, 0, TimeSpan.Zero));
        // Without the program's own jobs, which would release it at the same moment.
        await using var app = new TestApp(DatabaseKind.Sqlite, clock, new() { ["Roles"] = "web" });
        var actor = await app.ActorAsync("applicant1");
        async Task<string> DeclareAsync() => (await app.AsAsync(actor, s => s.GetRequiredService<DeclareNameHandler>().HandleAsync(
            new() { Kind = "Llc", TradeName = "栾岱", Industry = "食品", NameForm = "有限公司" }, Guid.NewGuid().ToString("N"), default))).Value;
        var number = await DeclareAsync();
        Assert.True((await app.AsAsync(actor, s => s.GetRequiredService<ReserveNameHandler>().HandleAsync(number, new(), "k", default)))!.Value.Ok);
        async Task<NameResult> CheckAsync(DateOnly on) => (await app.AsAsync(null, s => s.GetRequiredService<IRegistration>().CheckNameAsync(new("望溪县", "栾岱", "食品", "有限公司"), EntityKind.Llc, on, default))).Result;
        Assert.Equal(NameResult.Blocked, await CheckAsync(new(2024, 2, 29)));
        Assert.Equal(NameResult.Free, await CheckAsync(new(2024, 3, 1)));

        clock.SetUtcNow(new DateTimeOffset(2024, 2, 29, 15, 59, 0, TimeSpan.Zero));
        await app.RunJobAsync<ExpireNames>();
        Assert.Equal(NameState.Reserved, await app.WithDbAsync(db => db.Set<NameReservation>().Where(r => r.Number == number).Select(r => r.State).SingleAsync()));
        clock.SetUtcNow(new DateTimeOffset(2024, 2, 29, 16, 0, 0, TimeSpan.Zero));
        await app.RunJobAsync<ExpireNames>();
        Assert.Equal(NameState.Expired, await app.WithDbAsync(db => db.Set<NameReservation>().Where(r => r.Number == number).Select(r => r.State).SingleAsync()));
    }

    [Theory, OnEachDatabase]
    public async Task RenamedEntity_KeepsItsOldNameForAYear(DatabaseKind kind)
    {
        var (app, old) = (TestApp.Shared(kind), Given.TradeName());
        var made = await Given.EstablishedAsync(app, Given.SoleTrader(d => d with { Name = Given.Name(old) }));
        using var registrar = await app.SignedInAsync("registrar1");
        await registrar.PostFormAsync($"/desk/entities/{made.Uscc}/correct", new Dictionary<string, string?> { ["TradeName"] = Given.TradeName(), ["Reason"] = "字号录入错误" });
        var today = ChinaDay(app);
        async Task<NameResult> CheckAsync(DateOnly on) => (await app.AsAsync(null, s => s.GetRequiredService<IRegistration>().CheckNameAsync(Given.Name(old), EntityKind.Individual, on, default))).Result;
        Assert.Equal(NameResult.Blocked, await CheckAsync(today));
        Assert.Equal(NameResult.Free, await CheckAsync(today.AddYears(1)));
    }

    [Fact]
    public async Task Suggestions_AndThePublicQuery_SayWhy_AndNotWho()
    {
        var (app, trade) = (TestApp.Shared(DatabaseKind.Sqlite), Given.TradeName());
        using var client = await app.SignedInAsync("applicant1");
        var url = await DeclaredAsync(client, Form(trade));
        await client.PostFormAsync(url, new Dictionary<string, string?>(), "reserve");
        var suggested = await client.GetStringAsync($"/names/suggest?kind=Llc&whole={Uri.EscapeDataString($"望溪县{trade}食品有限公司")}");
        using var json = System.Text.Json.JsonDocument.Parse(suggested);
        Assert.Equal(trade, json.RootElement.GetProperty("trade").GetString());
        Assert.Contains("已有人保留", json.RootElement.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.NotEqual(0, json.RootElement.GetProperty("ideas").GetArrayLength());
        using var visitor = app.CreateClient();
        var page = (await visitor.GetPageAsync($"/public/names?kind=Llc&q={Uri.EscapeDataString($"望溪县{trade}食品有限公司")}")).Text();
        Assert.Contains($"望溪县{trade}食品有限公司", page, StringComparison.Ordinal);
        Assert.Contains("正在保留的名称", page, StringComparison.Ordinal);
        Assert.DoesNotContain((await app.ActorAsync("applicant1")).Name, page, StringComparison.Ordinal);
    }

    private static DateOnly ChinaDay(TestApp app) => Qishi.Kernel.ChinaTime.Today(app.Services.GetRequiredService<TimeProvider>());
}
