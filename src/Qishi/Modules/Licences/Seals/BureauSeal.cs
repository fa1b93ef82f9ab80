using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Kernel.Sm.Seals;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Licences.Model;
using Qishi.Modules.Licences.Pdf;
using Qishi.Platform.Data;

namespace Qishi.Modules.Licences.Seals;

/// <summary>Puts a seal that is in use on a PDF.</summary>
internal sealed class SealPress(ISealPictures pictures, TimeProvider clock)
{
    public Result<byte[]> Put(ElectronicSeal seal, byte[] pdf, int? page)
    {
        if (seal is not { State: SealState.Active, Bytes: { } bytes, PrivateKey: { } key, Certificate: { } certificate })
            return new Problem("seal-idle", $"这枚印章现在是“{SealFlow.Flow[seal.State].Word}”，不能使用", "Seal");
        var ses = SesSeal.Read(Convert.FromBase64String(bytes)) ?? throw new InvalidOperationException($"The seal {seal.EsId} cannot be read.");
        var (now, picture) = (clock.UtcNow(), ses.Facts.Picture);
        if (now >= ses.Facts.ValidTo)
            return new Problem("seal-expired", "这枚印章已经到期，不能使用", "Seal");
        var place = new SealPlace(pictures.Pixels(picture.Data), picture.WidthMm, picture.HeightMm, page, ses.Facts.Name, now, ses.Bytes.Length + 2_048);
        var signer = Convert.FromBase64String(certificate);
        return PdfSealing.Seal(pdf, place, hash => SesSignature.Make(ses, now, hash, PdfSealing.Property, signer, Convert.FromBase64String(key)).Bytes);
    }
}

/// <summary>The bureau's own seal, on licences.</summary>
internal sealed class BureauSeal(AppDb db, SealPress press)
{
    /// <summary>The sealed PDF; null while the bureau has no seal in use.</summary>
    public async Task<byte[]?> PutAsync(byte[] pdf, CancellationToken ct) =>
        await db.Set<ElectronicSeal>().AsNoTracking().Where(s => s.Owner == ElectronicSeal.Bureau && s.State == SealState.Active).OrderByDescending(s => s.AppliedAt).FirstOrDefaultAsync(ct) is { } seal
        && press.Put(seal, pdf, 1) is { Ok: true, Value: var signed } ? signed : null;
}
