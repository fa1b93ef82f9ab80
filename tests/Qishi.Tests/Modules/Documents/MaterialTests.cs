using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Kernel;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Documents.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Files;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Documents;

public sealed class MaterialTests
{
    [Theory, OnEachDatabase]
    public async Task Accept_StoresTheFileUnderItsDigestAndALabel(DatabaseKind kind)
    {
        var subject = DocumentArchiveTests.NewSubject();
        var card = (await Accept(kind, Files.Png(31, 17), "../../合同\0.png", subject)).Value;
        Assert.Equal(("合同.png", "image/png", "premises-proof"), (card.FileName, card.ContentType, card.Kind));
        await using var stored = await TestApp.Shared(kind).AsAsync(null, s => s.GetRequiredService<IFileStore>().OpenAsync(card.Digest, default));
        Assert.Equal(card.Size, stored!.Length);
        Assert.Equal([card], await Of(kind, subject));
    }

    [Theory, OnEachDatabase]
    public async Task Accept_TheSameFileTwice_IsOneMaterial(DatabaseKind kind)
    {
        var subject = DocumentArchiveTests.NewSubject();
        var first = (await Accept(kind, Files.Png(32, 18), "照片.png", subject)).Value;
        var second = (await Accept(kind, Files.Png(32, 18), "照片副本.png", subject)).Value;
        Assert.Equal(first, second);
        Assert.Single(await Of(kind, subject));
        var elsewhere = (await Accept(kind, Files.Png(32, 18), "照片.png", DocumentArchiveTests.NewSubject())).Value;
        Assert.Equal(first.Digest, elsewhere.Digest);
        Assert.NotEqual(first.Id, elsewhere.Id);
    }

    [Theory, OnEachDatabase]
    public async Task Accept_WhenTheProgramDiesBeforeTheSave_LeavesNoRow(DatabaseKind kind)
    {
        var subject = DocumentArchiveTests.NewSubject();
        var card = (await Accept(kind, Files.Png(33, 19), "照片.png", subject, save: false)).Value;
        Assert.Empty(await Of(kind, subject));
        // Sent again, it is taken as if for the first time.
        var again = (await Accept(kind, Files.Png(33, 19), "照片.png", subject)).Value;
        Assert.Equal(card.Digest, again.Digest);
        Assert.Equal([again], await Of(kind, subject));
    }

    [Theory, OnEachDatabase]
    public async Task Accept_ARefusedFile_LeavesNothing(DatabaseKind kind)
    {
        var subject = DocumentArchiveTests.NewSubject();
        var result = await Accept(kind, "MZ program"u8.ToArray(), "证明.exe", subject);
        Assert.Equal("“证明.exe”不是照片或PDF，不能上传。请上传JPG、PNG或PDF文件", Assert.Single(result.Problems).Sentence);
        Assert.Empty(await Of(kind, subject));
    }

    [Theory, OnEachDatabase]
    public async Task Accept_BeyondTheNumberOfFiles_IsRefused(DatabaseKind kind)
    {
        var subject = DocumentArchiveTests.NewSubject();
        await TestApp.Shared(kind).WithDbAsync(async db =>
        {
            for (var i = 0; i < 60; i++)
                db.Add(new Material { Id = Guid.NewGuid(), Subject = subject, Kind = "premises-proof", FileName = "a.png", ContentType = "image/png", Digest = new string('0', 64), UploadedAt = Samples.Issued });
            return await db.SaveChangesAsync();
        });
        Assert.Equal("material-too-many", Assert.Single((await Accept(kind, Files.Png(3, 3), "a.png", subject)).Problems).Code);
    }

    [Theory, OnEachDatabase]
    public async Task Remove_TakesItOffTheSubjectAndLetsItComeBack(DatabaseKind kind)
    {
        var subject = DocumentArchiveTests.NewSubject();
        var card = (await Accept(kind, Files.Png(34, 20), "照片.png", subject)).Value;
        await TestApp.Shared(kind).AsAsync(null, async s =>
        {
            await s.GetRequiredService<IDocuments>().RemoveMaterialAsync(card.Id, default);
            await s.GetRequiredService<AppDb>().SaveChangesAsync();
        });
        Assert.Empty(await Of(kind, subject));
        Assert.NotEqual(card.Id, (await Accept(kind, Files.Png(34, 20), "照片.png", subject)).Value.Id);
    }

    [Theory, OnEachDatabase]
    public async Task Signature_OfAnotherSubject_IsNotDrawn(DatabaseKind kind)
    {
        var (mine, other) = (DocumentArchiveTests.NewSubject(), DocumentArchiveTests.NewSubject());
        var own = (await Accept(kind, Files.Png(60, 20), "签名.png", mine, "signature")).Value;
        var foreign = (await Accept(kind, Files.Png(61, 21), "签名.png", other, "signature")).Value;
        Assert.Equal(1, await Pictures(kind, mine, own.Id));
        Assert.Equal(0, await Pictures(kind, mine, foreign.Id));
    }

    internal static Task<Result<MaterialCard>> Accept(DatabaseKind kind, byte[] bytes, string name, string subject, string material = "premises-proof", bool save = true) =>
        TestApp.Shared(kind).AsAsync(null, async s =>
        {
            var result = await s.GetRequiredService<IDocuments>().AcceptAsync(new MemoryStream(bytes), name, subject, material, default);
            if (save)
                await s.GetRequiredService<AppDb>().SaveChangesAsync();
            return result;
        });

    private static async Task<int> Pictures(DatabaseKind kind, string subject, Guid material)
    {
        var slots = Samples.Application;
        slots["Signature:梁小河"] = material.ToString();
        var pdf = await TestApp.Shared(kind).AsAsync(null, async s =>
        {
            var documents = s.GetRequiredService<IDocuments>();
            var card = documents.Issue(new NewDocument(DocumentKinds.Application, subject, "开办申请表", null, slots));
            await s.GetRequiredService<AppDb>().SaveChangesAsync();
            return await documents.PdfAsync(card.Id, default);
        });
        using var document = UglyToad.PdfPig.PdfDocument.Open(pdf!.Pdf);
        return document.GetPages().Sum(p => p.GetImages().Count());
    }

    private static Task<IReadOnlyList<MaterialCard>> Of(DatabaseKind kind, string subject) =>
        TestApp.Shared(kind).AsAsync(null, s => s.GetRequiredService<IDocuments>().MaterialsOfAsync(subject, default));
}
