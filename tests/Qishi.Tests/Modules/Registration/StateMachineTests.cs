using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Qishi.Kernel;
using Qishi.Kernel.Flow;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.CorrectEntity;
using Qishi.Modules.Registration.DeclareName;
using Qishi.Modules.Registration.DisputeNames;
using Qishi.Modules.Registration.Jobs;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.PaperLicences;
using Qishi.Modules.Registration.Premises;
using Qishi.Modules.Registration.Relocation;
using Qishi.Modules.Worklist.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Tests.Modules.Registration.Acts;
using Qishi.Tests.Modules.Registration.Exit;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Registration;

/// <summary>Whatever is done in whatever order: the states of what registration keeps never leave their flows, and what belongs together stays together.</summary>
[Collection(nameof(ExitClock))]
public sealed class StateMachineTests
{
    private static int house = Random.Shared.Next(1_000_000);

    private static string Detail() => $"动街{Interlocked.Increment(ref house)}号";

    private static bool Follows<T>(Flow<T> flow, T from, T to) where T : struct, Enum
    {
        var seen = new HashSet<T> { from };
        var open = new Queue<T>(seen);
        while (open.TryDequeue(out var state))
            foreach (var next in flow.From(state).Select(m => m.To).Where(seen.Add))
                open.Enqueue(next);
        return seen.Contains(to);
    }

    [Theory, OnEachDatabase]
    public async Task PremisesChecks_ByAnySequenceOfActs_StayInTheFlow_AndFollowTheEntity(DatabaseKind kind)
    {
        var desk = await Desk.OpenAsync(TestApp.Shared(kind));
        var inspector = await desk.App.ActorAsync(await StaffNoAsync(desk.App, "MSA-S02"));
        var places = Enumerable.Range(0, 2).Select(_ => Detail()).ToArray();
        await Gen.Int[0, 9].Array[4, 8].SampleAsync(async plan =>
        {
            var made = await desk.EntityAsync(Given.SoleTrader(d => d with { Premises = new("451521101001", places[0], PremisesProof.Commitment, 30, Residential: true, Consent: OwnersConsent.Committed) }));
            var before = new Dictionary<Guid, PremisesCheckState>();
            await SeePremisesAsync(desk, made.Uscc, before);
            foreach (var step in plan)
            {
                await PremisesStepAsync(desk, inspector, made.Uscc, places, step);
                await SeePremisesAsync(desk, made.Uscc, before);
            }
        }, iter: 4, threads: 1);
    }

    private static async Task PremisesStepAsync(Desk desk, Actor inspector, string uscc, string[] places, int step)
    {
        switch (step)
        {
            case 0 or 1 or 2 or 3:
                foreach (var id in await desk.App.WithDbAsync(db => db.Set<PremisesCheck>().Where(c => c.Uscc == uscc).Select(c => c.Id).ToListAsync()))
                    await desk.AsAsync(inspector, s => s.GetRequiredService<RecordPremisesCheckHandler>().HandleAsync(id, new() { Result = new[] { "real", "false", "nobody", "unagreed" }[step], Finding = "看了门牌，问了隔壁" }, Desk.FormKeyOf(), default));
                break;
            case 4:
                foreach (var sent in new[] { "2026-11-01", "2026-11-20" })
                    await desk.AsAsync(desk.First, s => s.GetRequiredService<RecordReturnedMailHandler>().HandleAsync(new() { Uscc = uscc, SentOn = sent, ReturnedOn = "2026-11-22", PostNo = Guid.NewGuid().ToString("N") }, Desk.FormKeyOf(), default));
                break;
            case 5 or 6 or 7:
                var e = await desk.EntityAsync(uscc);
                await desk.AsAsync(desk.First, s => s.GetRequiredService<CorrectEntityHandler>().HandleAsync(uscc, new() { Detail = step == 7 ? Detail() : places[step - 5], Reason = "门牌录入错误", Version = $"{e.Version}" }, Desk.FormKeyOf(), default));
                break;
            case 8:
                await BecomeAsync(desk, uscc, EntityStatus.Deregistered);
                break;
            default:
                await BecomeAsync(desk, uscc, EntityStatus.Registered);
                break;
        }

        await desk.App.SettleAsync();
    }

