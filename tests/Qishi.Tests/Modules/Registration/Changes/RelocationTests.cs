using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Kernel;
using Qishi.Modules.Registration;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Notices;
using Qishi.Modules.Registration.PaperLicences;
using Qishi.Modules.Registration.Relocation;
using Qishi.Platform.Data;
using Qishi.Tests.Modules.Registration.Acts;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Registration.Changes;

/// <summary>Moving between districts and papers that come back or are announced void .</summary>
public sealed class RelocationTests
{
    internal static async Task<string> MoveInAsync(Desk desk, string code, string trade, params (string, string)[] more)
    {
        var started = await desk.AsAsync(desk.First, s => s.GetRequiredService<StartApplicationHandler>().HandleAsync("move-in", null, Desk.FormKeyOf(), default));
        var number = started!.Value.Value;
        (string, string)[] kind = [("Kind", "Individual")];
        await desk.FillAsync(number, desk.First, [], kind);
        Dictionary<string, string> fields = new()
        {
            ["Kind"] = "Individual",
            ["Moving.Code"] = code,
            ["Moving.EstablishedOn"] = "2021-05-06",
            ["Moving.Authority"] = "桂岭县市场监督管理局",
            ["Composition"] = "Personal",
            ["TradeName"] = trade,
            ["Industry"] = "米粉",
            ["NameForm"] = "店",
            ["P1Name"] = "韦迁来",
            ["P1IdNumber"] = Given.Id(41),
            ["P1Mobile"] = "13800000061",
            ["P1Roles"] = "Operator,Liaison",
            ["P1Home"] = "望溪县城关镇1号",
            ["P1Verified"] = "true",
            ["Village"] = "451521101001",
            ["Detail"] = $"迁来路{trade}1号",
            ["Proof"] = "Lease",
            ["Scope"] = "F029",
            ["Employees"] = "2",
        };
        foreach (var (name, value) in more)
            fields[name] = value;
        await desk.FillAsync(number, desk.First, ["application", "resolution", "old-licence", "premises-proof"], [.. fields.Select(f => (f.Key, f.Value))]);
        return number;
    }

    private static string Foreign() => Uscc.Compose('9', '2', DivisionCode.Parse("451522").Value, OrganisationCode.WithCheck("MA" + Random.Shared.Next(1_000_000).ToString("D6"))).Value;

    [Theory, OnEachDatabase]
    public async Task R_0_8_MovingIn_IsAppliedForHereFirst_KeepsCodeAndDate_AndTheArchiveFollows(DatabaseKind kind)
    {
        var desk = await Desk.OpenAsync(TestApp.Shared(kind));
        var code = Foreign();
        var number = await MoveInAsync(desk, code, Given.TradeName());
        var submitted = (await desk.SubmitAsync(number, desk.First))!.Value;
        Assert.True(submitted.Ok, string.Join("；", submitted.Problems.Select(p => $"{p.Field}:{p.Sentence}")));
        // Always two persons: nobody here has seen this entity before.
        Assert.True((await desk.ApproveAsync(number, await desk.App.ActorAsync("registrar2"))).Ok);
        Assert.Equal("approve", (await desk.ApplicationAsync(number)).Proposed);
        var granted = await desk.StepAsync(number, (h, f, k) => h.ConfirmAsync(number, f, k, default), new() { Verdict = "agree" }, desk.Second);
        Assert.True(granted.Ok, string.Join("；", granted.Problems.Select(p => p.Sentence)));
        var e = await desk.EntityAsync(code);
        Assert.Equal((new DateOnly(2021, 5, 6), EntityStatus.Registered, number), (e.EstablishedOn, e.Status, e.CaseNo));
        await desk.App.SettleAsync();
        Assert.True(await desk.App.WithDbAsync(db => db.Set<Qishi.Modules.Licences.Model.ElectronicLicence>().AnyAsync(l => l.Uscc == code)));
        var archive = await desk.App.WithDbAsync(db => db.Set<ArchiveTransfer>().SingleAsync(t => t.EntityId == e.Id));
        Assert.True(archive is { Incoming: true, DoneOn: null });

        // It arrives: said once, by who may, and the task is gone.
        using var registrar = await desk.App.SignedInAsync("registrar1");
        Assert.Contains("待接收", (await registrar.GetPageAsync(Urls.Archives + "?q=" + code)).Text(), StringComparison.Ordinal);
        Task<Result<string>> ArrivedAsync(string note) => desk.AsAsync(desk.First, s => s.GetRequiredService<ConfirmArchiveHandler>().HandleAsync(new() { Transfer = archive.Id.ToString(), Note = note }, Desk.FormKeyOf(), default));
        Assert.Equal("note-required", (await ArrivedAsync("")).Problems[0].Code);
        Assert.True((await ArrivedAsync("3卷，蓝小峰")).Ok);
        Assert.Equal("archive-done", (await ArrivedAsync("3卷")).Problems[0].Code);
        Assert.False(await desk.App.WithDbAsync(db => db.Set<Qishi.Modules.Worklist.Model.WorkItem>().AnyAsync(w => w.OpenKey == ArchiveDesk.KeyOf(number))));

        // Once here it is here.
        var again = await MoveInAsync(desk, code, Given.TradeName());
        Assert.Contains((await desk.SubmitAsync(again, desk.First))!.Value.Problems, p => p is { Code: "known-here", Field: "Moving.Code" });
        var wrong = await MoveInAsync(desk, Given.Code(), Given.TradeName());
        Assert.Contains((await desk.SubmitAsync(wrong, desk.First))!.Value.Problems, p => p is { Code: "code-kind", Field: "Moving.Code" });
    }

