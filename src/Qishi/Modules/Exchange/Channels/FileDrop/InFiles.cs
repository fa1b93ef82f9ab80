using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Kernel.Sm;
using Qishi.Modules.Exchange.Certificates;
using Qishi.Modules.Exchange.Contracts;

namespace Qishi.Modules.Exchange.Channels.FileDrop;

/// <summary>
/// The inbox of a party that exchanges lists. The manifest names the certificate; it must be registered for this party and count on the day of arrival, and its key must have signed the bytes.
/// </summary>
internal sealed class InFiles(ExchangeOptions options, CertificateBook book, TimeProvider clock) : IInFiles
{
    private const int AtOnce = 200;

    /// <summary>A writer that needs longer for one file has died.</summary>
    private static readonly TimeSpan HalfWritten = TimeSpan.FromMinutes(10);

    public async Task<IReadOnlyList<RefusedFile>> TakeAsync(string party, Func<InFile, CancellationToken, Task<string?>> take, CancellationToken ct)
    {
        var folder = DropFolder.Inbox(options.FilesFolder, party);
        var refused = new List<RefusedFile>();
        foreach (var name in DropFolder.Manifests(folder).Take(AtOnce))
        {
            if (DropFolder.Read(folder, name) is { } message)
            {
                var why = await WhyNotAsync(party, message.Manifest.Headers, message.Body, ct) ?? await take(new(message.Manifest.File, message.Body), ct);
                DropFolder.Move(folder, name, message.Manifest.File, Path.Combine(folder, why is null ? "taken" : "refused"));
                if (why is not null)
                    refused.Add(new(message.Manifest.File, why));
            }
            else if (clock.UtcNow() - File.GetLastWriteTimeUtc(Path.Combine(folder, name)) > HalfWritten)
            {
                DropFolder.Move(folder, name, Path.ChangeExtension(name, ".json"), Path.Combine(folder, "refused"));
                refused.Add(new(name, "文件不完整，长度或者摘要和清单不符"));
            }
        }

        return refused;
    }

    private async Task<string?> WhyNotAsync(string party, IReadOnlyDictionary<string, string> headers, byte[] body, CancellationToken ct)
    {
        if (Bytes(headers.GetValueOrDefault("Qishi-Signature-Sm2")) is not { } signature || Bytes(headers.GetValueOrDefault("Qishi-Certificate")) is not { } der || Sm2Certificate.Read(der) is not { } shown)
            return "没有签名，或者签名证书读不出来";
        if (!(await book.FindAsync([shown.Fingerprint], ct)).TryGetValue(shown.Fingerprint, out var known) || known.Owner != party)
            return "签名证书没有登记";
        // The time in the manifest is not signed; the certificate must count now.
        var now = clock.UtcNow();
        return known.WhyNot(now, now, TimeSpan.Zero) ?? (Sm2.Verify(known.Parsed.PublicKey, body, signature) ? null : "签名不符，内容可能被改动过");
    }

    private static byte[]? Bytes(string? base64)
    {
        var buffer = new byte[64 * 1024];
        return base64 is { Length: > 0 } && Convert.TryFromBase64String(base64, buffer, out var length) ? buffer[..length] : null;
    }
}
