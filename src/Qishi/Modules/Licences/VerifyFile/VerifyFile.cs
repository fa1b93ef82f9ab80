using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Kernel.Sm;
using Qishi.Kernel.Sm.Seals;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Licences.Contracts;
using Qishi.Modules.Licences.Model;
using Qishi.Modules.Licences.MyLicence;
using Qishi.Modules.Licences.Pdf;
using Qishi.Modules.Licences.Sign;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Licences.VerifyFile;

/// <summary>One seal of a file, or the signature of a licence file.</summary>
/// <param name="Code">VALID or SEAL-n; LICENCE-n for a licence file.</param>
/// <param name="Sentence">What it means.</param>
/// <param name="SealName">Name of the seal; null when it could not be read.</param>
/// <param name="EsId">Number of the seal.</param>
/// <param name="SealedAt">When, UTC, by the signer's clock.</param>
/// <param name="FilingNo">Number under which the seal is filed.</param>
public sealed record CheckedSeal(string Code, string Sentence, string? SealName, string? EsId, DateTime? SealedAt, string? FilingNo);

/// <param name="Digest">SM3 of the file.</param>
/// <param name="Seals">What stands in it, in order.</param>
public sealed record FileAnswer(string Digest, IReadOnlyList<CheckedSeal> Seals)
{
    /// <summary>Something is there and nothing fails.</summary>
    public bool Valid => Seals.Count > 0 && Seals.All(s => s.Code == "VALID");

    /// <summary>First failing code, VALID, or NONE.</summary>
    public string Result => Seals.FirstOrDefault(s => s.Code != "VALID")?.Code ?? (Seals.Count > 0 ? "VALID" : "NONE");
}

public sealed class VerifyFileForm
{
    public IReadOnlyList<IFormFile>? File { get; set; }
}

/// <summary>Checks a sealed PDF or a downloaded licence file. The file is not kept.</summary>
internal sealed class VerifyFileHandler(AppDb db, IBureauSigning bureau, LicenceBook book, EventLog log, Actor actor)
{
    public const int MostBytes = 20 * 1024 * 1024;
    private const int MostSeals = 50;

    public async Task<FileAnswer> HandleAsync(byte[] file, CancellationToken ct)
    {
        var seals = file.AsSpan().StartsWith("%PDF-"u8) ? await PdfAsync(file, ct) : file is [(byte)'{', ..] ? [await LicenceAsync(file, ct)] : [];
        var answer = new FileAnswer(Sm3.Hex(file), seals);
        log.Record(actor, "SealedFileChecking", null, new SealedFileChecked(seals.Count, answer.Result));
        await db.SaveChangesAsync(ct);
        return answer;
    }

    private async Task<IReadOnlyList<CheckedSeal>> PdfAsync(byte[] file, CancellationToken ct)
    {
        var found = PdfSignatures.Find(file).Take(MostSeals).ToList();
        var ids = found.Select(f => f.Signature?.Seal.Facts.EsId).OfType<string>().Distinct().ToList();
        var known = await db.Set<ElectronicSeal>().AsNoTracking().Where(s => ids.Contains(s.EsId)).ToDictionaryAsync(s => s.EsId, ct);
        var authorities = new[] { bureau.Authority };
        return [.. found.Select((f, i) =>
        {
            var finding = SealCheck.Check(f.Signature, f.Hash, authorities, _ => null, (id, at) => known.TryGetValue(id, out var seal) ? seal.WhyNot(at, f.Signature!.Seal.Bytes) : "备案里没有这枚印章");
            // What stands behind the last seal is covered by none.
            if (finding.Step == 0 && i == found.Count - 1 && f.End != file.Length)
                finding = new(8, "盖章以后文件又被追加了内容");
            var facts = f.Signature?.Seal.Facts;
            return new CheckedSeal(finding.Code, finding.Sentence, facts?.Name, facts?.EsId, f.Signature?.At, facts is null ? null : known.GetValueOrDefault(facts.EsId)?.FilingNo);
        })];
    }

    private async Task<CheckedSeal> LicenceAsync(byte[] bytes, CancellationToken ct)
    {
        LicenceFile? file;
        try
        {
            file = JsonSerializer.Deserialize<LicenceFile>(bytes, JsonSerializerOptions.Web);
            if (file is not { Format: LicenceText.Format, Licence.Length: > 0, Signature: not null, Certificate: not null })
                return Bad(1, "不是本局签发的电子营业执照数据文件");
            var (text, certificate) = (Encoding.UTF8.GetBytes(file.Licence), Convert.FromBase64String(file.Certificate));
            if (Sm3.Hex(text) != file.Digest)
                return Bad(2, "执照内容和摘要不一致，被改动过");
            if (Sm2Certificate.Read(certificate) is not { } signer || !Sm2.Verify(signer.PublicKey, text, Convert.FromBase64String(file.Signature)))
                return Bad(3, "签名不成立，文件被改动过");
            var fields = LicenceText.Fields(file.Licence);
            var (uscc, no) = (fields.GetValueOrDefault("uscc") ?? "", fields.GetValueOrDefault("no"));
            var row = await db.Set<ElectronicLicence>().AsNoTracking().SingleOrDefaultAsync(l => l.Uscc == uscc && l.Digest == file.Digest, ct);
            if (row is null || await bureau.WhyNotAsync(certificate, row.SignedAt, ct) is not null)
                return Bad(4, "没有签发过这份执照数据，签名证书不是本局的");
            await book.CurrentAsync(uscc, ct);
            var state = await db.Set<ElectronicLicence>().AsNoTracking().Where(l => l.Id == row.Id).Select(l => l.State).SingleAsync(ct);
            var name = $"{fields.GetValueOrDefault("name")}营业执照，第{no}次核发";
            return state switch
            {
                ElectronicLicenceState.Valid => new("VALID", "执照有效，内容没有改动", name, uscc, row.SignedAt, null),
                ElectronicLicenceState.Frozen => new("VALID", "内容没有改动。主体歇业、清算或者正在办理注销，执照已冻结", name, uscc, row.SignedAt, null),
                _ => new("LICENCE-5", $"内容没有改动，但是执照{ElectronicLicence.Words(state).Word}", name, uscc, row.SignedAt, null),
            };
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return Bad(1, "不是本局签发的电子营业执照数据文件，或者文件被改动过");
        }

        CheckedSeal Bad(int step, string sentence) => new($"LICENCE-{step}", sentence, null, null, null, null);
    }

    /// <summary>Reads an upload, bounded.</summary>
    public static async Task<byte[]?> ReadAsync(Stream content, CancellationToken ct)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = await content.ReadAsync(buffer, ct)) > 0;)
        {
            if (kept.Length + read > MostBytes)
                return null;
            kept.Write(buffer, 0, read);
        }

        return kept.ToArray();
    }
}