    [Theory, OnEachDatabase]
    public async Task R_0_8_MovingBackIn_ContinuesTheFileThatMovedOut(DatabaseKind kind)
    {
        var desk = await Desk.OpenAsync(TestApp.Shared(kind));
        var (made, trade) = (await desk.EntityAsync(), Given.TradeName());
        await desk.GrantedAsync(await desk.AppliedAsync("change", made.Uscc, [], ("Items", "name"), ("DecidedOn", "2026-11-24"), ("Name.TradeName", trade), ("Name.Industry", "米粉")));
        var left = await desk.StartAsync("move-out", made.Uscc, desk.First);
        await desk.FillAsync(left, desk.First, ["letter"], ("Authority", "桂岭县市场监督管理局"), ("LetterNo", "桂迁〔2026〕7号"), ("LetterOn", "2026-11-24"));
        await GrantedAsync(desk, left);
        await desk.App.SettleAsync();
        var away = await desk.EntityAsync(made.Uscc);
        Assert.Equal((EntityStatus.MovedOut, (string?)null), (away.Status, away.NameLock));

        // The day of establishment is the one of the file here.
        var wrong = await MoveInAsync(desk, made.Uscc, trade);
        Assert.Contains((await desk.SubmitAsync(wrong, desk.First))!.Value.Problems, p => p is { Code: "established-other", Field: "Moving.EstablishedOn" });
        var number = await MoveInAsync(desk, made.Uscc, trade, ("Moving.EstablishedOn", "2026-11-24"));
        await GrantedAsync(desk, number);
        await desk.App.SettleAsync();
        var back = await desk.EntityAsync(made.Uscc);
        Assert.Equal((away.Id, EntityStatus.Registered, (DateOnly?)null, trade, true), (back.Id, back.Status, back.EndedOn, back.TradeName, back.NameLock is not null));
        Assert.Equal(away.EstablishedOn, back.EstablishedOn);
        var papers = await desk.App.WithDbAsync(db => db.Set<Licence>().AsNoTracking().Where(l => l.EntityId == back.Id).OrderBy(l => l.No).ToListAsync());
        Assert.Equal([1, 2, 3], papers.Select(l => l.No));
        // The first was asked back at the change; the second went to where it moved, nobody asks for it here.
        Assert.Equal([true, false, false], papers.Select(l => l.BackAskedOn is not null));
        Assert.Equal([EntityStatus.Registered, EntityStatus.Registered, EntityStatus.MovedOut], await desk.App.WithDbAsync(db => db.Set<EntityPast>().Where(p => p.EntityId == back.Id).OrderBy(p => p.Edition).Select(p => p.Status).ToListAsync()));
        // Its archive was still here: it stays, and nobody waits for another.
        var archive = Assert.Single(await desk.App.WithDbAsync(db => db.Set<ArchiveTransfer>().Where(t => t.EntityId == back.Id).ToListAsync()));
        Assert.True(archive is { Incoming: false, DoneOn: not null });
        Assert.Equal(Qishi.Modules.Licences.Model.ElectronicLicenceState.Valid, await desk.App.WithDbAsync(db => db.Set<Qishi.Modules.Licences.Model.ElectronicLicence>().Where(l => l.Uscc == made.Uscc).OrderByDescending(l => l.No).Select(l => l.State).FirstAsync()));
        using var registrar = await desk.App.SignedInAsync("registrar1");
        Assert.Contains("迁回", (await registrar.GetPageAsync($"/entities/{made.Uscc}/file")).Text(), StringComparison.Ordinal);

        // Again, and this time the archive went with it: it is awaited here and joins the old one.
        var again = await desk.StartAsync("move-out", made.Uscc, desk.First);
        await desk.FillAsync(again, desk.First, ["letter"], ("Authority", "桂岭县市场监督管理局"), ("LetterNo", "桂迁〔2026〕8号"), ("LetterOn", "2026-11-24"));
        await GrantedAsync(desk, again);
        var out2 = await desk.App.WithDbAsync(db => db.Set<ArchiveTransfer>().SingleAsync(t => t.Number == again));
        Assert.True((await desk.AsAsync(desk.First, s => s.GetRequiredService<ConfirmArchiveHandler>().HandleAsync(new() { Transfer = out2.Id.ToString(), Note = "2卷，蓝小峰" }, Desk.FormKeyOf(), default))).Ok);
        var third = await MoveInAsync(desk, made.Uscc, trade, ("Moving.EstablishedOn", "2026-11-24"));
        await GrantedAsync(desk, third);
        Assert.True(await desk.App.WithDbAsync(db => db.Set<ArchiveTransfer>().AnyAsync(t => t.Number == third && t.Incoming && t.DoneOn == null)));
        Assert.Equal(back.Id, (await desk.EntityAsync(made.Uscc)).Id);
    }