    private static async Task SeePremisesAsync(Desk desk, string uscc, Dictionary<Guid, PremisesCheckState> before)
    {
        await desk.App.SettleAsync();
        var e = await desk.EntityAsync(uscc);
        var checks = await desk.App.WithDbAsync(db => db.Set<PremisesCheck>().AsNoTracking().Where(c => c.Uscc == uscc).ToListAsync());
        var asked = await desk.App.WithDbAsync(db => db.Set<WorkItem>().Where(w => w.OpenKey != null && w.Kind == "住所核查").Select(w => w.OpenKey!).ToListAsync());
        foreach (var c in checks)
        {
            Assert.True(Follows(PremisesCheckFlow.Flow, before.GetValueOrDefault(c.Id, c.Reasons.Contains("邮寄", StringComparison.Ordinal) ? c.State : PremisesCheckState.Open), c.State), $"{before.GetValueOrDefault(c.Id)} → {c.State}");
            var faulty = c.State is PremisesCheckState.False or PremisesCheckState.LostContact or PremisesCheckState.Unagreed;
            // Nobody is asked about a place that is not the entity's any more, and a fault stands only against the place it was found at.
            Assert.True(!faulty && c.State != PremisesCheckState.Open || c.AddressKey == e.AddressKey, $"{c.State} at {c.AddressKey}, the entity is at {e.AddressKey}");
            Assert.True(c.State != PremisesCheckState.Open || e.Active);
            Assert.Equal(c.State == PremisesCheckState.Open, asked.Contains(RecordPremisesCheckHandler.KeyOf(c.Id)));
            Assert.True(!faulty || c.CorrectBy is not null);
            before[c.Id] = c.State;
        }

        // Entered by commitment: as long as it is on the register, its present place was or will be looked at.
        Assert.True(!e.Active || checks.Any(c => c.AddressKey == e.AddressKey && c.State is not (PremisesCheckState.Corrected or PremisesCheckState.Dropped)));
        Assert.InRange(checks.Count(c => c.State == PremisesCheckState.Open), 0, 1);
    }

    [Theory, OnEachDatabase]
    public async Task Reservations_ByAnySequenceOfActs_StayInTheFlow_AndOneNameHasOneHolder(DatabaseKind kind)
    {
        var (app, clock) = ExitApp.Of(kind);
        var actors = new[] { await app.ActorAsync("applicant1"), await app.ActorAsync("applicant2") };
        await Gen.Int[0, 9].Array[6, 12].SampleAsync(async plan =>
        {
            var trade = Given.TradeName();
            var numbers = new List<(string Number, Actor By)>();
            var before = new Dictionary<string, NameState>();
            foreach (var step in plan)
            {
                await NameStepAsync(app, clock, actors, trade, numbers, step);
                var keys = numbers.Select(n => n.Number).ToArray();
                var rows = await app.WithDbAsync(db => db.Set<NameReservation>().AsNoTracking().Where(r => keys.Contains(r.Number)).ToListAsync());
                Assert.InRange(rows.Count(r => r.State == NameState.Reserved), 0, 1);
                foreach (var r in rows)
                {
                    Assert.True(Follows(NameReservation.Flow, before.GetValueOrDefault(r.Number, NameState.Draft), r.State), $"{before.GetValueOrDefault(r.Number)} → {r.State} by step {step}");
                    Assert.Equal(r.State == NameState.Used, r.UsedBy is not null);
                    Assert.True(r.State != NameState.Reserved || r.ExpiresOn > r.ReservedOn);
                    // The library holds the name exactly while it is reserved.
                    Assert.Equal(r.State == NameState.Reserved ? 1 : 0, await app.WithDbAsync(db => db.Set<NameRecord>().CountAsync(n => n.ReservationId == r.Id)));
                    before[r.Number] = r.State;
                }

                // An entity bears it: nobody else holds it.
                Assert.True(!await app.WithDbAsync(db => db.Set<Entity>().AnyAsync(e => e.TradeName == trade && e.EndedOn == null)) || rows.All(r => r.State != NameState.Reserved));
            }
        }, iter: 8, threads: 1);
    }

