using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Qishi.Bench.Campaign;
using Qishi.Departments;
using Qishi.Kernel;
using Qishi.Modules.Identity.Model;
using Qishi.Modules.Identity.Sessions;
using Qishi.Modules.StartUp.Model;
using Qishi.Platform.Data;
using Qishi.Tests.Modules.StartUp.Office;
using Qishi.Tests.Support;

namespace Qishi.Tests.Modules.StartUp.Kill;

/// <summary>
/// The real program in a process of its own that may be killed, the six departments that outlive it, and clerks who speak to it over HTTP. The test's own copy only
/// reads and prepares the database.
/// </summary>
internal sealed class KillStage : IAsyncDisposable
{
    private static int number;
    private readonly WorkerCopy copy;
    private readonly DepartmentsHost departments;
    private readonly HttpClient machine;

    private KillStage(TestApp app, WorkerCopy copy, DepartmentsHost departments)
    {
        (App, this.copy, this.departments) = (app, copy, departments);
        machine = new HttpClient { BaseAddress = copy.Address };
    }

    public TestApp App { get; }

    public int Kills { get; private set; }

    /// <summary>Requests that broke off because the program died under them.</summary>
    public int CutOff { get; private set; }

    public int Answered { get; private set; }

    public string DepartmentsFile => departments.Options.File;

    public static async Task<KillStage> OpenAsync(DatabaseKind kind, CancellationToken ct)
    {
        var url = $"http://127.0.0.1:{Ports.Free()}";
        var settings = TestApp.SeededSettings(kind);
        if (kind == DatabaseKind.Postgres)
            await Databases.GiveOwnRoleAsync(settings);
        var app = new TestApp(kind, extra: new(settings) { ["Departments:Url"] = url, ["Roles"] = "web", ["Exchange:Worker"] = "false" });
        _ = app.Services;
        // As in production: it neither seeds nor starts the departments, so it is up again soon.
        var copy = new WorkerCopy(typeof(Program).Assembly.Location, new Dictionary<string, string?>(app.Settings)
        {
            ["Demo"] = "false",
            ["Https"] = "false",
            ["Events:LeaseSeconds"] = "3",
            ["Exchange:AllowLoopback"] = "true",
            ["Exchange:AllowedHosts"] = new Uri(url).Authority,
            ["Exchange:TimeFactor"] = "0.001",
            ["Exchange:LeaseSeconds"] = "3",
            ["Exchange:LeastAckSeconds"] = "5",
        }, "web,jobs,exchange");
        var departments = await DepartmentsHost.StartAsync(
            new DepartmentsOptions { Url = new Uri(url), Folder = settings["DataFolder"]!, Pace = 0.05, Platform = copy.Address }, TimeProvider.System, ct);
        var stage = new KillStage(app, copy, departments);
        copy.Start();
        await copy.ReadyAsync(ct);
        await stage.SignMachineInAsync(ct);
        return stage;
    }

    /// <summary>Kills and starts again, so often, at moments of <paramref name="chance"/>. The clerks work meanwhile.</summary>
    public async Task KillAsync(Random chance, int times, CancellationToken ct)
    {
        while (Kills < times)
        {
            await KillOnceAsync(chance, ct);
            await StartAsync(ct);
        }
    }

    /// <summary>Some time after it has answered some requests again, so that it dies in the middle of work.</summary>
    public async Task KillOnceAsync(Random chance, CancellationToken ct)
    {
        var enough = Answered + chance.Next(1, 6);
        while (Answered < enough)
            await Task.Delay(20, ct);
        await Task.Delay(chance.Next(300), ct);
        copy.Kill();
        Kills++;
    }

    public Task StartAsync(CancellationToken ct)
    {
        copy.Start();
        return copy.ReadyAsync(ct);
    }

