using System.Globalization;
using System.Text.RegularExpressions;
using Qishi.Kernel;
using Qishi.Kernel.Sm;
using Qishi.Modules.Exchange.Contracts;

namespace Qishi.Modules.Exchange.Channels.FileDrop;

/// <summary>The outbox of a party that exchanges lists. The manifest carries the bureau's SM2 signature over the bytes and the certificate to check it with.</summary>
internal sealed partial class OutFiles(ExchangeOptions options, IBureauSigning signing, TimeProvider clock) : IOutFiles
{
    public async Task<string> PutAsync(string party, string stem, byte[] body, CancellationToken ct)
    {
        // Names come from code, but a folder is no place to trust anybody.
        if (!Plain().IsMatch(party) || !Plain().IsMatch(stem))
            throw new ArgumentException($"'{party}/{stem}' is no plain name.", nameof(stem));
        var signed = await signing.SignAsync(body, ct);
        DropFolder.Put(DropFolder.Outbox(options.FilesFolder, party), stem, stem, body, new Dictionary<string, string>
        {
            ["Qishi-Time"] = clock.UtcNow().ToString("O", CultureInfo.InvariantCulture),
            ["Qishi-Signature-Sm2"] = Convert.ToBase64String(signed.Signature),
            ["Qishi-Certificate"] = Convert.ToBase64String(signed.Certificate),
        });
        return Sm3.Hex(body);
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9-]{0,80}$")]
    private static partial Regex Plain();
}
