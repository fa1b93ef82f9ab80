using System.Text.Encodings.Web;
using System.Text.Json;
using Qishi.Kernel;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Licences.Contracts;
using Qishi.Modules.Licences.Model;
using Qishi.Modules.Licences.Seals;
using Qishi.Modules.Licences.Sign;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Licences.MyLicence;

/// <summary>A licence as a file: text, digest, signature and certificate.</summary>
public sealed record LicenceFile(string Format, string Licence, string Digest, string Signature, string Certificate);

/// <summary>The licence as a file: the signed text for machines, or the picture to print with the bureau's seal on it. Each time is in the log of uses.</summary>
internal sealed class TakeLicenceHandler(AppDb db, LicenceDoor door, LicenceBook book, IDocuments documents, BureauSeal seal, EventLog log, Actor actor, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    public async Task<IResult> DataAsync(string uscc, CancellationToken ct)
    {
        if (await FindAsync(uscc, ct) is not { } l)
            return Results.NotFound();
        await RecordAsync(l.Holding, l.Licence, ct);
        var file = JsonSerializer.SerializeToUtf8Bytes(new LicenceFile(LicenceText.Format, l.Licence.Text, l.Licence.Digest, l.Licence.Signature, l.Licence.Certificate), Json);
        return Results.File(file, "application/json", $"电子营业执照_{uscc}.json");
    }

    public async Task<IResult> PdfAsync(string uscc, CancellationToken ct)
    {
        if (await FindAsync(uscc, ct) is not { } l || await documents.PdfAsync(l.Licence.DocumentId, ct) is not { } file)
            return Results.NotFound();
        await RecordAsync(l.Holding, l.Licence, ct);
        return Results.File(await seal.PutAsync(file.Pdf, ct) ?? file.Pdf, "application/pdf", $"电子营业执照_{uscc}.pdf");
    }

    private async Task<(Holding Holding, ElectronicLicence Licence)?> FindAsync(string uscc, CancellationToken ct) =>
        await door.FindAsync(uscc, ct) is { Matters.Count: > 0 } holding && await book.CurrentAsync(uscc, ct) is { State: ElectronicLicenceState.Valid or ElectronicLicenceState.Frozen } licence ? (holding, licence) : null;

    private async Task RecordAsync(Holding holding, ElectronicLicence licence, CancellationToken ct)
    {
        var use = new LicenceUse
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Uscc = licence.Uscc,
            No = licence.No,
            Kind = LicenceUseKind.Downloaded,
            Purpose = "SHOW",
            By = holding.By,
            AccountId = actor.AccountId,
            GrantId = holding.Grant?.Id,
            At = clock.UtcNow(),
        };
        db.Add(use);
        log.Record(actor, "ElectronicLicenceTaking", null, new ElectronicLicenceUsed(use.Id, licence.Uscc, nameof(LicenceUseKind.Downloaded), use.Purpose));
        await db.SaveChangesAsync(ct);
    }
}