    /// <summary>A complete start-up with all six matters; its name is nobody else's.</summary>
    public static Dictionary<string, string> Answers()
    {
        var n = Interlocked.Increment(ref number);
        var answers = OfficeCases.SnackShop().Values.Where(v => !v.Key.EndsWith(".Verified", StringComparison.Ordinal)).ToDictionary(v => v.Key, v => v.Value.ToString()!);
        var today = TimeProvider.System.Today();
        foreach (var (field, value) in new Dictionary<string, string>
        {
            // Mobiles that end in 44 the bank sends back.
            ["P1.Mobile"] = $"139{n:D7}1",
            ["Proof"] = "Commitment",
            ["AddressCommitment"] = "1",
            ["SimilarConfirmed"] = "1",
            ["ScopeItems"] = "F029",
            ["Matters"] = string.Join(',', Matter.Others.Select(m => m.Code)),
            ["FundRatio"] = "8",
            ["FundFrom"] = $"{today:yyyy-MM}",
            ["FundPayday"] = "10",
            ["FundBase"] = "3000",
            ["BankBranch"] = "OUT-01",
            ["BankOn"] = $"{today.AddDays(3):yyyy-MM-dd}",
            ["BankConsent"] = "1",
        })
            answers[field] = value;
        return answers;
    }

    /// <summary>Submits, again under the same key as long as no answer comes; null when <paramref name="over"/> says to give up.</summary>
    public async Task<string?> SubmitAsync(Dictionary<string, string> answers, Func<bool> over)
    {
        var (key, body) = (Guid.NewGuid().ToString("N"), new { kind = "Individual", answers, signatures = new[] { new { person = 1, signedAt = DateTimeOffset.UtcNow } }, committed = true });
        using var answer = await AnsweredAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/startups") { Content = JsonContent.Create(body) };
                request.Headers.Add("Idempotency-Key", key);
                return machine.SendAsync(request);
            },
            over);
        if (answer is null)
            return null;
        var text = await answer.Content.ReadAsStringAsync();
        return answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK
            ? JsonDocument.Parse(text).RootElement.GetProperty("caseNo").GetString()
            : throw new InvalidOperationException($"submit: {(int)answer.StatusCode} {text}");
    }

    /// <summary>A registrar's browser, with a session that outlives the program.</summary>
    public async Task<HttpClient> RegistrarAsync(string who)
    {
        var cookies = new CookieContainer();
        cookies.Add(copy.Address, new Cookie(SessionCookie.PlainName, await App.SessionAsync(who)));
        return new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = copy.Address };
    }

    /// <summary>Approves with one form, posted again as long as no answer comes; false when given up.</summary>
    public async Task<bool> ApproveAsync(HttpClient registrar, string caseNo, Func<bool> over)
    {
        var url = $"/desk/startups/{caseNo}/approve";
        using var opened = await AnsweredAsync(() => registrar.GetAsync(url), over);
        if (opened is null)
            return false;
        var page = await opened.PageAsync();
        using var answer = await AnsweredAsync(() => registrar.PostFormAsync(page, url, new Dictionary<string, string?>(), "approve"), over);
        if (answer is null)
            return false;
        Assert(answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther, $"approve {caseNo}: {(int)answer.StatusCode} {string.Join(" | ", (await answer.PageAsync()).Errors())}");
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        machine.Dispose();
        copy.Dispose();
        await departments.DisposeAsync();
        await App.DisposeAsync();
    }

    private async Task<HttpResponseMessage?> AnsweredAsync(Func<Task<HttpResponseMessage>> send, Func<bool> over)
    {
        while (true)
        {
            try
            {
                var answer = await send();
                Answered++;
                return answer;
            }
            catch (HttpRequestException e)
            {
                // Refused connections are only waiting: the program is not up yet.
                CutOff += e.HttpRequestError == HttpRequestError.ConnectionError ? 0 : 1;
                if (over())
                    return null;
                await Task.Delay(50);
            }
        }
    }

    private async Task SignMachineInAsync(CancellationToken ct)
    {
        var secret = MachineClient.NewSecret();
        await App.WithDbAsync(db =>
        {
            db.Add(new MachineClient { Id = Guid.NewGuid(), ClientId = "kill", Name = "测试平台", Scopes = "startup", SecretDigest = MachineClient.DigestOf(secret) });
            return db.SaveChangesAsync(ct);
        });
        using var answer = await machine.PostAsync(
            "/connect/token", new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = "kill", ["client_secret"] = secret, ["scope"] = "startup" }), ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        Assert(answer.IsSuccessStatusCode, $"token: {(int)answer.StatusCode} {text}");
        machine.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", JsonDocument.Parse(text).RootElement.GetProperty("access_token").GetString());
    }

    private void Assert(bool holds, string otherwise) => Xunit.Assert.True(holds, $"{otherwise}\n{copy.Said}");
}
