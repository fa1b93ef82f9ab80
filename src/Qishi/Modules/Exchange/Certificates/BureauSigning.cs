using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Kernel.Sm;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Modules.Exchange.Sign;
using Qishi.Platform.Data;

namespace Qishi.Modules.Exchange.Certificates;

/// <summary>Signs for other modules with the certificates kept here.</summary>
internal sealed class BureauSigning(AppDb db, CertificateBook book, DatabaseOptions options, FieldCipher cipher, TimeProvider clock) : IBureauSigning
{
    private OwnAuthority? authority;

    public Sm2Certificate Authority => Own.Certificate;

    private OwnAuthority Own => authority ??= OwnAuthority.Open(options.DataFolder, cipher, clock.UtcNow());

    public async Task<BureauSignature> SignAsync(byte[] data, CancellationToken ct)
    {
        Certificate own;
        try
        {
            own = await book.SigningAsync(ct);
        }
        catch (NoSigningCertificateException e)
        {
            throw new InvalidOperationException(e.Message, e);
        }

        return new(Sm2.Sign(Convert.FromBase64String(own.PrivateKey!), data), Convert.FromBase64String(own.Der));
    }

    public async Task<bool> VerifiesAsync(byte[] data, byte[] signature, DateTime signedAt, CancellationToken ct)
    {
        var (own, now) = (await db.Set<Certificate>().AsNoTracking().Where(c => c.Owner == Wire.Bureau && c.ValidFrom <= signedAt && c.ValidTo > signedAt).ToListAsync(ct), clock.UtcNow());
        return own.Any(c => c.WhyNot(signedAt, now, TimeSpan.FromMinutes(5)) is null && Sm2.Verify(c.Parsed.PublicKey, data, signature));
    }

    public async Task<string?> WhyNotAsync(byte[] certificate, DateTime signedAt, CancellationToken ct) =>
        Sm2Certificate.Read(certificate) is { } read && await FindAsync(read, ct) is { Owner: Wire.Bureau } known ? known.WhyNot(signedAt, clock.UtcNow(), TimeSpan.FromMinutes(5)) : "证书不是本局的";

    public async Task<DateTime?> EndedAtAsync(Sm2Certificate certificate, CancellationToken ct) => (await FindAsync(certificate, ct))?.EndedAt;

    public (Sm2Certificate Certificate, byte[] PrivateKey) Issue(string holder, string unit, DateTime from, DateTime to) => Own.Issue(holder, unit, from, to);

    private Task<Certificate?> FindAsync(Sm2Certificate certificate, CancellationToken ct) =>
        db.Set<Certificate>().AsNoTracking().SingleOrDefaultAsync(c => c.Fingerprint == certificate.Fingerprint, ct);
}
