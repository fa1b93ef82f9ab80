using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Kernel;
using Qishi.Kernel.Flow;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Licences.DeskSeals;
using Qishi.Modules.Licences.GrantUse;
using Qishi.Modules.Licences.Model;
using Qishi.Modules.Licences.Seals;
using Qishi.Modules.Licences.ShowCode;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Changes;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Tests.Modules.Registration;
using Qishi.Tests.Support;
using Xunit;
using Desk = Qishi.Tests.Modules.Registration.Acts.Desk;
using Entity = Qishi.Modules.Registration.Model.Entity;

namespace Qishi.Tests.Modules.Licences;

/// <summary>Whatever is done in whatever order: licences, seals and grants never reach a state their flows do not know, and follow the register.</summary>
public sealed class StateMachineTests
{
    private static readonly EntityStatus[] Statuses = [EntityStatus.Registered, EntityStatus.Suspended, EntityStatus.Liquidating, EntityStatus.Revoked, EntityStatus.Deregistered, EntityStatus.MovedOut];

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
    public async Task Licences_ByAnySequenceOfActs_FollowTheRegister_AndOneCounts(DatabaseKind kind)
    {
        await Gen.Int[0, 9].Array[4, 7].SampleAsync(async plan =>
        {
            var stage = await LicenceStage.OpenAsync(kind);
            var superseded = new HashSet<int>();
            foreach (var step in plan)
            {
                var before = await StatusAsync(stage);
                if (step >= Statuses.Length)
                    await ReissueAsync(stage);
                else if (EntityStatusFlow.May(before, Statuses[step]))
                    await stage.BecomeAsync(Statuses[step]);
                await stage.App.SettleAsync();
                var (status, all) = (await StatusAsync(stage), await stage.LicencesAsync());
                Assert.Equal(Enumerable.Range(1, all.Count), all.Select(l => l.No));
                Assert.All(all.SkipLast(1), l => Assert.Equal(ElectronicLicenceState.Superseded, l.State));
                Assert.Equal(ElectronicLicence.Of(status), all[^1].State);
                Assert.All(all, l => Assert.True(!superseded.Contains(l.No) || l.State == ElectronicLicenceState.Superseded));
                superseded.UnionWith(all.SkipLast(1).Select(l => l.No));
                // What is void can be shown to nobody.
                var shown = await stage.AsOwnerAsync(s => s.GetRequiredService<ShowCodeHandler>().HandleAsync(stage.Uscc, new() { Purpose = "SHOW" }, Desk.FormKeyOf(), default));
                Assert.True(shown is not { Ok: true } || all[^1].State is ElectronicLicenceState.Valid or ElectronicLicenceState.Frozen, $"shown while {all[^1].State}");
            }
        }, iter: 4, threads: 1);
    }

    [Theory, OnEachDatabase]
    public async Task Seals_ByAnySequenceOfActs_StayInTheFlow_OneOfAKindLives_AndAnEndedOneHasNoKey(DatabaseKind kind)
    {
        await Gen.Int[0, 13].Array[5, 10].SampleAsync(async plan =>
        {
            var stage = await LicenceStage.OpenAsync(kind);
            // One is in use from the start, so that acts on a living seal are not rare.
            await stage.SealAsync();
            var before = new Dictionary<Guid, SealState>();
            foreach (var step in plan)
            {
                await SealStepAsync(stage, step);
                await stage.App.SettleAsync();
                var (status, seals) = (await StatusAsync(stage), await SealsAsync(stage));
                foreach (var s in seals)
                {
                    Assert.True(Follows(SealFlow.Flow, before.GetValueOrDefault(s.Id, SealState.Applied), s.State), $"{before.GetValueOrDefault(s.Id)} → {s.State} by step {step}");
                    var ended = SealFlow.Flow[s.State].Final;
                    Assert.Equal(ended, s.EndedAt is not null);
                    Assert.Equal(!ended && s.State != SealState.Applied, s.PrivateKey is not null);
                    Assert.True(s.State is not (SealState.Active or SealState.Stopped) || s is { ActiveAt: not null, FilingNo: not null, Bytes: not null });
                    before[s.Id] = s.State;
                }

                Assert.All(seals.Where(s => !SealFlow.Flow[s.State].Final).GroupBy(s => s.Kind), g => Assert.Single(g));
                Assert.True(ElectronicLicence.Of(status) is ElectronicLicenceState.Valid or ElectronicLicenceState.Frozen || seals.All(s => SealFlow.Flow[s.State].Final), $"{status} with a living seal");
            }
        }, iter: 4, threads: 1);
    }

    private static async Task SealStepAsync(LicenceStage stage, int step)
    {
        var seals = await SealsAsync(stage);
        string[] moves = [SealFlow.Activate, SealFlow.Stop, SealFlow.Resume, SealFlow.Cancel, SealFlow.Activate, SealFlow.Resume];
        switch (step)
        {
            case < 6:
                foreach (var s in seals.Where((_, i) => i % 2 == step % 2))
                    await stage.AsOwnerAsync(x => x.GetRequiredService<MySealsHandler>().MoveAsync(stage.Uscc, new() { Seal = s.Id.ToString(), Move = moves[step] }, default));
                break;
            case 6 or 7:
                foreach (var s in seals)
                    await stage.App.AsAsync(stage.Desk.Second, x => x.GetRequiredService<DeskSealsHandler>().MoveAsync(s.Id, new() { Move = step == 6 ? SealFlow.Stop : SealFlow.Resume, Reason = "持有人报失印章" }, default));
                break;
            case 8 or 9:
                foreach (var kind in new[] { "Official", "LegalRep" })
                    await stage.AsOwnerAsync(x => x.GetRequiredService<MySealsHandler>().ApplyAsync(stage.Uscc, new() { Kind = kind }, default));
                break;
            case 10 or 11:
                foreach (var s in seals.Where(s => s.State == SealState.Applied))
                    await stage.App.AsAsync(null, async x =>
                    {
                        var db = x.GetRequiredService<AppDb>();
                        await x.GetRequiredService<SealMaker>().MakeAsync(await db.Set<ElectronicSeal>().SingleAsync(y => y.Id == s.Id), default);
                        try
                        {
                            await db.SaveChangesAsync();
                        }
                        catch (DbUpdateConcurrencyException)
                        {
                            // The program's own job was faster.
                        }
                    });
                break;
            case 12:
                await ReissueAsync(stage);
                break;
            default:
                var next = Statuses[seals.Count % Statuses.Length];
                if (EntityStatusFlow.May(await StatusAsync(stage), next))
                    await stage.BecomeAsync(next);
                break;
        }
    }

