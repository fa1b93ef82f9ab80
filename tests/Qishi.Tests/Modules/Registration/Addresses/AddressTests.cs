using System.Net;
using System.Text;
using System.Text.Json;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Kernel;
using Qishi.Modules.Registration.Addresses;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.CorrectEntity;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Premises;
using Qishi.Platform.Data;
using Qishi.Tests.Modules.Registration.Acts;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Registration.Addresses;

/// <summary>The tree of standard addresses with grids and stations (R-11.11), and what follows from it for a place on the register.</summary>
public sealed class AddressTests
{
    private const string Village = "451521105200", Head = "村社区代码,网格代码,网格名称,监管所代码,路名,门牌号,地址编码,经度,纬度,停用日期\n";

    // 大岭村 belongs to the station of the county town, its second grid to the next one.
    private const string OtherGridVillage = "451521100202", OtherGrid = "WG10020202";

    private static string Code(string prefix) => prefix + Guid.NewGuid().ToString("N")[..10].ToUpperInvariant();

    private static async Task<string> UploadedAsync(HttpClient client, string rows, string from)
    {
        var answer = await client.PostFormAsync(AddressUrls.Imports, new Dictionary<string, string?> { ["Source"] = "公安标准地址库", ["ValidFrom"] = from }, null, ("File", "地址.csv", Encoding.UTF8.GetBytes(Head + rows), "text/csv"));
        Assert.True(answer.StatusCode is HttpStatusCode.SeeOther or HttpStatusCode.Found, (await answer.PageAsync()).Text());
        return answer.Headers.Location!.ToString();
    }

    private static async Task AppliedAsync(HttpClient client, string url)
    {
        var answer = await client.PostFormAsync(url, new Dictionary<string, string?>(), "apply");
        Assert.True(answer.StatusCode is HttpStatusCode.SeeOther or HttpStatusCode.Found, (await answer.PageAsync()).Text());
    }

    [Theory]
    [InlineData("兴隆街１２号", "兴隆街12号")]
    [InlineData("兴隆街 十二 号", "兴隆街12号")]
    [InlineData("兴隆街一百零八号二单元", "兴隆街108号2单元")]
    [InlineData("三合路二十号（三楼）", "三合路20号3楼")]
    [InlineData("二〇二号", "202号")]
    [InlineData("十字街5－2号", "十字街5-2号")]
    public void Key_IsOneForEveryWriting(string typed, string key) => Assert.Equal(key, AddressKey.Of(typed));

    [Fact]
    public void Key_OfAKey_IsItself_WhateverIsTyped() =>
        Gen.Char["一二三四五六七八九十百零〇两街路号栋单元楼室0123456789-（） ABC"].Array[0, 24].Select(c => new string(c)).Sample(text => Assert.Equal(AddressKey.Of(text), AddressKey.Of(AddressKey.Of(text))));

    [Fact]
    public void Door_IsNamed_WithARoomBehindIt_NotWithAnotherNumber()
    {
        Assert.True(AddressKey.Names("兴隆街12号", "兴隆街12号"));
        Assert.True(AddressKey.Names("兴隆街12号3楼", "兴隆街12号"));
        Assert.True(AddressKey.Names("东湖花园3栋201室", "东湖花园3栋"));
        Assert.False(AddressKey.Names("国道12", "国道1"));
        Assert.False(AddressKey.Names("兴隆街1号", "兴隆街12号"));
    }