    private static async Task GrantedAsync(Desk desk, string number)
    {
        var submitted = (await desk.SubmitAsync(number, desk.First))!.Value;
        Assert.True(submitted.Ok, string.Join("；", submitted.Problems.Select(p => $"{p.Field}:{p.Sentence}")));
        var approved = await desk.ApproveAsync(number, await desk.App.ActorAsync("registrar2"));
        Assert.True(approved.Ok, string.Join("；", approved.Problems.Select(p => p.Sentence)));
        if ((await desk.ApplicationAsync(number)).Proposed is null)
            return;
        var granted = await desk.StepAsync(number, (h, f, k) => h.ConfirmAsync(number, f, k, default), new() { Verdict = "agree" }, desk.Second);
        Assert.True(granted.Ok, string.Join("；", granted.Problems.Select(p => p.Sentence)));
    }

    [Theory, OnEachDatabase]
    public async Task R_1_52_WhateverEndsALicence_AsksItsPaperBack_AndARestoredOneHasItAgain(DatabaseKind kind)
    {
        var desk = await Desk.OpenAsync(TestApp.Shared(kind));
        foreach (var status in new[] { EntityStatus.Revoked, EntityStatus.OrderedClosed, EntityStatus.RegCancelled, EntityStatus.Deregistered })
        {
            var made = await desk.EntityAsync();
            Task<Licence> PaperAsync() => desk.App.WithDbAsync(db => db.Set<Licence>().AsNoTracking().SingleAsync(l => l.EntityId == made.EntityId));
            async Task BecomeAsync(EntityStatus to)
            {
                await desk.App.AsAsync(null, async s =>
                {
                    var db = s.GetRequiredService<AppDb>();
                    var moved = EntityStatusFlow.Move(db, await db.Set<Entity>().SingleAsync(x => x.Uscc == made.Uscc), to, "测试", DateTime.UtcNow);
                    s.GetRequiredService<Qishi.Platform.Events.EventLog>().Record(desk.First, "Testing", null, moved);
                    await db.SaveChangesAsync();
                });
                await desk.App.SettleAsync();
            }

            await BecomeAsync(status);
            Assert.NotNull((await PaperAsync()).BackAskedOn);
            using var registrar = await desk.App.SignedInAsync("registrar1");
            Assert.Contains(Qishi.Modules.Registration.Checks.Wording.Statuses[status].Word, (await registrar.GetPageAsync(Urls.PaperLicences + "?q=" + made.Uscc)).Text(), StringComparison.Ordinal);
            if (!EntityStatusFlow.May(status, EntityStatus.Registered))
                continue;
            await BecomeAsync(EntityStatus.Registered);
            Assert.Null((await PaperAsync()).BackAskedOn);
        }
    }