    [Theory, OnEachDatabase]
    public async Task Grants_ByAnySequenceOfActs_EndForGood_AndNothingGivenUnderAnEndedOneHolds(DatabaseKind kind)
    {
        var stage = await LicenceStage.OpenAsync(kind);
        var other = await stage.App.ActorAsync("applicant2");
        var card = (await stage.App.AsAsync(null, s => s.GetRequiredService<IApplicants>().FindAsync(other.AccountId!.Value, default)))!;
        var today = ChinaTime.DayOf(stage.App.Services.GetRequiredService<TimeProvider>().UtcNow());
        GrantUseForm Form(string id, string role, int days) => new() { Name = "办事人", IdNumber = id, Role = role, Matters = ["TAX", "BANK"], From = $"{today:yyyy-MM-dd}", To = $"{today.AddDays(days):yyyy-MM-dd}" };
        await Gen.Int[0, 6].Array[6, 12].SampleAsync(async plan =>
        {
            var ended = new HashSet<Guid>();
            foreach (var step in plan)
            {
                var grants = await GrantsAsync(stage);
                switch (step)
                {
                    case 0 or 1:
                        await stage.AsOwnerAsync(s => s.GetRequiredService<GrantUseHandler>().HandleAsync(stage.Uscc, Form(card.IdNumber!, step == 0 ? "Manager" : "Clerk", 10), Desk.FormKeyOf(), default));
                        break;
                    case 2 or 3:
                        await stage.App.AsAsync(other, s => s.GetRequiredService<GrantUseHandler>().HandleAsync(stage.Uscc, Form(Given.Id(30), step == 2 ? "Clerk" : "Manager", 5), Desk.FormKeyOf(), default));
                        break;
                    case 4 or 5 when grants.LastOrDefault(g => g.Holds(today) && (step == 5 || g.Role == GrantRole.Manager)) is { } open:
                        await stage.AsOwnerAsync(s => s.GetRequiredService<GrantUseHandler>().RevokeAsync(stage.Uscc, open.Id, default));
                        break;
                    case 6 when grants.Count > 0:
                        await stage.App.AsAsync(other, s => s.GetRequiredService<GrantUseHandler>().RevokeAsync(stage.Uscc, grants[^1].Id, default));
                        break;
                }

                grants = await GrantsAsync(stage);
                var by = grants.ToDictionary(g => g.Id);
                foreach (var g in grants)
                {
                    Assert.False(ended.Contains(g.Id) && g.Holds(today), "an ended grant holds again");
                    Assert.True(g.GivenUnder is not { } under || by[under].Role == GrantRole.Manager && g.Role == GrantRole.Clerk && g.To <= by[under].To);
                    Assert.False(g.Holds(today) && g.GivenUnder is { } over && !by[over].Holds(today), "a grant outlives the one it was given under");
                    if (g.RevokedAt is not null)
                        ended.Add(g.Id);
                }
            }
        }, iter: 8, threads: 1);
    }

    private static Task<List<LicenceGrant>> GrantsAsync(LicenceStage stage) => stage.App.WithDbAsync(db => db.Set<LicenceGrant>().AsNoTracking().Where(g => g.Uscc == stage.Uscc).OrderBy(g => g.GivenAt).ToListAsync());

    private static Task<List<ElectronicSeal>> SealsAsync(LicenceStage stage) => stage.App.WithDbAsync(db => db.Set<ElectronicSeal>().AsNoTracking().Where(s => s.Owner == stage.Uscc).OrderBy(s => s.AppliedAt).ThenBy(s => s.Id).ToListAsync());

    private static Task<EntityStatus> StatusAsync(LicenceStage stage) => stage.App.WithDbAsync(db => db.Set<Entity>().Where(e => e.Uscc == stage.Uscc).Select(e => e.Status).SingleAsync());

    private static Task ReissueAsync(LicenceStage stage) => stage.App.AsAsync(null, async s =>
    {
        var db = s.GetRequiredService<AppDb>();
        var e = await db.Set<Entity>().SingleAsync(x => x.Uscc == stage.Uscc);
        if (e.Status != EntityStatus.Registered)
            return;
        var ground = await s.GetRequiredService<GroundReader>().ReadAsync(Given.Day, default);
        await s.GetRequiredService<LicenceReissue>().RenameAsync(e, Given.Name(), ground, default);
        var licence = await s.GetRequiredService<LicenceReissue>().IssueAsync(e, s.GetRequiredService<TimeProvider>().UtcNow(), ground, default);
        s.GetRequiredService<EventLog>().Record(stage.Desk.First, "Testing", null, new EntityItemsChanged(stage.Uscc, e.Edition, ["名称"], licence));
        await db.SaveChangesAsync();
    });
}
