using Microsoft.EntityFrameworkCore;
using Qishi.Departments;
using Qishi.Modules.Exchange.Channels.FileDrop;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Exchange.Channels;

/// <summary>The same guarantees on every route; RabbitMQ has its own class, for it needs a broker.</summary>
public sealed class ChannelTests
{
    [Theory, OnEachDatabase]
    public async Task EveryRoute_BringsAMatterToItsEndOnce(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        var routes = new Dictionary<string, RouteKind> { ["POLICE"] = RouteKind.Push, ["TAX"] = RouteKind.Pull, ["MEDINS"] = RouteKind.Files, ["FUND"] = RouteKind.Platform };
        var cases = new Dictionary<string, string>();
        foreach (var (code, route) in routes)
        {
            await stage.RouteAsync(code, route);
            cases[code] = await stage.OrderAsync(code);
        }

        await stage.DeliverAsync();
        await stage.Departments.RoundAsync();
        await stage.ReceiveAsync();
        foreach (var (code, caseNo) in cases)
        {
            var row = await stage.RowAsync(caseNo);
            Assert.Equal((code, HandOverStatus.Done), (code, row.Status));
            Assert.Equal((code, 1, 1), (code, (await stage.AtDepartmentAsync(row.IdempotencyKey))!.Deliveries, (await stage.AtDepartmentAsync(row.IdempotencyKey))!.Effects));
            Assert.All(await AttemptsAsync(stage, row.Id), a => Assert.Equal(routes[code], a.Route));
        }
    }

    [Theory, OnEachDatabase]
    public async Task Pull_NotConfirmed_IsShownAgainAfterTheVisibility_WithOneEffect(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        await stage.RouteAsync("HRSS", RouteKind.Pull);
        stage.Steer("HRSS", s => s with { LoseReplies = 1 });
        var caseNo = await stage.OrderAsync("HRSS");
        await stage.DeliverAsync();
        var offered = await stage.RowAsync(caseNo);
        Assert.Equal((HandOverStatus.Pending, stage.Now), (offered.Status, offered.OfferedAt));
        await stage.Departments.RoundAsync();
        // The receipt was faster than the confirmation: the matter is done, and nothing is handed out twice.
        Assert.Equal(HandOverStatus.Done, (await stage.RowAsync(caseNo)).Status);
        await stage.DeliverEachMinuteAsync(4);
        await stage.Departments.RoundAsync();
        var there = (await stage.AtDepartmentAsync(offered.IdempotencyKey))!;
        Assert.Equal((1, 1), (there.Deliveries, there.Effects));
    }

    [Theory, OnEachDatabase]
    public async Task Pull_WhatIsFetchedIsHiddenAndComesBack(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        await stage.RouteAsync("HRSS", RouteKind.Pull);
        var caseNo = await stage.OrderAsync("HRSS");
        Assert.Single(await FetchAsync(stage));
        Assert.Empty(await FetchAsync(stage));
        await stage.DeliverAsync();
        Assert.Null((await stage.RowAsync(caseNo)).OfferedAt);
        stage.Clock.Advance(TimeSpan.FromMinutes(3));
        var parcel = Assert.Single(await FetchAsync(stage));
        Assert.NotNull(parcel.Signature());
        Assert.True(parcel.Signature()!.Matches(stage.Departments.Options.Secret("HRSS")!, "POST", WirePlaces.HandOversPath, parcel.Key, parcel.Body));
    }

    [Theory, OnEachDatabase]
    public async Task Pull_NobodyComes_IsFailuresThenAnOutage_AndComingAgainEndsIt(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        await stage.RouteAsync("MEDINS", RouteKind.Pull);
        stage.Steer("MEDINS", s => s with { Mode = "down" });
        var caseNo = await stage.OrderAsync("MEDINS");
        await stage.DeliverAsync();
        foreach (var minutes in new[] { 10, 1, 5, 15, 60, 120, 240 })
        {
            stage.Clock.Advance(TimeSpan.FromMinutes(minutes));
            await stage.DeliverAsync();
        }

        Assert.Equal((HandOverStatus.Outage, 7), ((await stage.RowAsync(caseNo)).Status, (await stage.RowAsync(caseNo)).Failures));
        stage.Steer("MEDINS", s => s with { Mode = "normal" });
        for (var i = 0; i < 3; i++)
        {
            await stage.Departments.RoundAsync();
            await stage.DeliverEachMinuteAsync(1);
        }

        Assert.Equal(HandOverStatus.Done, (await stage.RowAsync(caseNo)).Status);
        Assert.NotNull(await stage.App.WithDbAsync(db => db.Set<Outage>().Where(o => o.Department == "MEDINS").Select(o => o.To).SingleAsync()));
    }

