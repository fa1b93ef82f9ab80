using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Qishi.Kernel.Sm;
using Qishi.Modules.Exchange.Certificates;
using Qishi.Modules.Exchange.Contracts;

namespace Qishi.Bench.Exchange;

/// <summary>
/// A department behind real HTTP in this process. <c>/bare</c> reads the body and answers 202. <c>/hand-overs/batch</c> does what a department must: reads each message strictly, checks its
/// proof and its data's digest, and answers with signed receipts.
/// </summary>
internal sealed class Receiver : IAsyncDisposable
{
    private const string Code = "MEDINS";
    private readonly WebApplication web;
    private readonly (Sm2Certificate Certificate, byte[] PrivateKey) signer;
    private readonly int together;

    private Receiver(WebApplication web, (Sm2Certificate, byte[]) signer, int together) => (this.web, this.signer, this.together) = (web, signer, together);

    public Uri Address => new(web.Urls.First());

    public static async Task<Receiver> OpenAsync(string dataFolder, byte[] secret, Sm2Certificate bureau, int together, CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var web = builder.Build();
        var receiver = new Receiver(web, DepartmentKeyFile.Read(dataFolder, Code, secret) ?? throw new InvalidOperationException("The department has no key."), together);
        web.MapPost("/bare", async (HttpContext c) =>
        {
            await ReadAsync(c);
            c.Response.StatusCode = 202;
        });
        // The second parameter keeps the result: without it the lambda is a RequestDelegate whose answer nobody writes.
        web.MapPost("/hand-overs/batch", async (HttpContext c, CancellationToken _) => Results.Bytes(receiver.Take(await ReadAsync(c), bureau), Wire.BatchMediaType));
        await web.StartAsync(ct);
        return receiver;
    }

    public ValueTask DisposeAsync() => web.DisposeAsync();

    private byte[] Take(byte[] body, Sm2Certificate bureau)
    {
        var now = DateTime.UtcNow;
        using var document = SignedText.Parse(body);
        var (receipts, seen) = (new List<WireReceipt>(), new HashSet<string>());
        foreach (var item in document.RootElement.EnumerateArray())
        {
            var message = item.Deserialize<WireHandOver>(Wire.Json)!;
            var proof = WireProof.Read(message.Proof);
            var digest = SignedText.Digest(SignedText.OfHandOver(item));
            if (!message.IsWhole || proof?.RootOf(digest) is not { } root || proof.Certificate != bureau.Fingerprint)
                throw new InvalidOperationException($"{message.Id} is not whole.");
            // One signature for all that stand under the same root.
            if (seen.Add(Convert.ToHexString(root)) && !proof.Proves(Wire.HandOverType, Wire.Bureau, digest, bureau.PublicKey))
                throw new InvalidOperationException($"{message.Id} is not signed by the bureau.");
            receipts.Add(new($"M-{message.Id}", message.Id, "ACKED", now, message.PayloadDigest));
        }

        var signed = receipts.Chunk(together).SelectMany(some => WireReceipt.Sign(some, Code, signer.Certificate.Fingerprint, signer.PrivateKey, now));
        return Encoding.UTF8.GetBytes("[" + string.Join(',', signed) + "]");
    }

    private static async Task<byte[]> ReadAsync(HttpContext c)
    {
        using var buffer = new MemoryStream();
        await c.Request.Body.CopyToAsync(buffer, c.RequestAborted);
        return buffer.ToArray();
    }
}
