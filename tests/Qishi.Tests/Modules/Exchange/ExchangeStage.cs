using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Qishi.Departments;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Deliver;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Tests.Support;

namespace Qishi.Tests.Modules.Exchange;

/// <summary>The platform and the six departments over real HTTP in both directions, on one clock that only the test moves; nothing happens by itself.</summary>
internal sealed class ExchangeStage : IAsyncDisposable
{
    private static int number;

    private ExchangeStage(TestApp app, DepartmentsHost departments, FakeTimeProvider clock) => (App, Departments, Clock) = (app, departments, clock);

    public TestApp App { get; }
    public DepartmentsHost Departments { get; private set; }
    public FakeTimeProvider Clock { get; }
    public Uri Platform => Departments.Options.Platform!;

    public static async Task<ExchangeStage> OpenAsync(DatabaseKind kind, Dictionary<string, string?>? settings = null, Uri? broker = null)
    {
        // Tuesday 24 November 2026, 10:00 in China.
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 2, 0, 0, TimeSpan.Zero));
        var folder = Directory.CreateTempSubdirectory("qishi-exchange-").FullName;
        var departments = await DepartmentsHost.StartAsync(new DepartmentsOptions { Url = new Uri("http://127.0.0.1:0"), Folder = folder, Pace = 0, Works = false, RabbitMq = broker }, clock, default);
        var extra = new Dictionary<string, string?>
        {
            ["DataFolder"] = folder,
            ["Departments:Url"] = departments.Address.ToString().TrimEnd('/'),
            ["Exchange:TimeFactor"] = "1",
            ["Exchange:JitterPercent"] = "0",
            ["Exchange:Worker"] = "false",
            // Answers requests only: the program's own jobs would do the same work at the same moment as the test.
            ["Roles"] = "web",
            ["Exchange:RabbitMq"] = broker?.ToString(),
        };
        foreach (var (key, value) in settings ?? [])
            extra[key] = value;
        var app = new TestApp(kind, clock, extra);
        app.UseKestrel(0);
        app.StartServer();
        departments.Options.Platform = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return new ExchangeStage(app, departments, clock);
    }

    /// <summary>Orders a hand-over and returns its case number.</summary>
    public async Task<string> OrderAsync(string department, string mobile = "13800000012", string? ofCase = null)
    {
        var caseNo = ofCase ?? $"KB20261124{Interlocked.Increment(ref number):D4}";
        await App.AsAsync(null, async s =>
        {
            s.GetRequiredService<IHandOvers>().Order(new HandOverOrder(
                caseNo, Uscc(caseNo), "望溪县梁记米粉店", Habit.Of(department)!.Matter, department, Payload(caseNo, mobile), Clock.GetUtcNow().UtcDateTime, Clock.GetUtcNow().UtcDateTime.AddHours(24)));
            await s.GetRequiredService<AppDb>().SaveChangesAsync();
        });
        return caseNo;
    }

    /// <summary>Corrects the mobile of a hand-over that was sent back.</summary>
    public Task CorrectAsync(string caseNo, string matter) => App.AsAsync(null, async s =>
    {
        await s.GetRequiredService<IHandOvers>().CorrectAsync(caseNo, matter, Payload(caseNo, "13800000012"), ["legalRep.mobile"], default);
        await s.GetRequiredService<AppDb>().SaveChangesAsync();
    });

    public static string Uscc(string caseNo) => "92451521MA" + caseNo[^8..];

    public static string Payload(string caseNo, string mobile = "13800000012") => JsonSerializer.Serialize(new
    {
        caseNo,
        uscc = Uscc(caseNo),
        name = "望溪县梁记米粉店",
        entityKind = "INDIVIDUAL",
        address = "望溪县清河镇东街12号",
        establishedOn = "2026-11-24",
        legalRep = new { name = "梁小河", idType = "ID", idNo = "451521199003070038", mobile },
        scopeText = "餐饮服务",
        issuedAt = "2026-11-24T02:00:00Z",
    });

    /// <summary>One round of the worker for every department: probes, then what is due.</summary>
    public async Task DeliverAsync()
    {
        await App.Services.GetRequiredService<DepartmentProbes>().RunAsync(default);
        foreach (var habit in Habit.All)
            await LaneAsync(habit.Code);
    }

    public Task<int> LaneAsync(string department) => App.Services.GetRequiredService<DeliveryLane>().RunAsync(department, default);

    /// <summary>Puts a department on a route, as if decided long ago.</summary>
    public Task RouteAsync(string department, RouteKind kind) => App.WithDbAsync(async db =>
    {
        db.Add(new DepartmentRoute
        {
            Id = Guid.CreateVersion7(Clock.GetUtcNow()),
            Department = department,
            Kind = kind,
            From = new DateOnly(2026, 1, 1),
            Reason = "测试",
            ProposedBy = "测试",
            ProposedAt = Now,
            DecidedBy = "测试",
            ApprovedAt = Now,
        });
        return await db.SaveChangesAsync();
    });

    /// <summary>Takes in the receipts that wait in queues and folders.</summary>
    public Task<int> ReceiveAsync() => App.Services.GetRequiredService<ReceiptRounds>().RunAsync(default);

    /// <summary>Runs a job once.</summary>
    public Task RunAsync<TJob>() where TJob : Qishi.Platform.Jobs.IJob => App.RunJobAsync<TJob>();

    public Task<int> OpenItemsAsync(string key) => App.WithDbAsync(db => db.Set<Qishi.Modules.Worklist.Model.WorkItem>().CountAsync(i => i.Key == key && i.ClosedAt == null));

    public string Folder => Departments.Options.FilesFolder;

    public async Task DeliverEachMinuteAsync(int minutes)
    {
        for (var i = 0; i < minutes; i++)
        {
            Clock.Advance(TimeSpan.FromMinutes(1));
            await DeliverAsync();
        }
    }

    public Task<HandOver> RowAsync(string caseNo) => App.WithDbAsync(db => db.Set<HandOver>().AsNoTracking().SingleAsync(h => h.CaseNo == caseNo && h.Current));

    public Task<List<Receipt>> ReceiptsAsync() => App.WithDbAsync(db => db.Set<Receipt>().AsNoTracking().OrderBy(r => r.ReceivedAt).ThenBy(r => r.Id).ToListAsync());

    public Task<List<string>> EventsAsync(string caseNo) => App.WithDbAsync(db =>
        db.Set<EventRow>().Where(e => e.Subject == "case:" + caseNo).OrderBy(e => e.Seq).Select(e => e.Type).ToListAsync());

    public async Task<ReceivedHandOver?> AtDepartmentAsync(string key)
    {
        await using var db = new DepartmentsDb(Departments.Options.File);
        return await db.Received.AsNoTracking().SingleOrDefaultAsync(r => r.Key == key);
    }

    public void Steer(string department, Func<Steering, Steering> change) => Departments.Steering[department] = change(Departments.Steering[department]);

    /// <summary>Posts receipts as a department would; every part of the signature can be spoilt.</summary>
    public async Task<HttpResponseMessage> PostReceiptsAsync(string department, string json, Func<WireSignature, WireSignature>? spoil = null, byte[]? secret = null)
    {
        var body = Encoding.UTF8.GetBytes(json);
        var signature = WireSignature.Sign(secret ?? Departments.Options.Secret(department)!, department, "POST", Wire.ReceiptsPath, "", body, Clock.GetUtcNow().UtcDateTime);
        return await SendAsync(spoil?.Invoke(signature) ?? signature, body);
    }

    public async Task<HttpResponseMessage> SendAsync(WireSignature signature, byte[] body)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Platform, Wire.ReceiptsPath)) { Content = new ByteArrayContent(body) };
        foreach (var (name, value) in signature.Headers)
            request.Headers.Add(name, value);
        return await client.SendAsync(request);
    }

    public async Task<IReadOnlyList<WireReceiptAnswer>> ReportAsync(string department, params WireReceipt[] receipts)
    {
        return await ReportSignedAsync(department, Signed(department, receipts));
    }

    /// <summary>Receipts as a department signs them, a JSON array.</summary>
    public string Signed(string department, params WireReceipt[] receipts)
    {
        var (certificate, key) = Departments.Options.Signer(department)!.Value;
        return "[" + string.Join(',', WireReceipt.Sign(receipts, department, certificate.Fingerprint, key, Now)) + "]";
    }

    public async Task<IReadOnlyList<WireReceiptAnswer>> ReportSignedAsync(string department, string json)
    {
        using var response = await PostReceiptsAsync(department, json);
        response.EnsureSuccessStatusCode();
        return JsonSerializer.Deserialize<IReadOnlyList<WireReceiptAnswer>>(await response.Content.ReadAsStringAsync(), Wire.Json)!;
    }

    public WireReceipt ReceiptOf(HandOver h, string kind, string? id = null) => new(
        id ?? Guid.NewGuid().ToString("N"), h.IdempotencyKey, kind, Now, h.PayloadDigest, kind == "DONE" ? Now : null, kind == "DONE" ? new Dictionary<string, string> { ["unitMedicalNo"] = "YB451521000001" } : null,
        kind == "REJECTED" ? "MOBILE_MISMATCH" : null, kind == "REJECTED" ? true : null, kind == "REJECTED" ? "手机号与留存不一致，请更正" : null);

    public DateTime Now => Clock.GetUtcNow().UtcDateTime;

    public async ValueTask DisposeAsync()
    {
        await Departments.DisposeAsync();
        await App.DisposeAsync();
    }
}
