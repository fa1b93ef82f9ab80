using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Deliver;
using Qishi.Modules.Exchange.Model;
using Qishi.Modules.Exchange.Sign;
using Qishi.Platform.Data;
using Qishi.Platform.Messaging;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Exchange.Deliver;

public sealed class DeliveryTests
{
    [Theory, OnEachDatabase]
    public async Task AllSix_AreDeliveredReceiptedAndDone(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        var cases = new Dictionary<string, string>();
        foreach (var code in new[] { "POLICE", "TAX", "HRSS", "MEDINS", "FUND", "BANK" })
            cases[code] = await stage.OrderAsync(code);
        await stage.DeliverAsync();
        foreach (var caseNo in cases.Values)
            Assert.Equal(HandOverStatus.Pushed, (await stage.RowAsync(caseNo)).Status);
        await stage.Departments.RoundAsync();
        foreach (var (code, caseNo) in cases)
        {
            var row = await stage.RowAsync(caseNo);
            Assert.Equal(HandOverStatus.Done, row.Status);
            Assert.All([row.PushedAt, row.AckedAt, row.BusinessCompletedAt, row.ReportedAt], t => Assert.Equal(stage.Now, t));
            Assert.Equal(1, (await stage.AtDepartmentAsync(row.IdempotencyKey))!.Effects);
            Assert.Contains("Exchange.HandOverCompleted", await stage.EventsAsync(caseNo));
        }

        var seals = (await stage.App.AsAsync(null, s => s.GetRequiredService<IHandOvers>().OfAsync(cases["POLICE"], default))).Single().Result;
        Assert.Equal(4, seals.Count);
        Assert.All(seals.Values, v => Assert.Equal(13, v.Length));
    }

    /// <summary>T-5.5.</summary>
    [Theory, OnEachDatabase]
    public async Task Bank_SendsBackAMobile_CorrectionIsTheNextVersionAndTheOldIsNotRepeated(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        var caseNo = await stage.OrderAsync("BANK", mobile: "13800000044");
        await stage.DeliverAsync();
        await stage.Departments.RoundAsync();
        var first = await stage.RowAsync(caseNo);
        Assert.Equal((HandOverStatus.Rejected, "MOBILE_MISMATCH", true), (first.Status, first.ReturnCode, first.ReturnIsApplicants));
        await stage.CorrectAsync(caseNo, "BANK");
        await stage.DeliverAsync();
        await stage.Departments.RoundAsync();
        var second = await stage.RowAsync(caseNo);
        Assert.Equal((HandOverStatus.Done, 2, 1), (second.Status, second.PayloadVersion, second.FieldsCorrected));
        Assert.NotEqual(first.IdempotencyKey, second.IdempotencyKey);
        Assert.Equal((1, 0), await DeliveriesAsync(stage, first.IdempotencyKey));
        Assert.Equal((1, 1), await DeliveriesAsync(stage, second.IdempotencyKey));
    }

