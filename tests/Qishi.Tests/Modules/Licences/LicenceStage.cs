using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Kernel;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Licences.Model;
using Qishi.Modules.Licences.Seals;
using Qishi.Modules.Licences.ShowCode;
using Qishi.Modules.Licences.VerifyCode;
using Qishi.Modules.Licences.VerifyFile;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Tests.Support;
using Xunit;
using Desk = Qishi.Tests.Modules.Registration.Acts.Desk;
using Entity = Qishi.Modules.Registration.Model.Entity;

namespace Qishi.Tests.Modules.Licences;

/// <summary>An entity of the demo applicant with its licence and seals, and short ways to use them.</summary>
internal sealed class LicenceStage(Desk desk, string uscc)
{
    public TestApp App => desk.App;
    public Desk Desk => desk;
    public string Uscc => uscc;

    public static async Task<LicenceStage> OpenAsync(DatabaseKind kind)
    {
        var desk = await Desk.OpenAsync(TestApp.Shared(kind));
        var made = await desk.EntityAsync();
        await desk.App.SettleAsync();
        return new(desk, made.Uscc);
    }

    public Task<T> AsOwnerAsync<T>(Func<IServiceProvider, Task<T>> work) => App.AsAsync(desk.Owner, work);

    /// <summary>A code shown by the owner.</summary>
    public async Task<string> CodeAsync(string purpose = "BANK")
    {
        var id = await AsOwnerAsync(s => s.GetRequiredService<ShowCodeHandler>().HandleAsync(uscc, new() { Purpose = purpose }, Desk.FormKeyOf(), default));
        Assert.True(id is { Ok: true }, id is null ? "not found" : string.Join("；", id.Value.Problems.Select(p => p.Sentence)));
        return (await AsOwnerAsync(s => s.GetRequiredService<ShowCodeHandler>().FindAsync(uscc, id!.Value.Value, default)))!.Code!;
    }

    public Task<CodeAnswer> CheckAsync(string code) => App.AsAsync(null, s => s.GetRequiredService<VerifyCodeHandler>().HandleAsync(code, null, default));

    public Task<FileAnswer> CheckFileAsync(byte[] file) => App.AsAsync(null, s => s.GetRequiredService<VerifyFileHandler>().HandleAsync(file, default));

    public Task BecomeAsync(EntityStatus status, DateTime? at = null) => App.AsAsync(null, async s =>
    {
        var db = s.GetRequiredService<AppDb>();
        var e = await db.Set<Entity>().SingleAsync(x => x.Uscc == uscc);
        var moved = EntityStatusFlow.Move(db, e, status, "测试", at ?? s.GetRequiredService<TimeProvider>().UtcNow());
        s.GetRequiredService<EventLog>().Record(desk.First, "Testing", null, status == EntityStatus.Deregistered ? [moved, new EntityDeregistered(uscc, moved.On)] : [moved]);
        await db.SaveChangesAsync();
    });

    public Task<List<ElectronicLicence>> LicencesAsync() => App.WithDbAsync(db => db.Set<ElectronicLicence>().AsNoTracking().Where(l => l.Uscc == uscc).OrderBy(l => l.No).ToListAsync());

    /// <summary>The seal of a kind, made, filed and taken over by the owner.</summary>
    public async Task<ElectronicSeal> SealAsync(SealKind kind = SealKind.Official)
    {
        await App.AsAsync(null, async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            var seal = await db.Set<ElectronicSeal>().SingleAsync(x => x.Owner == uscc && x.Kind == kind && x.State != SealState.Cancelled);
            if (seal.State == SealState.Applied)
            {
                await s.GetRequiredService<SealMaker>().MakeAsync(seal, default);
                try
                {
                    await db.SaveChangesAsync();
                }
                catch (DbUpdateConcurrencyException)
                {
                    // The program's own job was faster.
                }
            }
        });
        var found = await App.WithDbAsync(db => db.Set<ElectronicSeal>().AsNoTracking().SingleAsync(x => x.Owner == uscc && x.Kind == kind && x.State != SealState.Cancelled));
        if (found.State == SealState.Filed)
            Assert.True((await AsOwnerAsync(s => s.GetRequiredService<MySealsHandler>().MoveAsync(uscc, new() { Seal = found.Id.ToString(), Move = SealFlow.Activate }, default)))!.Value.Ok);
        return await App.WithDbAsync(db => db.Set<ElectronicSeal>().AsNoTracking().SingleAsync(x => x.Id == found.Id));
    }

    /// <summary>A letter as PDF.</summary>
    public Task<byte[]> PdfAsync(string body = "本合同一式两份，双方各执一份。") => App.AsAsync(null, async s =>
    {
        var db = s.GetRequiredService<AppDb>();
        var card = s.GetRequiredService<IDocuments>().Issue(new(DocumentKinds.Notice, "test:" + Guid.NewGuid().ToString("N"), "购销合同", null, new Dictionary<string, string>
        {
            ["To"] = "望溪县兴隆食品有限公司",
            ["Body"] = body,
            ["Items"] = "大米一百斤",
            ["Basis"] = "",
            ["Remedy"] = "",
            ["Sender"] = "望溪县清河米粉店",
            ["Date"] = "2026年11月24日",
            ["Contact"] = "",
        }));
        await db.SaveChangesAsync();
        return (await s.GetRequiredService<IDocuments>().PdfAsync(card.Id, default))!.Pdf;
    });
}
