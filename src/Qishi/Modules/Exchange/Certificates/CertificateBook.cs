using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Modules.Exchange.Sign;
using Qishi.Platform.Data;

namespace Qishi.Modules.Exchange.Certificates;

/// <summary>The certificates of the bureau and the departments. Asked anew each time: one that is ended counts for nothing from the next message on.</summary>
internal sealed class CertificateBook(AppDb db, TimeProvider clock)
{
    /// <summary>The bureau's newest certificate that is valid now.</summary>
    /// <exception cref="NoSigningCertificateException">There is none.</exception>
    public async Task<Certificate> SigningAsync(CancellationToken ct)
    {
        var now = clock.UtcNow();
        var own = await db.Set<Certificate>().AsNoTracking()
            .Where(c => c.Owner == Wire.Bureau && c.PrivateKey != null && c.ValidFrom <= now && c.ValidTo > now && (c.EndedAt == null || c.EndedAt > now)).ToListAsync(ct);
        return own.MaxBy(c => (c.ValidFrom, c.AddedAt)) ?? throw new NoSigningCertificateException();
    }

    public async Task<IReadOnlyDictionary<string, Certificate>> FindAsync(IEnumerable<string> fingerprints, CancellationToken ct)
    {
        var wanted = fingerprints.Distinct().Take(50).ToList();
        return wanted.Count == 0 ? new Dictionary<string, Certificate>()
            : await db.Set<Certificate>().AsNoTracking().Where(c => wanted.Contains(c.Fingerprint)).ToDictionaryAsync(c => c.Fingerprint, ct);
    }
}
