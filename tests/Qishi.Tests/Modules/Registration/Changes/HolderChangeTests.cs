using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Changes;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Data;
using Qishi.Tests.Modules.Registration.Acts;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Registration.Changes;

/// <summary>Changes of who holds an entity, and the rules of rulebook A §1 about who decides and who signs .</summary>
public sealed class HolderChangeTests
{
    private static readonly (string, string) Decided = ("DecidedOn", "2026-11-24");

    private static Task<List<(string Item, string Before, string After, bool Registered)>> LinesAsync(Desk desk, string number) => desk.App.WithDbAsync(async db =>
        (await db.Set<EntityChange>().Where(c => c.Number == number).OrderBy(c => c.Place).ToListAsync()).Select(c => (c.Item, c.Before, c.After, c.Registered)).ToList());

    private static Task<List<string>> HoldersAsync(Desk desk, Guid entity) => desk.App.WithDbAsync(async db => (await (from s in db.Set<Shareholder>()
                                                                                                                       join p in db.Set<Person>() on s.PersonId equals p.Id into persons
                                                                                                                       from p in persons.DefaultIfEmpty()
                                                                                                                       join o in db.Set<Organisation>() on s.OrganisationId equals o.Id into organisations
                                                                                                                       from o in organisations.DefaultIfEmpty()
                                                                                                                       where s.EntityId == entity
                                                                                                                       orderby s.Place
                                                                                                                       select p != null ? p.Name : o.Name).ToListAsync()));

    [Theory, OnEachDatabase]
    public async Task Partnership_OnePartnerLeaves_AnOrganisationComes_WithBeforeAndAfter(DatabaseKind kind)
    {
        var desk = await Desk.OpenAsync(TestApp.Shared(kind));
        var made = await desk.EntityAsync(Given.Of(EntityKind.PartnershipLimited));
        var number = await desk.AppliedAsync("change", made.Uscc, ["resolution", "charter", "transfer"], ("Items", "shares"), Decided, ("CapitalWan", "0.3"), ("Share0.Wan", "0.1"), ("Share1.Wan", "0"),
            ("NewO1.Name", "望溪县兴隆投资有限公司"), ("NewO1.Code", Given.Code()), ("NewO1.Kind", "Company"), ("NewO1.Address", "望溪县城关镇1号"), ("NewO1.Wan", "0.2"), ("NewO1.DueOn", "2027-11-01"), ("NewO1.Liability", "Limited"));
        using (var registrar = await desk.App.SignedInAsync("registrar1"))
        {
            var page = (await registrar.GetPageAsync(ActUrls.ReviewOf(number))).Text();
            Assert.Contains("变更前后", page, StringComparison.Ordinal);
            Assert.Contains("望溪县兴隆投资有限公司（有限责任）", page, StringComparison.Ordinal);
        }

        await desk.GrantedAsync(number);
        Assert.Equal(["梁小河", "望溪县兴隆投资有限公司"], await HoldersAsync(desk, made.EntityId));
        var line = Assert.Single(await LinesAsync(desk, number), l => l.Item == "合伙人");
        Assert.Equal(("梁小河（无限连带责任）、覃小兰（有限责任）", "梁小河（无限连带责任）、望溪县兴隆投资有限公司（有限责任）", true), (line.Before, line.After, line.Registered));

        // The organisation leaves again: its row goes, and the limited partnership needs a limited partner.
        var again = await desk.StartAsync("change", made.Uscc);
        await desk.FillAsync(again, null, ["resolution", "charter", "transfer"], ("Items", "shares"), Decided, ("CapitalWan", "0.1"), ("Share1.Wan", "0"));
        Assert.Contains((await desk.SubmitAsync(again))!.Value.Problems, p => p is { Code: "limited-partner-required" or "shareholders-few", Field: "CapitalWan" });
        await desk.FillAsync(again, null, ["resolution", "charter", "transfer"], ("Items", "shares"), Decided, ("CapitalWan", "0.3"), ("Share1.Wan", "退出"), ("NewO1.Name", "望溪县事业中心"), ("NewO1.Code", Given.Code()), ("NewO1.Kind", "PublicInstitution"), ("NewO1.Wan", "0.2"), ("NewO1.DueOn", "2027-11-01"), ("NewO1.Liability", "Unlimited"));
        Assert.Contains((await desk.SubmitAsync(again))!.Value.Problems, p => p is { Code: "general-partner-barred", Field: "NewO1.Liability" });
        await desk.FillAsync(again, null, ["resolution", "charter", "transfer"], ("Items", "shares"), Decided, ("CapitalWan", "0.3"), ("Share1.Wan", "退出"), ("NewO1.Name", ""), ("NewO1.Code", ""),
            ("New1.Name", "蒙新伙"), ("New1.IdNumber", Given.Id(50)), ("New1.Mobile", "13800000043"), ("New1.HomeAddress", "望溪县城关镇9号"), ("New1.Wan", "0.2"), ("New1.DueOn", "2027-11-01"), ("New1.Liability", "Limited"));
        var submitted = (await desk.SubmitAsync(again))!.Value;
        Assert.True(submitted.Ok, string.Join("；", submitted.Problems.Select(p => $"{p.Field}:{p.Sentence}")));
        await desk.GrantedAsync(again);
        Assert.Equal(["梁小河", "蒙新伙"], await HoldersAsync(desk, made.EntityId));
        Assert.Equal(0, await desk.App.WithDbAsync(db => db.Set<Organisation>().CountAsync(o => o.EntityId == made.EntityId)));
    }

