using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Premises;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Gates;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Registration.Premises;

public sealed class PremisesTests
{
    private static int house = Random.Shared.Next(1_000_000);

    private static string Detail(string road = "新街") => $"{road}{Interlocked.Increment(ref house)}号";

    private static EntityDraft At(PremisesDraft premises, params string[] items) => Given.SoleTrader(d => d with { Premises = premises, ScopeItems = items.Length > 0 ? items : ["F029"] });

    private static Task<IReadOnlyList<RuleCheck>> ChecksAsync(DatabaseKind kind, EntityDraft draft) =>
        TestApp.Shared(kind).AsAsync(null, s => s.GetRequiredService<IRegistration>().CheckAsync(draft, Given.Day, default));

    private static async Task<PremisesCheck?> CheckOfAsync(TestApp app, string uscc)
    {
        await app.SettleAsync();
        return await app.WithDbAsync(db => db.Set<PremisesCheck>().AsNoTracking().SingleOrDefaultAsync(c => c.Uscc == uscc));
    }

    [Theory, OnEachDatabase]
    public async Task T_11_1_SelfBuiltHouseWithAVillageCertificate_IsAccepted(DatabaseKind kind)
    {
        var checks = await ChecksAsync(kind, At(new("451521101001", Detail(), PremisesProof.Alternative, 40, SelfBuiltFloors: 2)));
        Assert.DoesNotContain(checks, c => c.Id.StartsWith("R-11", StringComparison.Ordinal) && c.Outcome is CheckOutcome.Fail or CheckOutcome.NeedsPerson);
    }