    private static async Task NameStepAsync(TestApp app, FakeTimeProvider clock, Actor[] actors, string trade, List<(string Number, Actor By)> numbers, int step)
    {
        var actor = actors[step % 2];
        var mine = numbers.Where(n => n.By == actor).Select(n => n.Number).LastOrDefault();
        switch (step)
        {
            case 0 or 1 or 2 or 3:
                var declared = await app.AsAsync(actor, s => s.GetRequiredService<DeclareNameHandler>().HandleAsync(new() { Kind = "Llc", TradeName = trade, Industry = "食品", NameForm = "有限公司" }, Desk.FormKeyOf(), default));
                numbers.Add((declared.Value, actor));
                if (step < 2)
                    await app.AsAsync(actor, s => s.GetRequiredService<ReserveNameHandler>().HandleAsync(declared.Value, new() { RiskConfirmed = "true" }, Desk.FormKeyOf(), default));
                break;
            case 4 when mine is not null:
                await app.AsAsync(actor, s => s.GetRequiredService<ReserveNameHandler>().HandleAsync(mine, new() { RiskConfirmed = "true" }, Desk.FormKeyOf(), default));
                break;
            case 5 or 6 when mine is not null:
                await app.AsAsync(actor, s => s.GetRequiredService<GiveUpNameHandler>().HandleAsync(mine, default));
                break;
            case 7 when mine is not null:
                var draft = Given.Company(d => d with { Name = new("望溪县", trade, "食品", "有限公司"), NameReservation = mine });
                try
                {
                    await Given.EstablishedAsync(app, draft, clock.GetUtcNow().UtcDateTime);
                }
                catch (NameTakenException)
                {
                    // Somebody else holds it: an answer as good as any.
                }

                break;
            case 8:
                clock.Advance(TimeSpan.FromDays(20));
                await app.RunJobAsync<ExpireNames>();
                break;
            case 9:
                clock.Advance(TimeSpan.FromDays(63));
                await app.RunJobAsync<ExpireNames>();
                break;
        }
    }

    [Theory, OnEachDatabase]
    public async Task Disputes_ByAnySequenceOfActs_StayInTheFlow_AndTheCodeStandsForAStoppedName(DatabaseKind kind)
    {
        var (app, clock) = ExitApp.Of(kind);
        var desk = await Desk.OpenAsync(app);
        await Gen.Int[0, 8].Array[4, 10].SampleAsync(async plan =>
        {
            var made = await desk.EntityAsync(null, clock.GetUtcNow().UtcDateTime);
            var before = new Dictionary<string, DisputeState>();
            foreach (var step in plan)
            {
                await DisputeStepAsync(desk, clock, made.Uscc, step);
                var (e, rows) = (await desk.EntityAsync(made.Uscc), await app.WithDbAsync(db => db.Set<NameDispute>().AsNoTracking().Where(d => d.Uscc == made.Uscc).ToListAsync()));
                foreach (var d in rows)
                {
                    Assert.True(Follows(NameDispute.Flow, before.GetValueOrDefault(d.Number, DisputeState.Accepted), d.State), $"{before.GetValueOrDefault(d.Number)} → {d.State} by step {step}");
                    Assert.Equal(d.State == DisputeState.Accepted, d.DecidedOn is null);
                    Assert.Equal(d.State is DisputeState.Stopped or DisputeState.Overdue or DisputeState.Changed, d.ChangeDueOn is not null);
                    Assert.Equal(d.State == DisputeState.Changed, d.ChangedOn is not null);
                    before[d.Number] = d.State;
                }

                Assert.InRange(rows.Count(d => d.State == DisputeState.Accepted), 0, 1);
                Assert.Equal(rows.Any(d => d.State is DisputeState.Stopped or DisputeState.Overdue), e.ShownName == e.Uscc);
            }
        }, iter: 8, threads: 1);
    }