    [Theory, OnEachDatabase]
    public async Task Partnership_ChangesItsManagingPartner(DatabaseKind kind)
    {
        var desk = await Desk.OpenAsync(TestApp.Shared(kind));
        var made = await desk.EntityAsync(Given.Of(EntityKind.PartnershipGeneral));
        var number = await desk.AppliedAsync("change", made.Uscc, ["resolution", "charter"], ("Items", "managers"), Decided, ("Managers", "1"));
        await desk.GrantedAsync(number);
        Assert.Equal("覃小兰", (await desk.EntityAsync(made.Uscc)).HeadName);
        Assert.Contains(await LinesAsync(desk, number), l => l is { Item: "执行事务合伙人", Before: "梁小河", After: "覃小兰" });
    }

    [Theory, OnEachDatabase]
    public async Task SoleProprietorship_PassesToAnotherInvestor(DatabaseKind kind)
    {
        var desk = await Desk.OpenAsync(TestApp.Shared(kind));
        var made = await desk.EntityAsync(Given.Of(EntityKind.SoleProp));
        var number = await desk.StartAsync("change", made.Uscc);
        await desk.FillAsync(number, null, ["transfer"], ("Items", "investor"), Decided);
        Assert.Contains((await desk.SubmitAsync(number))!.Value.Problems, p => p is { Code: "investor-missing", Field: "Investor.Name" });
        await desk.FillAsync(number, null, ["transfer"], ("Items", "investor"), Decided, ("Investor.Name", "蒙新投"), ("Investor.IdNumber", Given.Id(45)), ("Investor.Mobile", "13800000043"), ("Investor.HomeAddress", "望溪县城关镇8号"));
        var submitted = (await desk.SubmitAsync(number))!.Value;
        Assert.True(submitted.Ok, string.Join("；", submitted.Problems.Select(p => $"{p.Field}:{p.Sentence}")));
        await desk.GrantedAsync(number);
        Assert.Equal("蒙新投", (await desk.EntityAsync(made.Uscc)).HeadName);
        Assert.Contains(await LinesAsync(desk, number), l => l is { Item: "投资人", Before: "梁小河", After: "蒙新投", Registered: true });
    }

    [Theory, OnEachDatabase]
    public async Task R_0_6_Coop_FilesItsMembers_WithinNinetyDaysOfTheYearsEnd_AndKeepsItsFarmers(DatabaseKind kind)
    {
        var desk = await Desk.OpenAsync(TestApp.Shared(kind));
        var made = await desk.EntityAsync(Given.Of(EntityKind.Coop));
        var number = await desk.StartAsync("change", made.Uscc);
        (string, string)[] Member(string farmer) => [("Items", "shares"), ("DecidedOn", "2026-01-10"), ("CapitalWan", "0.5"), ("Share4.Wan", "0"), ("New1.Name", "成员己"), ("New1.IdNumber", Given.Id(45)), ("New1.Mobile", "13800000043"), ("New1.Wan", "0.1"), ("New1.Farmer", farmer)];
        await desk.FillAsync(number, null, ["resolution", "charter", "transfer", "members"], Member("true"));
        var file = (await desk.FileAsync(number))!;
        // Decided in January: the accounting year ends on 31 December, so nothing is late in November.
        Assert.False(file.Sheet.Late);
        Assert.Equal(CheckOutcome.Pass, Assert.Single(file.Sheet.Checks, c => c.Id == "R-0.6").Outcome);
        await desk.SubmitAsync(number);
        await desk.GrantedAsync(number);
        var line = Assert.Single(await LinesAsync(desk, number), l => l.Item == "成员");
        Assert.False(line.Registered);
        Assert.EndsWith("成员己", line.After, StringComparison.Ordinal);
        Assert.Contains("成员戊", line.Before, StringComparison.Ordinal);
        Assert.Equal(1, (await desk.EntityAsync(made.Uscc)).Edition);
    }