    /// <summary>T-5.6: the first attempt and all six retries fail at 0, 1, 6, 21, 81, 201 and 441 minutes.</summary>
    [Theory, OnEachDatabase]
    public async Task SeventhFailure_DeclaresAnOutage_AlertsBothSides_AndRecoveryDrains(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        stage.Steer("MEDINS", s => s with { Mode = "down" });
        var caseNo = await stage.OrderAsync("MEDINS");
        var start = stage.Now;
        await stage.DeliverAsync();
        int[] pauses = [1, 5, 15, 60, 120, 240];
        foreach (var (pause, n) in pauses.Select((p, n) => (p, n + 1)))
        {
            stage.Clock.Advance(TimeSpan.FromMinutes(pause - 0.5));
            await stage.DeliverAsync();
            Assert.Equal((HandOverStatus.Failed, n), ((await stage.RowAsync(caseNo)).Status, (await stage.RowAsync(caseNo)).Failures));
            stage.Clock.Advance(TimeSpan.FromMinutes(0.5));
            await stage.DeliverAsync();
        }

        var down = await stage.RowAsync(caseNo);
        Assert.Equal((HandOverStatus.Outage, start, 7), (down.Status, down.OutageSince, down.Failures));
        Assert.Contains("Exchange.HandOverOutageDeclared", await stage.EventsAsync(caseNo));
        var department = await DepartmentAsync(stage, "MEDINS");
        Assert.Equal(start, department.DownSince);
        var alerts = await stage.App.WithDbAsync(db => db.Set<MessageRow>().Where(m => m.Topic == "exchange.outage").ToListAsync());
        Assert.Equal(2, alerts.Select(a => a.To).Distinct().Count());
        Assert.All(alerts, a => Assert.Contains("连续推送失败7次", a.Text, StringComparison.Ordinal));

        var second = await stage.OrderAsync("MEDINS");
        await stage.DeliverAsync();
        Assert.Equal(HandOverStatus.Outage, (await stage.RowAsync(second)).Status);

        stage.Steer("MEDINS", s => s with { Mode = "normal" });
        await stage.DeliverEachMinuteAsync(2);
        await stage.Departments.RoundAsync();
        Assert.Equal(HandOverStatus.Done, (await stage.RowAsync(caseNo)).Status);
        Assert.Equal(HandOverStatus.Done, (await stage.RowAsync(second)).Status);
        var window = await stage.App.WithDbAsync(db => db.Set<Outage>().SingleAsync(o => o.Department == "MEDINS"));
        Assert.Equal((start, false), (window.From, window.To is null));
        Assert.Null((await DepartmentAsync(stage, "MEDINS")).DownSince);
    }

    [Theory, OnEachDatabase]
    public async Task DeadDepartment_IsCalledOnlyByProbes_AndOthersAreNotDelayed(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        stage.Steer("FUND", s => s with { Mode = "down" });
        for (var i = 0; i < 30; i++)
            await stage.OrderAsync("FUND");
        var other = await stage.OrderAsync("HRSS");
        await stage.DeliverAsync();
        Assert.Equal(HandOverStatus.Pushed, (await stage.RowAsync(other)).Status);
        await stage.LaneAsync("FUND");
        await stage.DeliverEachMinuteAsync(30);
        var called = await stage.App.WithDbAsync(db => db.Set<Attempt>().CountAsync(a => a.Department == "FUND" && a.RequestDigest != null));
        Assert.InRange(called, 5, 5 + 8);
        Assert.Equal(0, await stage.App.WithDbAsync(db => db.Set<HandOver>().CountAsync(h => h.Department == "FUND" && h.Status == HandOverStatus.Pushed)));
    }

    [Theory, OnEachDatabase]
    public async Task ReplyLostAfterCommit_IsPushedAgainUnderTheSameKey_WithOneEffect(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        stage.Steer("HRSS", s => s with { LoseReplies = 1 });
        var caseNo = await stage.OrderAsync("HRSS");
        await stage.DeliverAsync();
        var row = await stage.RowAsync(caseNo);
        Assert.Equal((HandOverStatus.Failed, 1), (row.Status, row.Failures));
        await stage.DeliverEachMinuteAsync(1);
        Assert.Equal(HandOverStatus.Pushed, (await stage.RowAsync(caseNo)).Status);
        await stage.Departments.RoundAsync();
        Assert.Equal(HandOverStatus.Done, (await stage.RowAsync(caseNo)).Status);
        Assert.Equal((2, 1), await DeliveriesAsync(stage, row.IdempotencyKey));
    }

    [Theory, OnEachDatabase]
    public async Task ReplyLost_ButReceiptComes_NeedsNoSecondPush(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        stage.Steer("HRSS", s => s with { LoseReplies = 1 });
        var caseNo = await stage.OrderAsync("HRSS");
        await stage.DeliverAsync();
        await stage.Departments.RoundAsync();
        var row = await stage.RowAsync(caseNo);
        Assert.Equal(HandOverStatus.Done, row.Status);
        Assert.NotNull(row.PushedAt);
        await stage.DeliverEachMinuteAsync(2);
        Assert.Equal((1, 1), await DeliveriesAsync(stage, row.IdempotencyKey));
    }