    private static async Task DisputeStepAsync(Desk desk, FakeTimeProvider clock, string uscc, int step)
    {
        switch (step)
        {
            case 0 or 1:
                await desk.AsAsync(desk.Second, s => s.GetRequiredService<DisputeNameHandler>().HandleAsync(new() { Uscc = uscc, Claimant = "望海市在先商贸有限公司", Claim = "字号相同" }, Desk.FormKeyOf(), default));
                break;
            case 2 or 3 or 4 or 5:
                foreach (var number in await desk.App.WithDbAsync(db => db.Set<NameDispute>().Where(d => d.Uscc == uscc).Select(d => d.Number).ToListAsync()))
                    await desk.AsAsync(desk.Second, s => s.GetRequiredService<RuleDisputeHandler>().HandleAsync(number, new() { Move = step is 2 or 3 ? "stop" : step == 4 ? "settle" : "dismiss", Outcome = "查明情况" }, default));
                break;
            case 6:
                var e = await desk.EntityAsync(uscc);
                await desk.AsAsync(desk.First, s => s.GetRequiredService<CorrectEntityHandler>().HandleAsync(uscc, new() { TradeName = Given.TradeName(), Reason = "变更名称", Version = $"{e.Version}" }, Desk.FormKeyOf(), default));
                break;
            default:
                clock.Advance(TimeSpan.FromDays(step == 7 ? 10 : 40));
                await desk.App.RunJobAsync<WatchStoppedNames>();
                break;
        }
    }

    [Theory, OnEachDatabase]
    public async Task Moves_OutAndBack_InAnyOrder_KeepOneArchiveOnItsWay_AndPapersAreSettledOnce(DatabaseKind kind)
    {
        var desk = await Desk.OpenAsync(TestApp.Shared(kind));
        await Gen.Int[0, 5].Array[4, 8].SampleAsync(async plan =>
        {
            var made = await desk.EntityAsync();
            var (before, editions, settled) = (EntityStatus.Registered, 1, new Dictionary<Guid, (DateOnly? Back, DateOnly? Void)>());
            foreach (var step in plan)
            {
                await MoveStepAsync(desk, made.Uscc, step);
                await desk.App.SettleAsync();
                var e = await desk.EntityAsync(made.Uscc);
                Assert.True(before == e.Status || EntityStatusFlow.May(before, e.Status), $"{before} → {e.Status} by step {step}");
                Assert.Equal(e.Active, e.NameLock is not null);
                Assert.True(e.Edition >= editions);
                Assert.Equal(e.Edition - 1, await desk.App.WithDbAsync(db => db.Set<EntityPast>().CountAsync(p => p.EntityId == e.Id)));
                var archives = await desk.App.WithDbAsync(db => db.Set<ArchiveTransfer>().AsNoTracking().Where(t => t.EntityId == e.Id).ToListAsync());
                // On its way out only while the entity is away; on its way in only while it is here.
                Assert.InRange(archives.Count(t => t is { DoneOn: null, Incoming: false }), 0, e.Status == EntityStatus.MovedOut ? 1 : 0);
                var asked = await desk.App.WithDbAsync(db => db.Set<WorkItem>().Where(w => w.OpenKey != null && w.OpenKey.StartsWith("registration.archive:")).Select(w => w.OpenKey!).ToListAsync());
                Assert.All(archives, t => Assert.Equal(t.DoneOn is null, asked.Contains(ArchiveDesk.KeyOf(t.Number))));
                var papers = await desk.App.WithDbAsync(db => db.Set<Licence>().AsNoTracking().Where(l => l.EntityId == e.Id).OrderBy(l => l.No).ToListAsync());
                Assert.Equal(Enumerable.Range(1, papers.Count), papers.Select(l => l.No));
                Assert.Equal(papers.Count - 1, papers.Count(l => l.ReplacedAt is not null));
                Assert.All(papers, l => Assert.False(l.BackOn is not null && l.VoidOn is not null));
                foreach (var l in papers)
                {
                    if (settled.TryGetValue(l.Id, out var was) && was != (null, null))
                        Assert.Equal(was, (l.BackOn, l.VoidOn));
                    settled[l.Id] = (l.BackOn, l.VoidOn);
                }

                (before, editions) = (e.Status, e.Edition);
            }
        }, iter: 4, threads: 1);
    }