    [Theory, OnEachDatabase]
    public async Task Pull_WithoutSignatureOrOnAnotherRoute_GetsNothing(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        await stage.OrderAsync("HRSS");
        Assert.Equal(System.Net.HttpStatusCode.Conflict, await StatusAsync(stage, "HRSS", stage.Departments.Options.Secret("HRSS")!));
        await stage.RouteAsync("HRSS", RouteKind.Pull);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, await StatusAsync(stage, "HRSS", new byte[32]));
        Assert.Equal(System.Net.HttpStatusCode.OK, await StatusAsync(stage, "HRSS", stage.Departments.Options.Secret("HRSS")!));
    }

    [Theory, OnEachDatabase]
    public async Task Files_HalfWrittenOrAltered_AreNeverBelieved_AndBecomeDeadLetters(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        await stage.RouteAsync("FUND", RouteKind.Files);
        var caseNo = await stage.OrderAsync("FUND");
        await stage.DeliverAsync();
        var row = await stage.RowAsync(caseNo);
        var outbox = DropFolder.Outbox(stage.Folder, "FUND");
        var name = Assert.Single(DropFolder.Manifests(outbox));
        var file = Path.Combine(outbox, WirePlaces.FileStem(row.IdempotencyKey) + ".json");
        var whole = await File.ReadAllBytesAsync(file);
        // Half of it, a byte altered, and without its manifest: nothing is there.
        await File.WriteAllBytesAsync(file, whole[..(whole.Length / 2)]);
        Assert.Null(DropFolder.Read(outbox, name));
        await File.WriteAllBytesAsync(file, Reception.Corrupted(whole));
        Assert.Null(DropFolder.Read(outbox, name));
        await stage.Departments.RoundAsync();
        Assert.Null(await stage.AtDepartmentAsync(row.IdempotencyKey));
        await File.WriteAllBytesAsync(file, whole);

        // The other way: the department's writer dies in the middle of a receipt.
        await stage.Departments.RoundAsync();
        var inbox = DropFolder.Inbox(stage.Folder, "FUND");
        var receipt = Assert.Single(DropFolder.Manifests(inbox));
        var body = Path.Combine(inbox, Path.ChangeExtension(receipt, ".json"));
        var receipts = await File.ReadAllBytesAsync(body);
        await File.WriteAllBytesAsync(body, receipts[..100]);
        File.SetLastWriteTimeUtc(Path.Combine(inbox, receipt), stage.Now);
        await stage.ReceiveAsync();
        Assert.Equal(HandOverStatus.Pending, (await stage.RowAsync(caseNo)).Status);
        stage.Clock.Advance(TimeSpan.FromMinutes(11));
        await stage.ReceiveAsync();
        Assert.Empty(DropFolder.Manifests(inbox));
        Assert.Equal(ReceiptVerdict.Malformed, Assert.Single(await stage.ReceiptsAsync()).Verdict);

        // The bureau asks again, the department says it again: the end is reached all the same.
        for (var i = 0; i < 3 && (await stage.RowAsync(caseNo)).Status != HandOverStatus.Done; i++)
        {
            await stage.DeliverEachMinuteAsync(12);
            await stage.Departments.RoundAsync();
            await stage.ReceiveAsync();
        }

        Assert.Equal((HandOverStatus.Done, 1), ((await stage.RowAsync(caseNo)).Status, (await stage.AtDepartmentAsync(row.IdempotencyKey))!.Effects));
    }

    [Theory, OnEachDatabase]
    public async Task Files_ReadTwiceAfterACrash_HaveOneEffect_AndNamesCannotLeaveTheFolder(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        await stage.RouteAsync("FUND", RouteKind.Files);
        var caseNo = await stage.OrderAsync("FUND");
        await stage.DeliverAsync();
        await stage.Departments.RoundAsync();
        var inbox = DropFolder.Inbox(stage.Folder, "FUND");
        var name = Assert.Single(DropFolder.Manifests(inbox));
        var (manifest, body) = DropFolder.Read(inbox, name)!.Value;
        await stage.ReceiveAsync();
        Assert.Equal(HandOverStatus.Done, (await stage.RowAsync(caseNo)).Status);
        DropFolder.Put(inbox, "again", "", body, manifest.Signature()!);
        await stage.ReceiveAsync();
        Assert.Single(await stage.EventsAsync(caseNo), e => e == "Exchange.HandOverCompleted");
        await File.WriteAllTextAsync(Path.Combine(inbox, "evil.manifest"), $$"""{"file":"../outbox/x.json","bytes":{{body.Length}},"sm3":"{{manifest.Sm3}}","key":"","headers":{} }""");
        Assert.Null(DropFolder.Read(inbox, "evil.manifest"));
    }

    [Theory, OnEachDatabase]
    public async Task Platform_CarriesButCannotForge(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        await stage.RouteAsync("FUND", RouteKind.Platform);
        var caseNo = await stage.OrderAsync("FUND");
        await stage.DeliverAsync();
        Assert.Equal(HandOverStatus.Pushed, (await stage.RowAsync(caseNo)).Status);
        // The platform's own signature lets it in; what it made up itself is signed by no department.
        var platform = stage.Departments.Options.Secret("PLATFORM")!;
        var made = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new[] { stage.ReceiptOf(await stage.RowAsync(caseNo), "DONE") }, Wire.Json);
        var parcel = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(WireParcel.Seal(platform, "FUND", Wire.ReceiptsPath, "", made, stage.Now), Wire.Json);
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(stage.Platform, WirePlaces.PlatformReceiptsPath)) { Content = new ByteArrayContent(parcel) };
        foreach (var (header, value) in WireSignature.Sign(platform, "PLATFORM", "POST", WirePlaces.PlatformReceiptsPath, "", parcel, stage.Now).Headers)
            request.Headers.Add(header, value);
        using var answer = await client.SendAsync(request);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(HandOverStatus.Pushed, (await stage.RowAsync(caseNo)).Status);
        await stage.Departments.RoundAsync();
        Assert.Equal(HandOverStatus.Done, (await stage.RowAsync(caseNo)).Status);
    }

    [Theory, OnEachDatabase]
    public async Task Desk_StandsThereWithoutRetries_AndPeopleAreRemindedWhenItIsDue(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        await stage.RouteAsync("BANK", RouteKind.Desk);
        var caseNo = await stage.OrderAsync("BANK");
        await stage.DeliverAsync();
        stage.Clock.Advance(TimeSpan.FromHours(3));
        await stage.DeliverAsync();
        var row = await stage.RowAsync(caseNo);
        Assert.Equal((HandOverStatus.Pushed, 1, row.DueAt), (row.Status, row.Attempts, row.NextActionAt));
        Assert.Null(await stage.AtDepartmentAsync(row.IdempotencyKey));
        stage.Clock.Advance(TimeSpan.FromHours(22));
        await stage.RunAsync<Qishi.Modules.Exchange.Jobs.RemindPeople>();
        Assert.True((await stage.RowAsync(caseNo)).NextActionAt > stage.Now);
        Assert.Equal(1, await stage.OpenItemsAsync("exchange.remind:BANK"));
    }

    [Theory, OnEachDatabase]
    public async Task RouteChanged_WhileUnderWay_ArrivesUnderTheSameKeyOnce(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        await stage.RouteAsync("TAX", RouteKind.Files);
        var caseNo = await stage.OrderAsync("TAX");
        await stage.DeliverAsync();
        await stage.App.WithDbAsync(async db =>
        {
            db.Add(new DepartmentRoute { Id = Guid.CreateVersion7(), Department = "TAX", Kind = RouteKind.Push, From = new DateOnly(2026, 11, 25), Reason = "测试", ProposedBy = "测试", ProposedAt = stage.Now, ApprovedAt = stage.Now });
            return await db.SaveChangesAsync();
        });
        stage.Clock.Advance(TimeSpan.FromDays(1));
        await stage.DeliverAsync();
        Assert.Equal(RouteKind.Push, (await stage.RowAsync(caseNo)).Route);
        // The file is still in the folder: it is taken too, and nothing happens a second time.
        await stage.Departments.RoundAsync();
        await stage.ReceiveAsync();
        var row = await stage.RowAsync(caseNo);
        var there = (await stage.AtDepartmentAsync(row.IdempotencyKey))!;
        Assert.Equal((HandOverStatus.Done, 2, 1), (row.Status, there.Deliveries, there.Effects));
    }

    private static Task<List<Attempt>> AttemptsAsync(ExchangeStage stage, Guid id) => stage.App.WithDbAsync(db => db.Set<Attempt>().AsNoTracking().Where(a => a.HandOverId == id).ToListAsync());

    private static async Task<IReadOnlyList<WireParcel>> FetchAsync(ExchangeStage stage)
    {
        using var response = await GetAsync(stage, "HRSS", stage.Departments.Options.Secret("HRSS")!);
        response.EnsureSuccessStatusCode();
        return System.Text.Json.JsonSerializer.Deserialize<IReadOnlyList<WireParcel>>(await response.Content.ReadAsStringAsync(), Wire.Json)!;
    }

    private static async Task<System.Net.HttpStatusCode> StatusAsync(ExchangeStage stage, string department, byte[] secret)
    {
        using var response = await GetAsync(stage, department, secret);
        return response.StatusCode;
    }

    private static async Task<HttpResponseMessage> GetAsync(ExchangeStage stage, string department, byte[] secret)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(stage.Platform, WirePlaces.QueuePath));
        foreach (var (header, value) in WireSignature.Sign(secret, department, "GET", WirePlaces.QueuePath, "", [], stage.Now).Headers)
            request.Headers.Add(header, value);
        return await client.SendAsync(request);
    }
}