    [Theory, OnEachDatabase]
    public async Task KilledBetweenPushAndSave_IsPushedAgainWhenTheClaimRunsOut(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        var caseNo = await stage.OrderAsync("MEDINS");
        // The dead worker's traces: its claim is on the row and the department has the message.
        var row = await stage.App.AsAsync(null, async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            var claimed = (await db.ClaimAsync<HandOver>(q => q.Where(h => h.CaseNo == caseNo).OrderBy(h => h.Id), 1, TimeSpan.FromMinutes(3), stage.Clock, default)).Single();
            var department = await db.Set<Department>().SingleAsync(d => d.Code == "MEDINS");
            var message = (await s.GetRequiredService<HandOverSigner>().SignAsync([claimed], default))[0];
            await s.GetRequiredService<DepartmentClient>().PushAsync(new(claimed, department, message.Body), TimeSpan.FromSeconds(10), default);
            return claimed;
        });
        await stage.DeliverAsync();
        Assert.Equal(HandOverStatus.Pending, (await stage.RowAsync(caseNo)).Status);
        await stage.DeliverEachMinuteAsync(4);
        Assert.Equal(HandOverStatus.Pushed, (await stage.RowAsync(caseNo)).Status);
        await stage.Departments.RoundAsync();
        Assert.Equal(HandOverStatus.Done, (await stage.RowAsync(caseNo)).Status);
        Assert.Equal((2, 1), await DeliveriesAsync(stage, row.IdempotencyKey));
    }

    [Theory, OnEachDatabase]
    public async Task TwoWorkers_NeverPushTheSameRowTwice(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind, new() { ["Exchange:Batch"] = "7" });
        var cases = new List<string>();
        for (var i = 0; i < 40; i++)
            cases.Add(await stage.OrderAsync("POLICE"));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (await stage.LaneAsync("POLICE") > 0)
            {
            }
        })));
        foreach (var caseNo in cases)
        {
            var row = await stage.RowAsync(caseNo);
            Assert.Equal((HandOverStatus.Pushed, 1), (row.Status, row.Attempts));
            Assert.Equal((1, 0), await DeliveriesAsync(stage, row.IdempotencyKey));
        }
    }

    [Theory, OnEachDatabase]
    public async Task NoReceiptInTime_IsAFailureAndPushedAgain(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        var caseNo = await stage.OrderAsync("TAX");
        await stage.DeliverAsync();
        await stage.DeliverEachMinuteAsync(10);
        Assert.Equal((HandOverStatus.Failed, 1), ((await stage.RowAsync(caseNo)).Status, (await stage.RowAsync(caseNo)).Failures));
        await stage.DeliverEachMinuteAsync(1);
        var row = await stage.RowAsync(caseNo);
        Assert.Equal((HandOverStatus.Pushed, 2), (row.Status, row.Attempts));
        Assert.Equal((2, 0), await DeliveriesAsync(stage, row.IdempotencyKey));
    }

    [Theory, OnEachDatabase]
    public async Task DataTheDepartmentCannotRead_IsNotSentAgain(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        var caseNo = await stage.OrderAsync("TAX");
        await stage.App.WithDbAsync(db => db.Set<HandOver>().Where(h => h.CaseNo == caseNo).ExecuteUpdateAsync(s => s.SetProperty(h => h.PayloadDigest, new string('0', 64))));
        await stage.DeliverAsync();
        var row = await stage.RowAsync(caseNo);
        Assert.Equal((HandOverStatus.Rejected, ReturnReasons.Format, false), (row.Status, row.ReturnCode, row.ReturnIsApplicants));
        await stage.DeliverEachMinuteAsync(5);
        Assert.Equal(1, await stage.App.WithDbAsync(db => db.Set<Attempt>().CountAsync(a => a.HandOverId == row.Id)));
    }

    private static Task<Department> DepartmentAsync(ExchangeStage stage, string code) => stage.App.WithDbAsync(db => db.Set<Department>().AsNoTracking().SingleAsync(d => d.Code == code));

    private static async Task<(int Deliveries, int Effects)> DeliveriesAsync(ExchangeStage stage, string key) =>
        await stage.AtDepartmentAsync(key) is { } r ? (r.Deliveries, r.Effects) : (0, 0);
}