    private static async Task MoveStepAsync(Desk desk, string uscc, int step)
    {
        switch (step)
        {
            case 0 or 1:
                var started = await desk.AsAsync(desk.First, s => s.GetRequiredService<StartApplicationHandler>().HandleAsync("move-out", uscc, Desk.FormKeyOf(), default));
                if (started is not { Ok: true })
                    return;
                await desk.FillAsync(started.Value.Value, desk.First, ["letter"], ("Authority", "桂岭县市场监督管理局"), ("LetterNo", "桂迁〔2026〕1号"), ("LetterOn", "2026-11-23"));
                await DecidedAsync(desk, started.Value.Value);
                break;
            case 2 or 3:
                await DecidedAsync(desk, await Changes.RelocationTests.MoveInAsync(desk, uscc, Given.TradeName(), ("Moving.EstablishedOn", "2026-11-24")));
                break;
            case 4:
                foreach (var id in await desk.App.WithDbAsync(db => db.Set<ArchiveTransfer>().Where(t => db.Set<Entity>().Any(e => e.Id == t.EntityId && e.Uscc == uscc)).Select(t => t.Id).ToListAsync()))
                    await desk.AsAsync(desk.First, s => s.GetRequiredService<ConfirmArchiveHandler>().HandleAsync(new() { Transfer = id.ToString(), Note = "1卷，蓝小峰" }, Desk.FormKeyOf(), default));
                break;
            default:
                var papers = await desk.App.WithDbAsync(db => db.Set<Licence>().Where(l => db.Set<Entity>().Any(e => e.Id == l.EntityId && e.Uscc == uscc)).Select(l => l.Id).ToListAsync());
                foreach (var id in papers)
                    await desk.AsAsync(desk.First, s => s.GetRequiredService<TakeBackLicenceHandler>().HandleAsync(new() { Licence = id.ToString(), Act = id.GetHashCode() % 2 == 0 ? "back" : "void" }, Desk.FormKeyOf(), default));
                break;
        }
    }

    private static async Task DecidedAsync(Desk desk, string number)
    {
        if (await desk.SubmitAsync(number, desk.First) is not { Ok: true })
            return;
        await desk.ApproveAsync(number, await desk.App.ActorAsync("registrar2"));
        await desk.StepAsync(number, (h, f, k) => h.ConfirmAsync(number, f, k, default), new() { Verdict = "agree" }, desk.Second);
    }

    private static Task BecomeAsync(Desk desk, string uscc, EntityStatus status) => desk.App.AsAsync(null, async s =>
    {
        var db = s.GetRequiredService<AppDb>();
        var e = await db.Set<Entity>().SingleAsync(x => x.Uscc == uscc);
        if (!EntityStatusFlow.May(e.Status, status))
            return;
        var moved = EntityStatusFlow.Move(db, e, status, "测试", s.GetRequiredService<TimeProvider>().UtcNow());
        s.GetRequiredService<EventLog>().Record(desk.First, "Testing", null, moved);
        await db.SaveChangesAsync();
    });

    private static Task<string> StaffNoAsync(TestApp app, string station) => app.WithDbAsync(db => db.Set<Qishi.Modules.Identity.Model.Posting>()
        .Where(p => p.Unit == station && p.To == null && p.Roles.Any(r => r.Role == Roles.StationInspector))
        .Join(db.Set<Qishi.Modules.Identity.Model.Staff>(), p => p.AccountId, s => s.AccountId, (p, s) => s.StaffNo).OrderBy(n => n).FirstAsync());
}
