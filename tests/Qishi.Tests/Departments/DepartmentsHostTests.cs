using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Qishi.Departments;
using Qishi.Kernel.Sm;
using Qishi.Modules.Exchange.Certificates;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Platform.Data;
using Xunit;

namespace Qishi.Tests.Departments;

public sealed class DepartmentsHostTests
{
    private static readonly byte[] Secret = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 24, 2, 0, 0, TimeSpan.Zero));
    private (Sm2Certificate Certificate, byte[] PrivateKey) bureau;
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
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await PushAsync(host, key: Sm2.NewKey().PrivateKey));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await PushAsync(host, spoil: m => m.Replace("KB202611240001\"", "KB202611240002\"", StringComparison.Ordinal)));
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
        if (bureau.Certificate is null)
        {
            var authority = OwnAuthority.Open(folder, new FieldCipher(new byte[16], new byte[32]), clock.GetUtcNow().UtcDateTime);
            bureau = authority.Issue("望溪县市场监督管理局", Wire.Bureau, clock.GetUtcNow().UtcDateTime.AddDays(-1), clock.GetUtcNow().UtcDateTime.AddYears(1));
            authority.Publish(bureau.Certificate);
        }

        return DepartmentsHost.StartAsync(new DepartmentsOptions { Url = new Uri("http://127.0.0.1:0"), Folder = folder, Pace = 0, Works = false }, clock, default);
    }

    private async Task<HttpStatusCode> PushAsync(DepartmentsHost host, byte[]? secret = null, string path = "/medins/hand-overs", string? digest = null, byte[]? key = null, Func<string, string>? spoil = null)
    {
        using var data = JsonDocument.Parse("""{"caseNo":"KB202611240001","legalRep":{"mobile":"13800000001"}}""");
        const string Key = "92451521MACY00122C:MEDICAL:1";
        var now = clock.GetUtcNow().UtcDateTime;
        var salt = new string('7', 32);
        var message = JsonSerializer.SerializeToElement(
            new WireHandOver(
                "1.0", Key, Wire.Bureau, Wire.HandOverType, now, "KB202611240001", "92451521MACY00122C", "望溪县梁记米粉店", "MEDICAL", 1, now.AddHours(7),
                digest ?? FieldTree.Digest(salt, data.RootElement), data.RootElement, salt),
            Wire.Json);
        var proof = WireProof.Sign(Wire.HandOverType, Wire.Bureau, bureau.Certificate.Fingerprint, key ?? bureau.PrivateKey, now, [SignedText.Digest(SignedText.OfHandOver(message))])[0];
        var text = SignedText.WithProof(message.GetRawText(), proof.ToString());
        var body = Encoding.UTF8.GetBytes(spoil?.Invoke(text) ?? text);
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Address, path)) { Content = new ByteArrayContent(body) };
        foreach (var (name, value) in WireSignature.Sign(secret ?? Secret, "MEDINS", "POST", path, Key, body, now).Headers)
            request.Headers.Add(name, value);
        request.Headers.Add(WireSignature.KeyHeader, Key);
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }
}
