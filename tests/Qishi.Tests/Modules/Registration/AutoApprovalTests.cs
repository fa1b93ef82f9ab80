using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Modules.Registration.AutoApproval;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Registration;

/// <summary>Automatic approval (rulebook A …8.7): every rule, versions by two persons, the registrar on duty, the second look by lot.</summary>
public sealed class AutoApprovalTests
{
    private static readonly AutoRules Rules = new() { No = 3, From = new(2026, 1, 1), Content = """{"Kinds":[0],"LicensedPost":true,"Commitment":true,"BarredItems":["O021"]}""", Reason = "", ProposedBy = "" };
    private static readonly AutoDuty OnDuty = new() { Day = Given.Day, AccountId = Guid.Parse("11111111-1111-1111-1111-111111111111"), Name = "韦小春" };
    private static readonly AutoFacts Quiet = new(0, 0, 0);
    private static readonly AutoCase Case = new("startup", "KB1", "梁记", "/x", true, []);
    private static readonly RuleCheck[] Fine = [new("R-0.4", CheckOutcome.Pass, "实名核验", null, ""), new("R-1.20", CheckOutcome.Pass, "任职资格和信用限制", null, ""), new("R-3.20", CheckOutcome.Pass, "字号查重", null, "")];

    private static string[] Failed(EntityDraft draft, RuleCheck[]? checks = null, AutoFacts? facts = null, AutoCase? subject = null, AutoDuty? duty = null, AutoRules? rules = null) =>
        [.. AutoJudge.Judge(subject ?? Case, draft, checks ?? Fine, facts ?? Quiet, rules ?? Rules, duty ?? OnDuty, Given.Ground()).Where(l => !l.Passed).Select(l => l.Rule + l.Title)];

    [Fact]
    public void T_8_2_GoodSoleTrader_Passes_AndEachRuleHasItsLine()
    {
        Assert.Empty(Failed(Given.SoleTrader()));
        Assert.Equal(14, AutoJudge.Judge(Case, Given.SoleTrader(), Fine, Quiet, Rules, OnDuty, Given.Ground()).Count);
    }

    [Fact]
    public void R_8_5_EachRule_SendsTheCaseToAPerson()
    {
        Assert.Contains("R-8.5主体类型", Failed(Given.Company()));
        Assert.Contains("R-0.4实名核验", Failed(Given.SoleTrader(), [Fine[0] with { Outcome = CheckOutcome.Fail }, Fine[1], Fine[2]]));
        Assert.Contains("R-1.20任职资格和信用限制", Failed(Given.SoleTrader(), [Fine[0], Fine[1] with { Outcome = CheckOutcome.Note }, Fine[2]]));
        Assert.Contains("R-3.20名称", Failed(Given.SoleTrader(), [Fine[0], Fine[1], Fine[2] with { Outcome = CheckOutcome.Note }]));
        Assert.Contains("R-8.5经营范围", Failed(Given.SoleTrader(d => d with { ScopeItems = ["O021"] })));
        Assert.Contains("R-8.5住所（经营场所）", Failed(Given.SoleTrader(d => d with { Premises = d.Premises with { Proof = PremisesProof.Alternative } })));
        Assert.Empty(Failed(Given.SoleTrader(d => d with { Premises = d.Premises with { Proof = PremisesProof.Commitment } })));
        Assert.Contains("R-8.5住所（经营场所）", Failed(Given.SoleTrader(), [.. Fine, new("R-11.7", CheckOutcome.NeedsPerson, "场所负面清单", null, "")]));
        Assert.Contains("R-1.30材料", Failed(Given.SoleTrader(), subject: Case with { DocumentsComplete = false }));
        Assert.Contains("R-8.5其他审查规则", Failed(Given.SoleTrader(), [.. Fine, new("R-1.27", CheckOutcome.NeedsPerson, "经营者年龄", null, "")]));
    }

    [Fact]
    public void T_8_3_ItemLicensedBefore_GoesToAPerson() => Assert.Contains("R-8.5经营范围", Failed(Given.SoleTrader(d => d with { ScopeItems = ["C039"] })));

    [Theory]
    [InlineData(1, 4, 9, 0)]
    [InlineData(2, 4, 9, 1)]
    [InlineData(1, 5, 9, 1)]
    [InlineData(1, 4, 10, 1)]
    public void R_8_7_Crowds_GoToAPerson(int today, int address, int mobile, int failed) => Assert.Equal(failed, Failed(Given.SoleTrader(), facts: new(today, address, mobile)).Length);

    [Fact]
    public void R_8_6_WithoutRulesOrDuty_OrTheHelperOnDuty_NothingIsAutomatic()
    {
        Assert.Equal(["R-8.6规则"], AutoJudge.Judge(Case, Given.SoleTrader(), Fine, Quiet, null, OnDuty, Given.Ground()).Select(l => l.Rule + l.Title));
        Assert.Equal(["R-8.6值班登记人员"], Failed(Given.SoleTrader(), duty: new AutoDuty { Day = Given.Day }));
        Assert.Equal(["R-8.6值班登记人员"], Failed(Given.SoleTrader(), subject: Case with { Helpers = [OnDuty.AccountId!.Value] }));
    }