    [Theory, OnEachDatabase]
    public async Task T_11_2_FourFloorsAndARestaurant_AreWarnedOfAtRegistration(DatabaseKind kind)
    {
        var checks = await ChecksAsync(kind, At(new("451521101001", Detail(), PremisesProof.Alternative, 200, SelfBuiltFloors: 4), "H001"));
        var safety = Assert.Single(checks, c => c.Id == "R-11.6");
        Assert.Equal(CheckOutcome.Note, safety.Outcome);
        Assert.Contains("房屋安全鉴定", safety.Detail, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task T_11_3_InsideAnAnnouncedExpropriation_IsBlocked_ForApplicantAndRegistrar(DatabaseKind kind)
    {
        var draft = At(new("451521100001", Detail("旧 码头街"), PremisesProof.Commitment));
        Assert.Equal(CheckOutcome.Fail, Assert.Single(await ChecksAsync(kind, draft), c => c.Id == "R-11.7a").Outcome);
        var problem = Assert.Single(await Given.ProblemsAsync(kind, draft), p => p.Code == "address-negative");
        Assert.Equal("Premises.Detail", problem.Field);
        Assert.Contains("征收", problem.Sentence, StringComparison.Ordinal);
        // The announcement begins on 1 June 2026: a case of the day before keeps the list of its day.
        Assert.DoesNotContain(await Given.ProblemsAsync(kind, draft, new DateOnly(2026, 5, 31)), p => p.Code == "address-negative");
    }

    [Fact]
    public void NegativeList_AppliesToItsIndustriesOnly()
    {
        var rule = new AddressRule { Area = "451521", Place = "学府路", Industries = "90", Reason = "学校周边", Basis = "示例", MadeBy = "示例" };
        var ground = Given.Ground();
        var play = ground.Catalogue.Items.First(i => i.Class4[1..3] == "90");
        var place = new PremisesDraft("451521100004", "学府路８号", PremisesProof.Lease);
        Assert.Equal(play.Name, Assert.Single(NegativeListHandler.Match([rule], place, [play])).Item);
        Assert.Empty(NegativeListHandler.Match([rule], place, [ground.Catalogue.Item("F029")!]));
        Assert.Empty(NegativeListHandler.Match([rule], place with { Detail = "人民路8号" }, [play]));
    }

    [Theory, OnEachDatabase]
    public async Task Commitment_OpensACheckForTheStation_WithinItsDays(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var made = await Given.EstablishedAsync(app, At(new("451521101001", Detail(), PremisesProof.Commitment, 30, SelfBuiltFloors: 3)));
        var check = await CheckOfAsync(app, made.Uscc);
        Assert.NotNull(check);
        Assert.Equal(("MSA-S02", 55), (check.Station, check.Points));
        Assert.Equal(await app.AsAsync(null, async s => (await s.GetRequiredService<Qishi.Platform.Rules.IRules>().WorkingDaysAsync(default)).AddWorkingDays(ChinaTime.DayOf(check.OpenedAt), 15).Date), check.DueOn);
        Assert.Contains("申报承诺", check.Reasons, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task TitleDeedAndNoRisk_NeedNoCheck(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var made = await Given.EstablishedAsync(app, At(new("451521101001", Detail(), PremisesProof.TitleDeed, 30)));
        Assert.Null(await CheckOfAsync(app, made.Uscc));
    }

    [Theory, OnEachDatabase]
    public async Task T_11_5_CommitmentFoundFalse_OrdersCorrection_IsPublishedToOthers_AndAsksAPersonAtTheNextAct(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var made = await Given.EstablishedAsync(app, At(new("451521101001", Detail(), PremisesProof.Commitment, 30)));
        var check = (await CheckOfAsync(app, made.Uscc))!;
        using var inspector = await InspectorAsync(app, "MSA-S02");
        var url = PremisesUrls.Check(check.Id);

        var refused = await inspector.PostFormAsync(url, new Dictionary<string, string?> { ["Result"] = "false", ["Finding"] = "" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("请写明看到的情况", (await refused.PageAsync()).Text(), StringComparison.Ordinal);

        var taken = await inspector.PostFormAsync(url, new Dictionary<string, string?> { ["Result"] = "false", ["Finding"] = "门牌不存在，询问了隔壁店主" });
        Assert.True(taken.StatusCode is HttpStatusCode.SeeOther or HttpStatusCode.Found, (await taken.PageAsync()).Text());
        Assert.Contains("责令改正通知书", (await inspector.GetPageAsync(url)).Text(), StringComparison.Ordinal);
        var events = await app.WithDbAsync(db => db.Set<EventRow>().Where(e => e.Subject == "entity:" + made.Uscc && e.Type == "Registration.PremisesChecked").Select(e => e.Payload).ToListAsync());
        Assert.DoesNotContain("店主", Assert.Single(events), StringComparison.Ordinal);
        var answers = await app.AsAsync(null, s => s.GetRequiredService<AllGates>().AskAsync(new("registration.change", made.Uscc, [], Given.Day), default));
        Assert.Contains(answers, a => a is { Verdict: GateVerdict.NeedsPerson, Rule: "R-11.12" });

        // A second record of the same check gets a sentence, not a second order.
        var actor = await app.ActorAsync(await StaffNoAsync(app, "MSA-S02"));
        var again = await app.AsAsync(actor, s => s.GetRequiredService<RecordPremisesCheckHandler>().HandleAsync(check.Id, new() { Result = "real", VisitedOn = "2026-11-30" }, Guid.NewGuid().ToString(), default));
        Assert.Contains(again!.Value.Problems, p => p.Code == "decided");
    }

    [Theory, OnEachDatabase]
    public async Task AnotherStation_SeesNothingOfIt(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var made = await Given.EstablishedAsync(app, At(new("451521101001", Detail(), PremisesProof.Commitment, 30)));
        var check = (await CheckOfAsync(app, made.Uscc))!;
        using var other = await InspectorAsync(app, "MSA-S01");
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(PremisesUrls.Check(check.Id))).StatusCode);
        Assert.DoesNotContain(made.Name, (await other.GetPageAsync(PremisesUrls.Checks + "?q=" + made.Uscc)).Text(), StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task T_11_6_TwoUnrelatedInOneRoom_NeedAPerson(DatabaseKind kind)
    {
        var detail = Detail();
        await Given.EstablishedAsync(TestApp.Shared(kind), At(new("451521101001", detail, PremisesProof.Lease, 30)));
        var checks = await ChecksAsync(kind, At(new("451521101001", detail, PremisesProof.Lease, 30)));
        Assert.Equal(CheckOutcome.NeedsPerson, Assert.Single(checks, c => c.Id == "R-11.8").Outcome);
    }

    [Fact]
    public void R_11_4_Dwelling_NeedsTheConsentOfTheOwnersConcerned_OnThePathThatAllowsIt()
    {
        var ground = Given.Ground();
        string? Problem(PremisesProof proof, OwnersConsent? consent, int? floors = null, bool residential = true) => Qishi.Modules.Registration.Checks.PremisesRules
            .Check(new("451521101001", "兴隆街1号", proof, 40, floors, residential, consent), EntityKind.Individual, ground).SingleOrDefault()?.Code;
        Assert.Null(Problem(PremisesProof.Commitment, null, residential: false));
        Assert.Equal("consent-required", Problem(PremisesProof.Commitment, null));
        Assert.Equal("consent-required", Problem(PremisesProof.TitleDeed, null, 2));
        Assert.Null(Problem(PremisesProof.Commitment, OwnersConsent.Committed));
        Assert.Equal("consent-committed", Problem(PremisesProof.Alternative, OwnersConsent.Committed, 2));
        Assert.Null(Problem(PremisesProof.Alternative, OwnersConsent.NoOtherOwners, 2));
        Assert.Equal("consent-sole", Problem(PremisesProof.Lease, OwnersConsent.NoOtherOwners));
        Assert.Null(Problem(PremisesProof.TitleDeed, OwnersConsent.Written));
        Assert.Equal(["consent"], PremisesForm.Papers(new("", "", PremisesProof.TitleDeed, Residential: true, Consent: OwnersConsent.Committee)).Select(p => p.Code));
        Assert.Empty(PremisesForm.Papers(new("", "", PremisesProof.Commitment, Residential: true, Consent: OwnersConsent.Committed)));
    }

    [Theory, OnEachDatabase]
    public async Task R_11_4_PromisedConsent_IsAskedAboutAtTheCheck_AndItsLackIsOrderedToBeMended(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var promised = At(new("451521101001", Detail(), PremisesProof.Commitment, 30, Residential: true, Consent: OwnersConsent.Committed));
        Assert.Equal(CheckOutcome.Note, Assert.Single(await ChecksAsync(kind, promised), c => c.Id == "R-11.4a").Outcome);
        var made = await Given.EstablishedAsync(app, promised);
        var check = (await CheckOfAsync(app, made.Uscc))!;
        Assert.True(check.AsksConsent);
        Assert.Contains("业主同意", check.Reasons, StringComparison.Ordinal);
        using var inspector = await InspectorAsync(app, "MSA-S02");
        Assert.Contains("请当面问问", (await inspector.GetPageAsync(PremisesUrls.Check(check.Id))).Text(), StringComparison.Ordinal);
        await inspector.PostFormAsync(PremisesUrls.Check(check.Id), new Dictionary<string, string?> { ["Result"] = "unagreed", ["Finding"] = "问了楼上两户，都不同意" });
        Assert.Equal(PremisesCheckState.Unagreed, (await CheckOfAsync(app, made.Uscc))!.State);
        var order = await app.WithDbAsync(db => db.Set<Qishi.Modules.Documents.Model.Document>().Where(d => d.Subject == RecordPremisesCheckHandler.SubjectOf(check.Id)).Select(d => d.Content).SingleAsync());
        Assert.Contains("民法典", order, StringComparison.Ordinal);
        Assert.Contains(await app.AsAsync(null, s => s.GetRequiredService<AllGates>().AskAsync(new("registration.change", made.Uscc, [], Given.Day), default)), a => a.Rule == "R-11.12");

        // Nobody promised anything: the station is not asked, and cannot answer so.
        var other = await Given.EstablishedAsync(app, At(new("451521101001", Detail(), PremisesProof.Commitment, 30)));
        var plain = (await CheckOfAsync(app, other.Uscc))!;
        Assert.False(plain.AsksConsent);
        var refused = await inspector.PostFormAsync(PremisesUrls.Check(plain.Id), new Dictionary<string, string?> { ["Result"] = "unagreed", ["Finding"] = "问了邻居" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task R_11_12_MailReturnedTwice_FifteenDaysApart_IsLostContact_AndThePlaceComesFirst(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var desk = await Qishi.Tests.Modules.Registration.Acts.Desk.OpenAsync(app);
        var made = await desk.EntityAsync(At(new("451521101001", Detail(), PremisesProof.Lease, 30)));
        Task<Result<string>> ReturnedAsync(string sent, string? post = null) => desk.AsAsync(desk.First, s => s.GetRequiredService<RecordReturnedMailHandler>()
            .HandleAsync(new() { Uscc = made.Uscc, SentOn = sent, ReturnedOn = "2026-11-20", PostNo = post ?? Guid.NewGuid().ToString("N") }, Guid.NewGuid().ToString("N"), default));
        var post = Guid.NewGuid().ToString("N");
        Assert.True((await ReturnedAsync("2026-11-01", post)).Ok);
        Assert.Equal("post-twice", (await ReturnedAsync("2026-11-01", post)).Problems[0].Code);
        Assert.Equal("mail-order", (await ReturnedAsync("2026-11-21")).Problems[0].Code);
        // Fourteen days: nothing yet.
        Assert.Equal("已登记退信", (await ReturnedAsync("2026-11-15")).Value);
        Assert.Null(await CheckOfAsync(app, made.Uscc));
        Assert.Contains("无法联系", (await ReturnedAsync("2026-11-16")).Value, StringComparison.Ordinal);
        Assert.Equal(PremisesCheckState.LostContact, (await CheckOfAsync(app, made.Uscc))!.State);
        Assert.Equal("已登记退信", (await ReturnedAsync("2026-10-01")).Value);

        var number = await desk.StartAsync("change", made.Uscc);
        (string, string)[] Name(string items) => [("Items", items), ("DecidedOn", "2026-11-24"), ("Name.TradeName", Given.TradeName()), ("Name.Industry", "米粉")];
        await desk.FillAsync(number, null, [], Name("name"));
        Assert.Contains((await desk.SubmitAsync(number))!.Value.Problems, p => p is { Code: "place-first", Rule: "R-11.12" });
        await desk.FillAsync(number, null, ["premises-proof"], [.. Name("name,premises"), ("Premises.AreaCode", "451521101001"), ("Premises.Detail", Detail()), ("Premises.Proof", "Lease")]);
        var submitted = (await desk.SubmitAsync(number))!.Value;
        Assert.True(submitted.Ok, string.Join("；", submitted.Problems.Select(p => p.Sentence)));
        await desk.GrantedAsync(number);
        Assert.Equal(PremisesCheckState.Corrected, (await CheckOfAsync(app, made.Uscc))!.State);
    }

    private static async Task<HttpClient> InspectorAsync(TestApp app, string station) => await app.SignedInAsync(await StaffNoAsync(app, station));

    private static Task<string> StaffNoAsync(TestApp app, string station) => app.WithDbAsync(db => db.Set<Qishi.Modules.Identity.Model.Posting>()
        .Where(p => p.Unit == station && p.To == null && p.Roles.Any(r => r.Role == Qishi.Platform.Auth.Roles.StationInspector))
        .Join(db.Set<Qishi.Modules.Identity.Model.Staff>(), p => p.AccountId, s => s.AccountId, (p, s) => s.StaffNo).OrderBy(n => n).FirstAsync());
}
