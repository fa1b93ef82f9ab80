using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Premises;
using Qishi.Platform.Data;
using Qishi.Tests.Modules.Registration.Acts;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Registration.Premises;

/// <summary>Many at one place and one at many places (rulebook A ).</summary>
public sealed class ClusterTests
{
    private static async Task<Qishi.Kernel.Result<string>> HostsAsync(TestApp app, ClusterHostForm form) =>
        await app.AsAsync(await app.ActorAsync("supervisor1"), s => s.GetRequiredService<KeepHostsHandler>().HandleAsync(form, Guid.NewGuid().ToString("N"), default));

    private static async Task<(EstablishedEntity Host, Entity Row)> HostAsync(TestApp app)
    {
        var made = await Given.EstablishedAsync(app, Given.Company());
        var entered = await HostsAsync(app, new() { Act = "enter", Uscc = made.Uscc, Contact = "覃小兰，0000-1234567" });
        Assert.True(entered.Ok, string.Join("；", entered.Problems.Select(p => p.Sentence)));
        return (made, await app.WithDbAsync(db => db.Set<Entity>().AsNoTracking().SingleAsync(e => e.Uscc == made.Uscc)));
    }

    private static EntityDraft Hosted(Entity host, params string[] items) => Given.SoleTrader(d => d with
    {
        Premises = new(host.AreaCode, host.AddressDetail + "A012号工位", PremisesProof.Hosted, Host: host.Uscc),
        ScopeItems = items.Length > 0 ? items : ["F029"],
    });

    private static Task<IReadOnlyList<RuleCheck>> ChecksAsync(TestApp app, EntityDraft draft) => app.AsAsync(null, s => s.GetRequiredService<IRegistration>().CheckAsync(draft, Given.Day, default));

    [Theory, OnEachDatabase]
    public async Task T_11_4_ClusterAddressAndCatering_IsBlocked(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var (_, host) = await HostAsync(app);
        var problem = Assert.Single(await Given.ProblemsAsync(kind, Hosted(host, "H001")));
        Assert.Equal(("R-11.9", "ScopeItems"), (problem.Rule, problem.Field));
        Assert.Equal(CheckOutcome.Fail, Assert.Single(await ChecksAsync(app, Hosted(host, "H001")), c => c.Id == "R-11.9").Outcome);

        // General retail may be hosted, and that others are at the address asks nobody.
        Assert.Empty(await Given.ProblemsAsync(kind, Hosted(host)));
        var checks = await ChecksAsync(app, Hosted(host));
        Assert.Equal(CheckOutcome.Pass, Assert.Single(checks, c => c.Id == "R-11.9").Outcome);
        Assert.DoesNotContain(checks, c => c.Id == "R-11.8");
    }

    [Theory, OnEachDatabase]
    public async Task R_11_9_Host_IsAnEnterpriseOfTheList_AtItsOwnAddress_AndStops(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var trader = await Given.EstablishedAsync(app, Given.SoleTrader());
        Assert.Contains((await HostsAsync(app, new() { Act = "enter", Uscc = trader.Uscc, Contact = "梁小河" })).Problems, p => p.Code == "host-kind");
        var (made, host) = await HostAsync(app);
        Assert.Contains((await HostsAsync(app, new() { Act = "enter", Uscc = made.Uscc, Contact = "梁小河" })).Problems, p => p.Code == "host-twice");
        Assert.Equal(["host-required"], (await Given.ProblemsAsync(kind, Hosted(host) is var d ? d with { Premises = d.Premises with { Host = null } } : null!)).Select(p => p.Code));
        Assert.Equal(["host-unknown"], (await Given.ProblemsAsync(kind, Hosted(host) is var u ? u with { Premises = u.Premises with { Host = trader.Uscc } } : null!)).Select(p => p.Code));
        Assert.Equal(["host-address"], (await Given.ProblemsAsync(kind, Hosted(host) is var a ? a with { Premises = a.Premises with { Detail = "别处1号" } } : null!)).Select(p => p.Code));

        var hosted = await Given.EstablishedAsync(app, Hosted(host));
        Assert.Equal("note-required", (await HostsAsync(app, new() { Act = "lost", Hosted = hosted.Uscc })).Problems[0].Code);
        Assert.Equal("not-hosted", (await HostsAsync(app, new() { Act = "lost", Hosted = trader.Uscc, Note = "电话不通" })).Problems[0].Code);
        Assert.True((await HostsAsync(app, new() { Act = "lost", Hosted = hosted.Uscc, Note = "11月1日起电话不通" })).Ok);
        var check = await app.WithDbAsync(db => db.Set<PremisesCheck>().SingleAsync(c => c.Uscc == hosted.Uscc));
        Assert.Contains("托管企业报告", check.Reasons, StringComparison.Ordinal);
        using (var supervisor = await app.SignedInAsync("supervisor1"))
            Assert.Contains("1户", (await supervisor.GetPageAsync(PremisesUrls.Hosts + "?size=100")).Text(), StringComparison.Ordinal);
        using (var inspector = await app.SignedInAsync("registrar1"))
            Assert.Equal(HttpStatusCode.Forbidden, (await inspector.GetAsync(PremisesUrls.Hosts)).StatusCode);

        Assert.True((await HostsAsync(app, new() { Act = "stop", Uscc = made.Uscc })).Ok);
        Assert.Equal("host-stopped", (await HostsAsync(app, new() { Act = "stop", Uscc = made.Uscc })).Problems[0].Code);
    }