    [Theory, OnEachDatabase]
    public async Task Rules_AreProposedByOneAndConfirmedByAnother_AndTheNewestInForceHolds(DatabaseKind kind)
    {
        await using var app = new TestApp(kind);
        var (one, two) = (await app.ActorAsync("supervisor1"), await app.ActorAsync("registrar1"));
        var form = new AutoRulesForm { Kinds = ["Individual"], LicensedPost = true, Commitment = true, From = $"{TimeProvider.System.GetUtcNow().AddHours(8):yyyy-MM-dd}", Reason = "首次启用" };
        Assert.True((await app.AsAsync(one, s => s.GetRequiredService<ProposeAutoRulesHandler>().HandleAsync(form, "k1", default))).Ok);
        var no = await app.WithDbAsync(db => db.Set<AutoRules>().MaxAsync(r => r.No));
        Assert.Equal("rules-proposed", (await app.AsAsync(two, s => s.GetRequiredService<ProposeAutoRulesHandler>().HandleAsync(form, "k2", default))).Problems[0].Code);
        var decide = new DecideAutoRulesForm { No = $"{no}", Decision = "confirm" };
        Assert.Equal("two-persons", (await app.AsAsync(one, s => s.GetRequiredService<DecideAutoRulesHandler>().HandleAsync(decide, default))).Problems[0].Code);
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => app.AsAsync(two, s => s.GetRequiredService<DecideAutoRulesHandler>().HandleAsync(decide, default))));
        Assert.Equal(1, both.Count(b => b.Ok));
        Assert.Equal("decided", both.Single(b => !b.Ok).Problems[0].Code);
        Assert.Equal("kind-barred", (await app.AsAsync(one, s => s.GetRequiredService<ProposeAutoRulesHandler>().HandleAsync(new() { Kinds = ["Jsc"], From = form.From, Reason = "x" }, "k3", default))).Problems[0].Code);

        // On duty: only by the registrar's own hand, and one at a time.
        Assert.True((await app.AsAsync(two, s => s.GetRequiredService<TakeAutoDutyHandler>().HandleAsync(new() { Act = "take" }, default))).Ok);
        Assert.Equal("duty-taken", (await app.AsAsync(one, s => s.GetRequiredService<TakeAutoDutyHandler>().HandleAsync(new() { Act = "take" }, default))).Problems[0].Code);
        var verdict = await JudgeAsync(app, Given.SoleTrader());
        Assert.True(verdict.Approved, string.Join('\n', verdict.Lines.Where(l => !l.Passed).Select(l => l.Title + l.Detail)));
        Assert.Equal((no, two.AccountId), (verdict.Version, verdict.RegistrarId));
        var kept = await app.WithDbAsync(db => db.Set<AutoVerdictRow>().SingleAsync(v => v.Id == verdict.Id));
        Assert.Equal(verdict.Lines, kept.Read());
        Assert.True(await app.WithDbAsync(db => db.Set<EventRow>().AnyAsync(e => e.Subject == "case:KB-AUTO" && e.Type == "Registration.CaseJudgedAutomatically")));

        // The same operator for the third time on one day, and the same room: a person looks.
        var draft = Given.SoleTrader();
        await Given.EstablishedAsync(app, draft, DateTime.UtcNow);
        var second = await JudgeAsync(app, Given.SoleTrader(d => d with { Premises = draft.Premises }));
        Assert.Contains(second.Lines, l => l is { Rule: "R-11.8", Passed: false });
    }

    [Theory, OnEachDatabase]
    public async Task Drawn_IsLookedAtByAnother_Once(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var (one, two) = (await app.ActorAsync("registrar1"), await app.ActorAsync("registrar2"));
        var row = new AutoVerdictRow { Id = Guid.CreateVersion7(), Kind = "startup", CaseNo = "KB-DRAWN", Title = "梁记", Url = "/", Approved = true, RulesNo = 1, Lines = "[]", RegistrarId = one.AccountId, RegistrarName = one.Name, At = DateTime.UtcNow, Drawn = true };
        await app.WithDbAsync(db =>
        {
            db.Add(row);
            return db.SaveChangesAsync();
        });
        Task<Qishi.Kernel.Result<string>> CheckAsync(Qishi.Platform.Auth.Actor who, string result, string? note = null) => app.AsAsync(who, s => s.GetRequiredService<RecheckAutoHandler>().HandleAsync(row.Id, new() { Result = result, Note = note }, default));
        Assert.Equal("same-person", (await CheckAsync(one, "right")).Problems[0].Code);
        Assert.Equal("note-missing", (await CheckAsync(two, "wrong")).Problems[0].Code);
        Assert.True((await CheckAsync(two, "wrong", "字号与地名相同")).Ok);
        Assert.Equal("rechecked-before", (await CheckAsync(two, "right")).Problems[0].Code);
        using var registrar = await app.SignedInAsync("registrar2");
        Assert.Contains("有错误", (await registrar.GetPageAsync($"/desk/auto-approvals/{row.Id}")).Text(), StringComparison.Ordinal);
        Assert.Contains("KB-DRAWN", (await registrar.GetPageAsync("/desk/auto-approvals?case=KB-DRAWN&drawn=done")).Text(), StringComparison.Ordinal);
        Assert.Contains("今天由我值班", (await registrar.GetPageAsync("/desk/auto-approvals/rules")).Text(), StringComparison.Ordinal);
    }

    private static Task<AutoVerdict> JudgeAsync(TestApp app, EntityDraft draft) => app.AsAsync(null, async s =>
    {
        var verdict = await s.GetRequiredService<IAutoApproval>().JudgeAsync(Case with { CaseNo = "KB-AUTO" }, draft, default);
        await s.GetRequiredService<AppDb>().SaveChangesAsync();
        return verdict;
    });
}
