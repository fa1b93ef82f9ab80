using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Qishi.Departments;
using Qishi.Modules.Exchange.Contracts;
using Xunit;

namespace Qishi.Tests.Departments;

public sealed class DepartmentsHostTests
{
    private static readonly byte[] Secret = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 24, 2, 0, 0, TimeSpan.Zero));
    private readonly string folder = Directory.CreateTempSubdirectory("qishi-departments-").FullName;

    [Fact]
    public async Task TheSameKey_AcrossARestart_TakesEffectOnce()
    {
        await using (var first = await StartAsync())
        {
            Assert.Equal(HttpStatusCode.Accepted, await PushAsync(first));
            await first.RoundAsync();
        }

        await using var second = await StartAsync();
        Assert.Equal(HttpStatusCode.Accepted, await PushAsync(second));
        await second.RoundAsync();
        await using var db = new DepartmentsDb(second.Options.File);
        var row = await db.Received.SingleAsync();
        Assert.Equal((2, 1, "DONE"), (row.Deliveries, row.Effects, row.Status));
    }

    [Fact]
    public async Task WrongSecret_WrongPath_AlteredBody_AreRefused()
    {
        await using var host = await StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await PushAsync(host, secret: new byte[32]));
        Assert.Equal(HttpStatusCode.Unauthorized, await PushAsync(host, path: "/tax/hand-overs"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await PushAsync(host, digest: new string('0', 64)));
        await using var db = new DepartmentsDb(host.Options.File);
        Assert.Equal(0, await db.Received.CountAsync());
    }

    [Fact]
    public void FundBatches_FinishTogetherAtTheirInterval()
    {
        var habit = Habit.Of("FUND")!;
        var at = habit.DoneAt(new DateTime(2026, 11, 24, 2, 0, 3, DateTimeKind.Utc), 1);
        Assert.Equal(new DateTime(2026, 11, 24, 2, 0, 20, DateTimeKind.Utc), at);
        Assert.Equal(at, habit.DoneAt(new DateTime(2026, 11, 24, 2, 0, 17, DateTimeKind.Utc), 1));
    }

    private Task<DepartmentsHost> StartAsync()
    {
        Directory.CreateDirectory(Path.Combine(folder, "keys"));
        File.WriteAllLines(Path.Combine(folder, "keys", "departments.keys"), Habit.All.Select(h => $"{h.Code}={Convert.ToBase64String(Secret)}"));
        return DepartmentsHost.StartAsync(new DepartmentsOptions { Url = new Uri("http://127.0.0.1:0"), Folder = folder, Pace = 0, Works = false }, clock, default);
    }

    private async Task<HttpStatusCode> PushAsync(DepartmentsHost host, byte[]? secret = null, string path = "/medins/hand-overs", string? digest = null)
    {
        using var data = JsonDocument.Parse("""{"caseNo":"KB202611240001","legalRep":{"mobile":"13800000001"}}""");
        const string Key = "92451521MACY00122C:MEDICAL:1";
        var now = clock.GetUtcNow().UtcDateTime;
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new WireHandOver("1.0", Key, "qishi", Wire.HandOverType, now, "KB202611240001", "92451521MACY00122C", "望溪县梁记米粉店", "MEDICAL", 1, now.AddHours(7), digest ?? CanonicalJson.Digest(CanonicalJson.Of(data.RootElement)), data.RootElement),
            Wire.Json);
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Address, path)) { Content = new ByteArrayContent(body) };
        foreach (var (name, value) in WireSignature.Sign(secret ?? Secret, "MEDINS", "POST", path, Key, body, now).Headers)
            request.Headers.Add(name, value);
        request.Headers.Add(WireSignature.KeyHeader, Key);
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }
}