    [Fact]
    public void R_11_8_Host_TakesNoMoreThanItsQuota()
    {
        var ground = Given.Ground();
        var place = new PremisesDraft("451521101001", "兴隆街9号A1", PremisesProof.Hosted, Host: "X");
        string? Problem(int hosted) => PlaceRules.Check(Given.SoleTrader(d => d with { Premises = place, ScopeItems = ["F029"] }), [],
            new("X", "望溪县兴隆商务秘书有限公司", true, place.AreaCode, "兴隆街9号", "451521101001|兴隆街9号", hosted), ground).SingleOrDefault()?.Code;
        Assert.Null(Problem(199));
        Assert.Equal("host-full", Problem(200));
    }

    [Theory, OnEachDatabase]
    public async Task R_11_1_NetworkPlace_IsForSoleTraders_AndForWhatCanBeDoneOnline(DatabaseKind kind)
    {
        EntityDraft Online(EntityDraft d, params string[] items) => d with { Premises = d.Premises with { Detail = $"网络经营场所{Given.TradeName()}", Proof = PremisesProof.Network }, ScopeItems = items };
        Assert.Empty(await Given.ProblemsAsync(kind, Online(Given.SoleTrader(), "F029")));
        Assert.Equal(["network-business"], (await Given.ProblemsAsync(kind, Online(Given.SoleTrader(), "H001"))).Select(p => p.Code));
        Assert.Equal(["network-kind"], (await Given.ProblemsAsync(kind, Online(Given.Company(), "F029"))).Select(p => p.Code));
    }

