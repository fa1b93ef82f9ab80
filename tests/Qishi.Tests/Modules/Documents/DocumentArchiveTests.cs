using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Kernel;
using Qishi.Kernel.Sm;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Documents.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Documents;

public sealed class DocumentArchiveTests
{
    [Theory, OnEachDatabase]
    public async Task Issue_ThenPdf_DrawsOnceAndKeepsTheDigest(DatabaseKind kind)
    {
        var card = await Issue(kind, NewSubject());
        var first = await Pdf(kind, card.Id);
        var second = await Pdf(kind, card.Id);
        Assert.Equal(first!.Digest, second!.Digest);
        Assert.Equal(first.Pdf, second.Pdf);
        Assert.Equal(Sm3.Hex(first.Pdf), first.Digest);
        Assert.Equal("营业执照（正本）.pdf", first.FileName);
        var drawn = await TestApp.Shared(kind).WithDbAsync(db => db.Set<EventRow>().CountAsync(e => e.Type == "Documents.DocumentDrawn" && e.Payload.Contains(card.Id.ToString())));
        Assert.Equal(1, drawn);
    }

    [Theory, OnEachDatabase]
    public async Task Pdf_AskedByManyAtOnce_IsTheSameForAll(DatabaseKind kind)
    {
        var card = await Issue(kind, NewSubject());
        var files = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Pdf(kind, card.Id)));
        Assert.Single(files.Select(f => f!.Digest).Distinct());
        var drawn = await TestApp.Shared(kind).WithDbAsync(db => db.Set<EventRow>().CountAsync(e => e.Type == "Documents.DocumentDrawn" && e.Payload.Contains(card.Id.ToString())));
        Assert.Equal(1, drawn);
    }

    [Theory, OnEachDatabase]
    public async Task Issue_WhenTheCallerDoesNotSave_LeavesNothing(DatabaseKind kind)
    {
        var card = await TestApp.Shared(kind).AsAsync(null, s => Task.FromResult(s.GetRequiredService<IDocuments>().Issue(Licence(NewSubject()))));
        Assert.Null(await Pdf(kind, card.Id));
    }

    [Theory, OnEachDatabase]
    public async Task Pdf_DoesNotSaveWhatTheCallerHasNotSaved(DatabaseKind kind)
    {
        var card = await Issue(kind, NewSubject());
        var subject = NewSubject();
        await TestApp.Shared(kind).AsAsync(null, async s =>
        {
            s.GetRequiredService<IDocuments>().Issue(Licence(subject));
            await s.GetRequiredService<IDocuments>().PdfAsync(card.Id, default);
        });
        Assert.Empty(await TestApp.Shared(kind).AsAsync(null, s => s.GetRequiredService<IDocuments>().OfAsync(subject, default)));
    }

    [Theory, OnEachDatabase]
    public async Task Content_IsEncryptedAtRestAndDigestIsOfItsCanonicalText(DatabaseKind kind)
    {
        var subject = NewSubject();
        var card = await Issue(kind, subject);
        var canonical = DocumentContent.Of(Licence(subject)).Canonical();
        Assert.Equal(DocumentContent.DigestOf(canonical), card.ContentDigest);
        var row = await TestApp.Shared(kind).WithDbAsync(db => db.Set<Document>().AsNoTracking().SingleAsync(d => d.Id == card.Id));
        Assert.Equal(canonical, row.Content);
        var found = await TestApp.Shared(kind).WithDbAsync(db => db.Set<Document>().CountAsync(d => d.Id == card.Id && ((string)(object)d.Content).Contains("营业")));
        Assert.Equal(0, found);
    }

    [Fact]
    public void Digest_DoesNotDependOnTheOrderOfSlots()
    {
        var slots = new Dictionary<string, string> { ["B"] = "乙", ["A"] = "甲“x”" };
        var turned = new Dictionary<string, string> { ["A"] = "甲“x”", ["B"] = "乙" };
        var one = Samples.Content(DocumentKinds.Notice, "通知书", slots).Canonical();
        Assert.Equal(one, Samples.Content(DocumentKinds.Notice, "通知书", turned).Canonical());
        Assert.Equal("""{"kind":"notice","number":null,"slots":{"A":"甲“x”","B":"乙"},"subject":"case:KB202611240001","title":"通知书"}""", one);
    }

    [Theory, OnEachDatabase]
    public async Task Issue_OfAnUnknownTemplate_IsAProgrammersMistake(DatabaseKind kind) =>
        await Assert.ThrowsAsync<ArgumentException>(() => TestApp.Shared(kind).AsAsync(null, s =>
            Task.FromResult(s.GetRequiredService<IDocuments>().Issue(Licence(NewSubject()) with { Kind = "unknown" }))));

    [Theory, OnEachDatabase]
    public async Task Of_ShowsNewestFirst(DatabaseKind kind)
    {
        var subject = NewSubject();
        var first = await Issue(kind, subject);
        var second = await Issue(kind, subject);
        var cards = await TestApp.Shared(kind).AsAsync(null, s => s.GetRequiredService<IDocuments>().OfAsync(subject, default));
        Assert.Equal([second.Id, first.Id], cards.Select(c => c.Id));
    }

    internal static string NewSubject() => "case:KB" + Guid.NewGuid().ToString("N");

    internal static NewDocument Licence(string subject) => new(DocumentKinds.LicenceOriginal, subject, "营业执照（正本）", null, Samples.Company);

    internal static Task<DocumentCard> Issue(DatabaseKind kind, string subject) => TestApp.Shared(kind).AsAsync(null, async s =>
    {
        var card = s.GetRequiredService<IDocuments>().Issue(Licence(subject));
        await s.GetRequiredService<AppDb>().SaveChangesAsync();
        return card;
    });

    private static Task<DocumentFile?> Pdf(DatabaseKind kind, Guid id) =>
        TestApp.Shared(kind).AsAsync(null, s => s.GetRequiredService<IDocuments>().PdfAsync(id, default));
}