    [Theory, OnEachDatabase]
    public async Task R_1_52_OldOldPaper_ComesBack_OrIsAnnouncedVoid_Once(DatabaseKind kind)
    {
        var desk = await Desk.OpenAsync(TestApp.Shared(kind));
        var made = await desk.EntityAsync();
        for (var i = 0; i < 2; i++)
            await desk.GrantedAsync(await desk.AppliedAsync("change", made.Uscc, [], ("Items", "name"), ("DecidedOn", "2026-11-24"), ("Name.TradeName", Given.TradeName()), ("Name.Industry", "米粉")));
        var papers = await desk.App.WithDbAsync(db => db.Set<Licence>().AsNoTracking().Where(l => l.EntityId == made.EntityId).OrderBy(l => l.No).ToListAsync());
        Assert.Equal([true, true, false], papers.Select(p => p.BackAskedOn is not null));
        Task<Result<string>> DoAsync(int no, string act) => desk.AsAsync(desk.First, s => s.GetRequiredService<TakeBackLicenceHandler>().HandleAsync(new() { Licence = papers[no].Id.ToString(), Act = act }, Desk.FormKeyOf(), default));
        Assert.True((await DoAsync(0, "back")).Ok);
        Assert.Equal("licence-settled", (await DoAsync(0, "void")).Problems[0].Code);
        Assert.Equal("licence-settled", (await DoAsync(2, "void")).Problems[0].Code);
        var both = await Task.WhenAll(DoAsync(1, "void"), DoAsync(1, "back"));
        Assert.Single(both, b => b.Ok);
        if (both[0].Ok)
        {
            var notice = await desk.App.WithDbAsync(db => db.Set<PublicNotice>().SingleAsync(n => n.Uscc == made.Uscc && n.Kind == NoticeKind.LicenceVoid));
            using var visitor = desk.App.CreateClient();
            Assert.Contains("没有交回", (await visitor.GetPageAsync($"/public/registrations/{notice.Number}")).Text(), StringComparison.Ordinal);
        }

        using var guide = await desk.App.SignedInAsync("guide1");
        Assert.Equal(HttpStatusCode.Forbidden, (await guide.GetAsync(Urls.PaperLicences)).StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task R_1_53_LostLicence_IsDeclaredVoid_ThenIssuedAnew_AndNothingElseChanges(DatabaseKind kind)
    {
        var desk = await Desk.OpenAsync(TestApp.Shared(kind));
        var made = await desk.EntityAsync();
        var before = await desk.EntityAsync(made.Uscc);
        var number = await desk.StartAsync("lost-licence", made.Uscc);
        await desk.FillAsync(number, null, [], ("Reason", "lost"));
        Assert.Contains((await desk.SubmitAsync(number))!.Value.Problems, p => p is { Field: "Declared", Rule: "R-1.53" });
        await desk.FillAsync(number, null, [], ("Reason", "lost"), ("Declared", "true"));
        Assert.True((await desk.SubmitAsync(number))!.Value.Ok);
        await desk.GrantedAsync(number);
        var (e, papers) = (await desk.EntityAsync(made.Uscc), await desk.App.WithDbAsync(db => db.Set<Licence>().Where(l => l.EntityId == made.EntityId).OrderBy(l => l.No).ToListAsync()));
        Assert.Equal((before.Name, before.Edition), (e.Name, e.Edition));
        Assert.Equal([true, false], papers.Select(p => p.VoidOn is not null));
        Assert.Contains("遗失", (await desk.App.WithDbAsync(db => db.Set<PublicNotice>().SingleAsync(n => n.Uscc == made.Uscc))).Text, StringComparison.Ordinal);
    }
}