    [Fact]
    public void R_11_2_CompanyByCommitment_IsVerifiedByDataSharing_OrByAPerson()
    {
        var ground = Given.Ground();
        var draft = Given.Company(d => d with { Premises = d.Premises with { Proof = PremisesProof.Commitment } });
        (CheckOutcome, string?) Judged(AddressAnswer answer)
        {
            var facts = new RegisterFacts(null, 0, null, null, [], [], 0) { Address = answer };
            var line = PremisesLines.Of(draft, facts, ground).Single(l => l.Id == "R-11.2").Judge([]);
            return (line.Outcome, line.Detail);
        }

        Assert.True(PremisesLines.MustBeShared(draft, ground));
        Assert.False(PremisesLines.MustBeShared(draft, Given.Ground(new DateOnly(2025, 2, 9))));
        Assert.False(PremisesLines.MustBeShared(Given.SoleTrader(d => d with { Premises = d.Premises with { Proof = PremisesProof.Commitment } }), ground));
        Assert.Equal(CheckOutcome.Pass, Judged(new(1, "标准地址库", new("兴隆街1号", 90, "A1"), [])).Item1);
        Assert.Contains("是不是同一处", Judged(new(1, "标准地址库", new("兴隆街1号", 89, "A1"), [])).Item2, StringComparison.Ordinal);
        Assert.Contains("补充标准地址", Judged(new(1, "标准地址库", new("兴隆街1号", 69, "A1"), [])).Item2, StringComparison.Ordinal);
        Assert.Contains("还没有接入", Judged(new(0, null, null, [])).Item2, StringComparison.Ordinal);
        Assert.Contains("暂时核验不了", Judged(new(1, null, null, ["标准地址库"])).Item2, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task R_11_2_WithoutASource_TheRegistrarIsToldToLook(DatabaseKind kind)
    {
        var company = Given.Company(d => d with { Premises = d.Premises with { Proof = PremisesProof.Commitment } });
        Assert.Equal(CheckOutcome.NeedsPerson, Assert.Single(await ChecksAsync(TestApp.Shared(kind), company), c => c.Id == "R-11.2").Outcome);
        Assert.DoesNotContain(await ChecksAsync(TestApp.Shared(kind), Given.Company()), c => c.Id == "R-11.2");
    }

    [Theory, OnEachDatabase]
    public async Task R_11_10_FurtherPlace_IsFiled_LookedAt_AndEnded_WithoutANewLicence(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var desk = await Desk.OpenAsync(app);
        var made = await desk.EntityAsync(Given.Company());
        var detail = $"分店路{Given.TradeName()}1号";
        var number = await desk.AppliedAsync("places", made.Uscc, [], ("PlaceAct", "add"), ("Premises.AreaCode", "451521101001"), ("Premises.Detail", detail), ("Premises.Proof", "Commitment"));
        await desk.GrantedAsync(number);
        await app.SettleAsync();
        var e = await desk.EntityAsync(made.Uscc);
        Assert.Equal(1, e.Edition);
        Assert.Equal(1, await app.WithDbAsync(db => db.Set<Licence>().CountAsync(l => l.EntityId == e.Id)));
        using (var visitor = app.CreateClient())
            Assert.Contains(detail, (await visitor.GetPageAsync("/entities/" + made.Uscc)).Text(), StringComparison.Ordinal);
        var check = await app.WithDbAsync(db => db.Set<PremisesCheck>().AsNoTracking().SingleAsync(c => c.Uscc == made.Uscc));
        Assert.True(check.Extra);
        Assert.Contains(detail, check.Address, StringComparison.Ordinal);

        // The same place twice, and a place under demolition, get a sentence.
        var twice = await desk.StartAsync("places", made.Uscc);
        await desk.FillAsync(twice, null, [], ("PlaceAct", "add"), ("Premises.AreaCode", "451521101001"), ("Premises.Detail", detail), ("Premises.Proof", "Commitment"));
        Assert.Contains((await desk.SubmitAsync(twice))!.Value.Problems, p => p.Code == "place-twice");
        await desk.FillAsync(twice, null, [], ("PlaceAct", "add"), ("Premises.AreaCode", "451521100001"), ("Premises.Detail", "旧码头街7号"), ("Premises.Proof", "Commitment"));
        Assert.Contains((await desk.SubmitAsync(twice))!.Value.Problems, p => p.Code == "address-negative");

        var place = await app.WithDbAsync(db => db.Set<ExtraPlace>().SingleAsync(p => p.EntityId == e.Id));
        await desk.FillAsync(twice, null, [], ("PlaceAct", "end"), ("Place", place.Id.ToString()));
        Assert.True((await desk.SubmitAsync(twice))!.Value.Ok);
        await desk.GrantedAsync(twice);
        Assert.NotNull((await app.WithDbAsync(db => db.Set<ExtraPlace>().SingleAsync(p => p.Id == place.Id))).EndedOn);
    }

    [Theory, OnEachDatabase]
    public async Task R_11_7_Change_ToAPlaceOfTheNegativeList_IsBlocked_AndANewDwellingAsksForConsent(DatabaseKind kind)
    {
        var desk = await Desk.OpenAsync(TestApp.Shared(kind));
        var made = await desk.EntityAsync();
        var number = await desk.StartAsync("change", made.Uscc);
        (string, string)[] To(string detail, params (string, string)[] more) =>
            [("Items", "premises"), ("DecidedOn", "2026-11-24"), ("Premises.AreaCode", "451521100001"), ("Premises.Detail", detail), ("Premises.Proof", "Commitment"), .. more];
        await desk.FillAsync(number, null, [], To("旧码头街8号"));
        Assert.Contains((await desk.SubmitAsync(number))!.Value.Problems, p => p is { Code: "address-negative", Field: "Premises.Detail" });
        await desk.FillAsync(number, null, [], To($"新街{Given.TradeName()}1号", ("Premises.Use", "Dwelling")));
        Assert.Contains((await desk.SubmitAsync(number))!.Value.Problems, p => p is { Code: "consent-required", Field: "Premises.Consent" });
        await desk.FillAsync(number, null, [], To($"新街{Given.TradeName()}1号", ("Premises.Use", "Dwelling"), ("Premises.Consent", "Committed")));
        var submitted = (await desk.SubmitAsync(number))!.Value;
        Assert.True(submitted.Ok, string.Join("；", submitted.Problems.Select(p => p.Sentence)));
        await desk.GrantedAsync(number);
        Assert.Equal(OwnersConsent.Committed, (await desk.EntityAsync(made.Uscc)).Consent);
    }
}
