using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Changes;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Data;
using Qishi.Tests.Modules.Registration.Acts;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Registration.Changes;

public sealed class ConversionTests
{
    private static DateOnly D(string day) => DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);

    private static (string, string)[] NewOperator(string? id = null) =>
        [("New.Name", "覃小妹"), ("New.IdNumber", id ?? Given.Id(30)), ("New.Mobile", "13800000066"), ("New.HomeAddress", "望溪县清河镇"), ("DecidedOn", "2026-11-20"), ("Taxes", "true"), ("Debts", "true"), ("NoHarm", "true")];

    [Fact]
    public void T_10_12_OperatorChange_BeforeAndAfter2022_11_01()
    {
        Assert.Equal(OperatorWay.ExitAndNew, OperatorRules.Way(D("2022-10-31"), Given.Ground(D("2022-10-31"))));
        Assert.Equal(OperatorWay.Direct, OperatorRules.Way(D("2022-11-03"), Given.Ground(D("2022-11-03"))));
    }

    [Fact]
    public void Convert_Directly_OnlyFrom2025_07_15()
    {
        Assert.Equal([ConvertWay.Indirect], ConvertRules.Ways(D("2025-07-14"), Given.Ground(D("2025-07-14"))));
        Assert.Equal([ConvertWay.Direct, ConvertWay.Indirect], ConvertRules.Ways(D("2025-07-15"), Given.Ground(D("2025-07-15"))));
    }

    [Theory]
    [InlineData("2023-05-31", "2023-06-30", true)]
    [InlineData("2023-05-31", "2023-07-01", false)]
    [InlineData("2023-08-25", "2023-09-25", true)]
    [InlineData("2023-08-25", "2023-09-26", false)]
    public void T_1_7_and_1_8_ChangeIsDueIn30Days_RolledPastSunday(string decided, string applied, bool inTime)
    {
        var days = Given.Days();
        Assert.Equal(inTime ? CheckOutcome.Pass : CheckOutcome.Note, Deadlines.Line(D(decided), D(applied), "change.applyCD", Given.Ground(D(applied)), days).Outcome);
    }

    [Theory, OnEachDatabase]
    public async Task Operator_Changes_KeepingDateNameCodeAndArchive(DatabaseKind kind)
    {
        var desk = await Desk.OpenAsync(TestApp.Shared(kind));
        var made = await desk.EntityAsync(null, new DateTime(2020, 5, 6, 2, 0, 0, DateTimeKind.Utc));
        var before = await desk.EntityAsync(made.Uscc);
        await desk.GrantedAsync(await desk.AppliedAsync("operator", made.Uscc, ["confirmation"], NewOperator()));
        var after = await desk.EntityAsync(made.Uscc);
        Assert.Equal((before.EstablishedOn, before.Name, before.Uscc, before.Id), (after.EstablishedOn, after.Name, after.Uscc, after.Id));
        Assert.Equal("覃小妹", after.HeadName);
        var (history, people) = await desk.App.WithDbAsync(async db => (await db.Set<OperatorHistory>().SingleAsync(o => o.EntityId == after.Id), await db.Set<Person>().Where(p => p.EntityId == after.Id).ToListAsync()));
        Assert.Equal(("梁小河", before.EstablishedOn), (history.Name, history.From));
        Assert.Equal("覃小妹", Assert.Single(people, p => p.Roles.HasFlag(PersonRoles.Operator)).Name);
        using var client = desk.App.CreateClient();
        Assert.Contains("执照内容已变更", (await client.GetPageAsync(made.VerifyUrl)).Text(), StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task Operator_WhoIsTooYoung_OrUnconfirmedTaxes_AreRefusedAtTheirFields(DatabaseKind kind)
    {
        var desk = await Desk.OpenAsync(TestApp.Shared(kind));
        var made = await desk.EntityAsync();
        var number = await desk.StartAsync("operator", made.Uscc);
        await desk.FillAsync(number, null, ["confirmation"], [.. NewOperator(Given.Id(12)).Where(f => f.Item1 != "Taxes")]);
        var problems = (await desk.SubmitAsync(number))!.Value.Problems;
        Assert.Contains(problems, p => p.Rule == "R-1.27" && p.Field == "New.IdNumber");
        Assert.Contains(problems, p => p.Field == "Taxes");
    }

    private static (string, string)[] Company(string way) =>
    [
        ("Way", way), ("CapitalWan", "10"), ("OwnerWan", "6"), ("DueOn", "2029-01-01"), ("Other.Name", "覃大海"), ("Other.IdNumber", Given.Id(45)), ("Other.Mobile", "13800000055"), ("Taxes", "true"), ("Debts", "true"),
    ];

    [Theory, OnEachDatabase]
    public async Task T_10_13_DirectConversion_KeepsCodeAndEstablishmentDate(DatabaseKind kind)
    {
        var desk = await Desk.OpenAsync(TestApp.Shared(kind));
        var made = await desk.EntityAsync(null, new DateTime(2020, 5, 6, 2, 0, 0, DateTimeKind.Utc));
        var before = await desk.EntityAsync(made.Uscc);
        await desk.GrantedAsync(await desk.AppliedAsync("convert", made.Uscc, ["charter", "resolution", "tax"], Company("Direct")));
        var after = await desk.EntityAsync(made.Uscc);
        Assert.Equal((EntityKind.Llc, before.EstablishedOn, before.Uscc), (after.Kind, after.EstablishedOn, after.Uscc));
        Assert.StartsWith("92", after.Uscc, StringComparison.Ordinal);
        Assert.Equal($"望溪县{before.TradeName}米粉有限公司", after.Name);
        Assert.Equal(2, await desk.App.WithDbAsync(db => db.Set<Shareholder>().CountAsync(s => s.EntityId == after.Id)));
        Assert.Equal(10_000_000, after.CapitalFen);
    }

    [Theory, OnEachDatabase]
    public async Task Conversion_ByExitAndEstablishment_GivesANewCodeAndKeepsTheTradeName(DatabaseKind kind)
    {
        var desk = await Desk.OpenAsync(TestApp.Shared(kind));
        var made = await desk.EntityAsync();
        var before = await desk.EntityAsync(made.Uscc);
        var number = await desk.AppliedAsync("convert", made.Uscc, ["charter", "resolution", "tax"], Company("Indirect"));
        await desk.GrantedAsync(number);
        var (old, fresh) = (await desk.EntityAsync(made.Uscc), await desk.App.WithDbAsync(db => db.Set<Entity>().AsNoTracking().SingleAsync(e => e.CaseNo == number)));
        Assert.Equal((EntityStatus.Deregistered, EntityKind.Llc), (old.Status, fresh.Kind));
        Assert.StartsWith("91", fresh.Uscc, StringComparison.Ordinal);
        Assert.Equal(before.TradeName, fresh.TradeName);
    }

    [Theory, OnEachDatabase]
    public async Task Company_ChangesItsLegalRepresentativeAndShares_InOneApplication(DatabaseKind kind)
    {
        var desk = await Desk.OpenAsync(TestApp.Shared(kind));
        var made = await desk.EntityAsync(Given.Company());
        await desk.GrantedAsync(await desk.AppliedAsync("change", made.Uscc, ["resolution", "charter", "appointment", "transfer", "signed-by-successor"],
            ("Items", "head,shares"), ("DecidedOn", "2026-11-20"), ("Votes.Agreed", "0,1"), ("Head.Pick", "new"), ("Head.Name", "黄新来"), ("Head.IdNumber", Given.Id(38)), ("Head.Mobile", "13800000044"), ("Head.Office", "Director"),
            ("CapitalWan", "120"), ("Share0.Wan", "80"), ("Share1.Wan", "0"), ("New1.Name", "蒙新股"), ("New1.IdNumber", Given.Id(50)), ("New1.Mobile", "13800000043"), ("New1.Wan", "40"), ("New1.DueOn", "2028-01-01")));
        var e = await desk.EntityAsync(made.Uscc);
        Assert.Equal(("黄新来", 120_000_000L), (e.HeadName, e.CapitalFen));
        var shares = await desk.App.WithDbAsync(db => db.Set<Shareholder>().Where(s => s.EntityId == e.Id).OrderBy(s => s.Place).Select(s => s.AmountFen).ToListAsync());
        Assert.Equal([80_000_000L, 40_000_000L], shares);
        var items = await desk.App.WithDbAsync(db => db.Set<EntityChange>().Where(c => c.EntityId == e.Id).Select(c => c.Item).ToListAsync());
        Assert.Superset(new HashSet<string> { "法定代表人", "注册资本", "股东", "认缴出资" }, items.ToHashSet());
    }

    [Theory, OnEachDatabase]
    public async Task Company_WhoseSharesDoNotSumUp_IsToldAtTheCapital(DatabaseKind kind)
    {
        var desk = await Desk.OpenAsync(TestApp.Shared(kind));
        var made = await desk.EntityAsync(Given.Company());
        var number = await desk.StartAsync("change", made.Uscc);
        await desk.FillAsync(number, null, ["resolution", "charter", "transfer"], ("Items", "shares"), ("DecidedOn", "2026-11-20"), ("CapitalWan", "120"));
        Assert.Contains((await desk.SubmitAsync(number))!.Value.Problems, p => p.Field == "CapitalWan" && p.Code == "capital-sum");
    }

    [Theory, OnEachDatabase]
    public async Task MovedOut_EndsHere_AndTheArchiveHasThreeMonths(DatabaseKind kind)
    {
        var desk = await Desk.OpenAsync(TestApp.Shared(kind));
        var made = await desk.EntityAsync();
        var number = await desk.StartAsync("move-out", made.Uscc, desk.First);
        await desk.FillAsync(number, desk.First, ["letter"], ("Authority", "桂岭县市场监督管理局"), ("LetterNo", "桂岭准迁〔2026〕8号"), ("LetterOn", "2026-11-20"));
        Assert.True((await desk.SubmitAsync(number, desk.First))!.Value.Ok);
        var approved = await desk.ApproveAsync(number, desk.Second);
        Assert.True(approved.Ok, string.Join("；", approved.Problems.Select(p => p.Sentence)));
        Assert.Equal(EntityStatus.MovedOut, (await desk.EntityAsync(made.Uscc)).Status);
        Assert.True(await desk.App.WithDbAsync(db => db.Set<Qishi.Modules.Worklist.Model.WorkItem>().AnyAsync(w => w.Key == "registration.archive:" + number && w.DueUtc != null)));
    }

    [Theory, OnEachDatabase]
    public async Task StateEnterprise_IsRestructuredIntoACompany_KeepingCodeAndDate(DatabaseKind kind)
    {
        var desk = await Desk.OpenAsync(TestApp.Shared(kind));
        var made = await desk.EntityAsync(Given.Of(EntityKind.NonCompanyLegal), new DateTime(1998, 5, 6, 2, 0, 0, DateTimeKind.Utc));
        await desk.GrantedAsync(await desk.AppliedAsync("restructure", made.Uscc, ["approval", "appraisal", "charter", "resolution"],
            ("ApprovalNo", "望国资〔2026〕3号"), ("DecidedOn", "2026-11-20"), ("CapitalWan", "50"), ("DueOn", "2030-01-01"), ("Head.Name", "岑改制"), ("Head.IdNumber", Given.Id(48)), ("Head.Mobile", "13800000041")));
        var e = await desk.EntityAsync(made.Uscc);
        Assert.Equal((EntityKind.Llc, new DateOnly(1998, 5, 6), "岑改制", 50_000_000L), (e.Kind, e.EstablishedOn, e.HeadName, e.CapitalFen));
        Assert.EndsWith("有限公司", e.Name, StringComparison.Ordinal);
    }
}