    [Theory, OnEachDatabase]
    public async Task Company_TakesAnOrganisationAsShareholder(DatabaseKind kind)
    {
        var desk = await Desk.OpenAsync(TestApp.Shared(kind));
        var made = await desk.EntityAsync(Given.Company());
        // A transfer alone needs no resolution (公司法 art. 87): no vote is asked for.
        var number = await desk.AppliedAsync("change", made.Uscc, ["resolution", "charter", "transfer"], ("Items", "shares"), Decided, ("CapitalWan", "100"), ("Share0.Wan", "60"), ("Share1.Wan", "0"),
            ("NewO1.Name", "望溪县兴隆投资有限公司"), ("NewO1.Code", Given.Code()), ("NewO1.Kind", "Company"), ("NewO1.Wan", "40"), ("NewO1.DueOn", "2028-01-01"));
        await desk.GrantedAsync(number);
        Assert.Equal(["梁小河", "望溪县兴隆投资有限公司"], await HoldersAsync(desk, made.EntityId));
        Assert.Contains(await LinesAsync(desk, number), l => l is { Item: "股东", After: "梁小河、望溪县兴隆投资有限公司", Registered: true });
    }

    [Fact]
    public void R_1_21_Articles_NeedTwoThirdsOfAllVotes_AllElseMoreThanHalf()
    {
        var ground = Given.Ground();
        var company = Given.Company();
        string? Code(string[] items, bool charter, EntityDraft? after, params (string, string?)[] typed) => Votes.Check(company, after ?? company, items, charter, Answers.Of(typed), ground)?.Code;
        Assert.Equal("votes-required", Code(["scope"], false, null));
        // 60 of 100: enough for the scope, too little for the articles; 40 of 100 is enough for nothing.
        Assert.Null(Code(["scope"], false, null, ("Votes.Agreed", "0")));
        Assert.Equal("votes-few", Code(["name"], true, null, ("Votes.Agreed", "0")));
        Assert.Equal("votes-few", Code(["scope"], false, null, ("Votes.Agreed", "1")));
        Assert.Null(Code(["name"], true, null, ("Votes.Agreed", "0,1")));
        // Exactly two thirds carries the articles, exactly a half carries nothing.
        Assert.Null(Code(["name"], true, null, ("Votes.For", "200"), ("Votes.All", "300")));
        Assert.Equal("votes-few", Code(["name"], true, null, ("Votes.For", "199"), ("Votes.All", "300")));
        Assert.Equal("votes-few", Code(["scope"], false, null, ("Votes.For", "50"), ("Votes.All", "100")));
        Assert.Equal("votes-number", Code(["scope"], false, null, ("Votes.For", "101"), ("Votes.All", "100")));
        // More capital is a matter of the articles even where none are handed in; a transfer is no matter of the meeting.
        Assert.Equal("votes-few", Code(["shares"], false, company with { CapitalFen = 200_000_000 }, ("Votes.Agreed", "0")));
        Assert.Null(Code(["shares"], true, company));
        Assert.Empty(Votes.Fields(Given.SoleTrader(), ["name"]));
    }

    [Theory, OnEachDatabase]
    public async Task R_1_18_Successor_WithinThirtyDays_SignsTheApplication(DatabaseKind kind)
    {
        var desk = await Desk.OpenAsync(TestApp.Shared(kind));
        var made = await desk.EntityAsync(Given.Company());
        var number = await desk.StartAsync("change", made.Uscc);
        (string, string)[] Resigned(string on) => [("Items", "head"), ("DecidedOn", "2026-11-24"), ("Head.Pick", "new"), ("Head.Name", "黄新来"), ("Head.IdNumber", Given.Id(38)), ("Head.Mobile", "13800000044"), ("Head.Office", "Director"), ("Head.ResignedOn", on)];
        await desk.FillAsync(number, null, ["appointment"], Resigned("2027-01-01"));
        var refused = (await desk.SubmitAsync(number))!.Value;
        Assert.Contains(refused.Problems, p => p is { Code: "resigned-later", Field: "Head.ResignedOn" });
        Assert.Contains(refused.Problems, p => p.Field == "Paper.signed-by-successor");
        await desk.FillAsync(number, null, ["appointment", "signed-by-successor"], Resigned("2026-09-01"));
        var late = (await desk.FileAsync(number))!;
        Assert.Equal(CheckOutcome.Note, Assert.Single(late.Sheet.Checks, c => c.Id == "R-1.18").Outcome);
        Assert.True(late.Sheet.Late);
        var today = desk.App.Services.GetRequiredService<TimeProvider>().GetUtcNow().AddHours(8);
        await desk.FillAsync(number, null, ["appointment", "signed-by-successor"], Resigned($"{today.AddDays(-10):yyyy-MM-dd}"));
        Assert.Equal(CheckOutcome.Pass, Assert.Single((await desk.FileAsync(number))!.Sheet.Checks, c => c.Id == "R-1.18").Outcome);
        Assert.True((await desk.SubmitAsync(number))!.Value.Ok);
        var paper = await desk.App.WithDbAsync(db => db.Set<Qishi.Modules.Documents.Model.Document>().Where(d => d.Subject == "application:" + number && d.Title == "变更登记、备案申请书").Select(d => d.Content).SingleAsync());
        Assert.Contains("由新任法定代表人黄新来签署", paper, StringComparison.Ordinal);
    }
}
