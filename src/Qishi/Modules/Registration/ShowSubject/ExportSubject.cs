using System.IO.Compression;
using System.Text;
using Qishi.Kernel;
using Qishi.Kernel.Sm;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Registration.Checks;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Export;

namespace Qishi.Modules.Registration.ShowSubject;

/// <summary>An entity's file left the house.</summary>
/// <param name="Uscc">Credit code.</param>
/// <param name="AsOf">As of which day.</param>
/// <param name="Files">Files in the archive.</param>
/// <param name="Digest">SM3 of the archive.</param>
internal sealed record SubjectFileExported(string Uscc, DateOnly AsOf, int Files, string Digest) : IEvent
{
    public string Subject => "entity:" + Uscc;
}

/// <summary>The file of an entity as a ZIP: items, timeline, every document and every uploaded original the reader may open, and an index with the digest of each file.</summary>
internal sealed class ExportSubjectHandler(AppDb db, ShowSubjectHandler show, IDocuments documents, EventLog log, Actor actor, TimeProvider clock)
{
    private const long MostBytes = 100L * 1024 * 1024;

    public async Task<IResult> HandleAsync(string uscc, DateOnly? asOf, CancellationToken ct)
    {
        if (await show.HandleAsync(uscc, asOf, null, ct) is not { } view)
            return Results.NotFound();
        var index = new StringBuilder($"{Name(view)}　统一社会信用代码{uscc}\n截至{ChinaTime.FullDay(view.AsOf)}　导出时间{ChinaTime.At(clock.UtcNow()):yyyy-MM-dd HH:mm}　导出人{actor.NameOnRecord}\n\nSM3摘要　文件\n");
        using var zip = new MemoryStream();
        var files = 0;
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            await AddAsync("登记事项.txt", Encoding.UTF8.GetBytes("\uFEFF" + Items(view)));
            ExcelColumn<FileLine>[] columns = [new("时间", l => l.At, 20), new("栏目", l => l.Panel, 24), new("内容", l => l.Text, 80)];
            await AddAsync("时间线.xlsx", ExcelFile.Write("一企一档时间线", $"{uscc}，截至{ChinaTime.FullDay(view.AsOf)}", columns, [.. view.Lines.Take(ExcelFile.MostRows)], actor, clock.UtcNow()));
            foreach (var d in view.Documents)
            {
                if (zip.Length > MostBytes)
                {
                    index.Append(System.Globalization.CultureInfo.InvariantCulture, $"（超过100MB，没有放入）　{d.Title}\n");
                    continue;
                }

                if (await documents.PdfAsync(d.Id, ct) is { } file)
                    await AddAsync($"文书/{ChinaTime.At(d.IssuedAt):yyyyMMdd-HHmm}_{d.Id.ToString("N")[^6..]}_{Clean(d.Title)}.pdf", file.Pdf);
            }

            foreach (var m in view.Materials)
            {
                if (zip.Length + m.Size > MostBytes)
                    index.Append(System.Globalization.CultureInfo.InvariantCulture, $"（超过100MB，没有放入）　{m.FileName}\n");
                else if (await documents.MaterialAsync(m.Id, ct) is { } bytes)
                    await AddAsync($"材料原件/{ChinaTime.At(m.UploadedAt):yyyyMMdd-HHmm}_{m.Id.ToString("N")[^6..]}_{Clean(Path.GetFileNameWithoutExtension(m.FileName))}{Ending(m.ContentType)}", bytes);
            }

            var text = Encoding.UTF8.GetBytes("\uFEFF" + index);
            await using var entry = archive.CreateEntry("目录.txt").Open();
            await entry.WriteAsync(text, ct);

            async Task AddAsync(string name, byte[] bytes)
            {
                await using var stream = archive.CreateEntry(name).Open();
                await stream.WriteAsync(bytes, ct);
                index.Append(System.Globalization.CultureInfo.InvariantCulture, $"{Sm3.Hex(bytes)}　{name}\n");
                files++;
            }
        }

        var made = zip.ToArray();
        log.Record(actor, "SubjectFileExporting", null, new SubjectFileExported(uscc, view.AsOf, files, Sm3.Hex(made)));
        await db.SaveChangesAsync(ct);
        return Results.File(made, "application/zip", $"一企一档_{uscc}_{view.AsOf:yyyyMMdd}.zip");
    }

    private static string Name(SubjectView v) => v.Items.Name == Model.Entity.NoName ? v.Items.HeadName : v.Items.Name;

    private static string Items(SubjectView v) => string.Join("\r\n", new[]
    {
        $"名称：{v.Items.Name}", $"统一社会信用代码：{v.Entity.Uscc}", $"类型：{Wording.TypeText(v.Entity)}", $"状态：{Wording.Statuses[v.Items.Status].Word}", $"{Wording.HeadTitle(v.Entity.Kind)}：{v.Items.HeadName}",
        v.Items.CapitalFen is { } fen ? $"{Wording.CapitalTitle(v.Entity.Kind)}：{Wording.CapitalText(fen, v.Entity.Currency)}" : null, $"成立日期：{ChinaTime.FullDay(v.Entity.EstablishedOn)}",
        $"{Wording.AddressTitle(v.Entity.Kind)}：{v.Items.Address}", $"经营范围：{v.Items.ScopeText.Replace("\n", "；", StringComparison.Ordinal)}",
    }.OfType<string>().Concat(v.People.Select(p => $"{PeopleRules.Words(p.Roles)}：{p.Name}，{p.IdMasked}，{p.MobileMasked}")));

    // By content, never by the name a user gave it.
    private static string Ending(string contentType) => contentType switch { "application/pdf" => ".pdf", "image/jpeg" => ".jpg", "image/png" => ".png", "image/webp" => ".webp", _ => ".bin" };

    private static string Clean(string title) => string.Concat(title.Where(c => char.IsLetterOrDigit(c) || c is '（' or '）' or '-')) is { Length: > 0 } clean ? clean[..Math.Min(40, clean.Length)] : "文书";
}