    [Theory, OnEachDatabase]
    public async Task R_11_11_List_IsTriedFirst_BadRowsAreSetAside_AndTheSameListAgainChangesNothing(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var (grid, second, road) = (Code("G"), Code("G"), "试" + Given.TradeName() + "路");
        var rows = $"{Village},{grid},云峰村试验网格,MSA-S05,,,,,,\n{Village},{grid},,,{road},1号,,107.5,23.4,\n{Village},{grid},,,{road},2号,{Code("D")},,,\n{Village},{second},云峰村第二网格,,{road},3号,,,,\n"
            + $"451521999999,{grid},,,{road},4号,,,,\n{Village},{grid},,,{road},１号,,,,\n{Village},{Code("G")},,,{road},5号,,,,\n{Village},{grid},,MSA-X,{road},6号,,,,\n{Village},{grid},,,,7号,,,,\n{Village},{grid},,,{road},8号,,7,23,\n";
        using var client = await app.SignedInAsync("supervisor1");
        var url = await UploadedAsync(client, rows, "2024-01-01");
        var text = (await client.GetPageAsync(url)).Text();
        foreach (var shown in new[] { "新增5条", "有问题6行", "没有代码为“451521999999”的村（社区）", "在文件里重复", "新的网格要写网格名称", "没有监管所“MSA-X”", "有门牌号，没有路名", "经纬度不在国境范围内" })
            Assert.Contains(shown, text, StringComparison.Ordinal);
        Assert.False(await app.WithDbAsync(db => db.Set<Grid>().AnyAsync(g => g.Code == grid)));
        Assert.NotEmpty(await client.GetByteArrayAsync(url + ".xlsx"));
        await AppliedAsync(client, url);
        Assert.Equal(2, await app.WithDbAsync(db => db.Set<StandardAddress>().CountAsync(a => a.Grid == grid)));
        // Where no station was named the village's own is in charge.
        Assert.Equal("MSA-S05", await app.WithDbAsync(db => db.Set<GridStation>().Where(s => s.Grid == second).Select(s => s.Station).SingleAsync()));
        var twice = await app.AsAsync(await app.ActorAsync("supervisor1"), s => s.GetRequiredService<ImportAddressesHandler>().ApplyAsync(Guid.Parse(url.Split('/')[^1]), default));
        Assert.Equal("applied", twice!.Value.Problems.Single().Code);

        var again = await client.GetPageAsync(await UploadedAsync(client, rows, "2024-06-01"));
        Assert.Contains("新增0条，修改0条，不变4条，停用0条，有问题6行", again.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain(again.QuerySelectorAll("button"), b => b.TextContent == "启用");

        // A door passes to the other grid, another ends: what held before can still be read.
        var door = await app.WithDbAsync(db => db.Set<StandardAddress>().AsNoTracking().SingleAsync(a => a.Grid == grid && a.Number == "1号"));
        await AppliedAsync(client, await UploadedAsync(client, $"{Village},{second},,,{road},1号,{door.Code},107.5,23.4,\n{Village},{second},,,{road},3号,,,,2025-03-31\n", "2025-01-01"));
        async Task<Located?> AtAsync(string detail, DateOnly on) => await app.AsAsync(null, s => s.GetRequiredService<AddressLibrary>().LocateAsync(Village, detail, on, default));
        Assert.Equal(grid, (await AtAsync(road + "1号", new(2024, 12, 31)))!.Grid);
        Assert.Equal(second, (await AtAsync(road + "1号", new(2025, 1, 1)))!.Grid);
        Assert.NotNull(await AtAsync(road + "3号", new(2025, 3, 31)));
        Assert.Null(await AtAsync(road + "3号", new(2025, 4, 1)));
    }

    [Theory, OnEachDatabase]
    public async Task R_11_11_Place_KeepsCodeAndGrid_AndTheCheckGoesToTheStationOfTheGrid(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var desk = await Desk.OpenAsync(app);
        EntityDraft At(string detail) => Given.SoleTrader(d => d with { Premises = new(OtherGridVillage, detail, PremisesProof.Commitment, 30) });
        var checks = await app.AsAsync(null, s => s.GetRequiredService<IRegistration>().CheckAsync(At("大岭坡三号"), Given.Day, default));
        Assert.Equal(CheckOutcome.Pass, Assert.Single(checks, c => c.Id == "R-11.11").Outcome);
        var made = await desk.EntityAsync(At("大岭坡3号2楼"));
        await app.SettleAsync();
        var e = await desk.EntityAsync(made.Uscc);
        Assert.Equal((OtherGrid, "MSA-S02", "451521100202020003"), (e.Grid, e.Station, e.AddressCode));
        Assert.Equal("MSA-S02", await app.WithDbAsync(db => db.Set<PremisesCheck>().Where(c => c.Uscc == made.Uscc).Select(c => c.Station).SingleAsync()));
        using (var registrar = await app.SignedInAsync("registrar1"))
            Assert.Contains(OtherGrid, (await registrar.GetPageAsync("/entities/" + made.Uscc)).Text(), StringComparison.Ordinal);

        // A door the tree does not know: free text is taken, the village's station looks, and the registrar is told.
        var free = At($"大岭坡{Random.Shared.Next(1000, 1_000_000)}号");
        var told = Assert.Single(await app.AsAsync(null, s => s.GetRequiredService<IRegistration>().CheckAsync(free, Given.Day, default)), c => c.Id == "R-11.11");
        Assert.Equal(CheckOutcome.Note, told.Outcome);
        var other = await desk.EntityAsync(free);
        await app.SettleAsync();
        Assert.Equal((null, "MSA-S01"), ((await desk.EntityAsync(other.Uscc)).Grid, (await desk.EntityAsync(other.Uscc)).Station));
        Assert.Equal("MSA-S01", await app.WithDbAsync(db => db.Set<PremisesCheck>().Where(c => c.Uscc == other.Uscc).Select(c => c.Station).SingleAsync()));

        // Another address, another grid.
        await desk.AsAsync(desk.First, s => s.GetRequiredService<CorrectEntityHandler>().HandleAsync(other.Uscc, new() { Detail = "大岭坡2号", Reason = "门牌录入错误", Version = "0" }, Desk.FormKeyOf(), default));
        var version = (await desk.EntityAsync(other.Uscc)).Version;
        await desk.AsAsync(desk.First, s => s.GetRequiredService<CorrectEntityHandler>().HandleAsync(other.Uscc, new() { Detail = "大岭坡2号", Reason = "门牌录入错误", Version = $"{version}" }, Desk.FormKeyOf(), default));
        Assert.Equal((OtherGrid, "MSA-S02"), ((await desk.EntityAsync(other.Uscc)).Grid, (await desk.EntityAsync(other.Uscc)).Station));
    }

    [Theory, OnEachDatabase]
    public async Task R_11_2_CompanyByCommitment_AtADoorOfTheTree_IsVerified_ElsewhereAPersonLooks(DatabaseKind kind)
    {
        async Task<RuleCheck> LineAsync(string area, string detail) => Assert.Single(await TestApp.Shared(kind).AsAsync(null, s => s.GetRequiredService<IRegistration>()
            .CheckAsync(Given.Company(d => d with { Premises = new(area, detail, PremisesProof.Commitment, 30) }), Given.Day, default)), c => c.Id == "R-11.2");
        Assert.Equal(CheckOutcome.Pass, (await LineAsync("451521102001", "石岭街8号201室")).Outcome);
        var village = await LineAsync("451521102002", "石岭街8号");
        Assert.Equal(CheckOutcome.NeedsPerson, village.Outcome);
        Assert.Contains("石岭社区石岭街8号", village.Detail, StringComparison.Ordinal);
        Assert.Contains("70分", (await LineAsync("451521102001", "石岭街980号")).Detail, StringComparison.Ordinal);
        Assert.Contains("没有找到这个地址", (await LineAsync("451521102001", "不知道路1号")).Detail, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task Suggestions_FollowWhatIsTyped_AndAreForPeopleSignedIn(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        using var client = await app.SignedInAsync("applicant1");
        async Task<List<string>> AskAsync(string area, string q) =>
            [.. JsonSerializer.Deserialize<JsonElement>(await client.GetStringAsync($"{AddressUrls.Suggest}?area={area}&q={Uri.EscapeDataString(q)}")).EnumerateArray().Select(e => $"{e.GetProperty("place").GetString()} {e.GetProperty("detail").GetString()}")];
        var found = await AskAsync("451521102001", "石岭街");
        Assert.Equal(("石岭镇石岭社区 石岭街1号", 8), (found[0], found.Count));
        Assert.Equal("石岭镇石岭社区 石岭街3号", (await AskAsync("451521102001", "石岭街三号"))[0]);
        Assert.Contains("石岭镇石岭社区 石岭街7号", await AskAsync("", "石岭街7"));
        Assert.Contains("石岭镇石岭社区 石岭街7号", await AskAsync("451521102", "石岭街7"));
        Assert.Empty(await AskAsync("451521101001", "石岭街7"));
        Assert.Empty(await AskAsync("", "石"));
        using var visitor = app.CreateClient(new() { AllowAutoRedirect = false });
        Assert.NotEqual(HttpStatusCode.OK, (await visitor.GetAsync(AddressUrls.Suggest + "?q=石岭街")).StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task Grid_PassesToAnotherStation_FromADayOn_AndItsEntitiesWithIt(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var desk = await Desk.OpenAsync(app);
        var (grid, road) = (Code("G"), "移" + Given.TradeName() + "路");
        // The entity is on the register before the tree knows its door.
        var made = await desk.EntityAsync(Given.SoleTrader(d => d with { Premises = new(Village, road + "9号", PremisesProof.Lease, 30) }));
        using var client = await app.SignedInAsync("supervisor1");
        await AppliedAsync(client, await UploadedAsync(client, $"{Village},{grid},移交网格,MSA-S05,{road},9号,,,,\n", "2024-01-01"));
        await app.RunJobAsync<LocateEntities>();
        var (located, today) = (await desk.EntityAsync(made.Uscc), ChinaTime.Today(app.Services.GetRequiredService<TimeProvider>()));
        Assert.Equal((grid, "MSA-S05"), (located.Grid, located.Station));

        Task<HttpResponseMessage> AssignAsync(DateOnly from, string station) => client.PostFormAsync(AddressUrls.Grid(grid), new Dictionary<string, string?> { ["Station"] = station, ["From"] = $"{from:yyyy-MM-dd}" }, "assign");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await AssignAsync(today.AddDays(-1), "MSA-S06")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await AssignAsync(today, "MSA-S05")).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await AssignAsync(today.AddDays(30), "MSA-S04")).StatusCode);
        await app.RunJobAsync<LocateEntities>();
        Assert.Equal("MSA-S05", (await desk.EntityAsync(made.Uscc)).Station);
        Assert.Equal(HttpStatusCode.SeeOther, (await AssignAsync(today, "MSA-S06")).StatusCode);
        await app.RunJobAsync<LocateEntities>();
        var passed = await desk.EntityAsync(made.Uscc);
        Assert.Equal(("MSA-S06", located.Version, located.Edition), (passed.Station, passed.Version, passed.Edition));
        var station = await app.AsAsync(null, async s => (await s.GetRequiredService<AddressLibrary>().StationAsync(grid, today.AddDays(-1), default), await s.GetRequiredService<AddressLibrary>().StationAsync(grid, today.AddDays(30), default)));
        Assert.Equal(("MSA-S05", "MSA-S04"), station);
        using var inspector = await app.SignedInAsync("registrar1");
        Assert.Null((await inspector.GetPageAsync(AddressUrls.Grid(grid))).QuerySelector("select[name='Form.Station']"));
    }

    [Fact]
    public async Task Tree_LeadsFromTheCountyToTheDoor()
    {
        var app = TestApp.Shared(DatabaseKind.Sqlite);
        using var client = await app.SignedInAsync("registrar1");
        async Task<string> NextAsync(string url, string name) => (await client.GetPageAsync(url)).QuerySelectorAll("tbody th a").First(a => a.TextContent == name).GetAttribute("href")!;
        var village = await NextAsync(await NextAsync(AddressUrls.Tree, "石岭镇"), "石岭社区");
        var page = (await client.GetPageAsync(await NextAsync(village, "石岭社区第一网格"))).Text();
        Assert.Contains("石岭市场监督管理所", page, StringComparison.Ordinal);
        Assert.Contains("1号、2号、3号", page, StringComparison.Ordinal);
        Assert.Contains("石岭镇石岭社区", (await client.GetPageAsync(AddressUrls.Tree + "?q=" + Uri.EscapeDataString("石岭街三号"))).Text(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(AddressUrls.In("451521999"))).StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task ChangeForm_SuggestsAddresses_AndTakesFreeText(DatabaseKind kind)
    {
        var desk = await Desk.OpenAsync(TestApp.Shared(kind));
        var made = await desk.EntityAsync();
        var number = await desk.StartAsync("change", made.Uscc);
        await desk.FillAsync(number, null, [], ("Items", "premises"), ("DecidedOn", "2026-11-24"));
        using var client = await desk.App.SignedInAsync(Desk.Applicant);
        var page = await client.GetPageAsync("/my/applications/" + number);
        Assert.Equal("Premises.AreaCode", page.QuerySelector("[data-address-suggest] input[name='Premises.Detail']")!.Closest("[data-address-suggest]")!.GetAttribute("data-area"));
        Assert.Contains(page.QuerySelectorAll("script"), s => s.GetAttribute("src")!.Contains("addresses", StringComparison.Ordinal));
        await desk.FillAsync(number, null, ["premises-proof"], ("Items", "premises"), ("DecidedOn", "2026-11-24"), ("Premises.AreaCode", "451521102001"), ("Premises.Detail", "石岭街5号A区"), ("Premises.Proof", "Lease"));
        Assert.True((await desk.SubmitAsync(number))!.Value.Ok);
        await desk.GrantedAsync(number);
        var e = await desk.EntityAsync(made.Uscc);
        Assert.Equal(("WG10200101", "MSA-S03"), (e.Grid, e.Station));
    }
}
