using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Kernel;
using Qishi.Kernel.Sm;
using Qishi.Kernel.Sm.Seals;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Licences.Follow;
using Qishi.Modules.Licences.Model;
using Qishi.Modules.Licences.Pdf;
using Qishi.Modules.Licences.Seals;
using Qishi.Modules.Licences.ShowCode;
using Qishi.Modules.Registration.Changes;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Data;
using Qishi.Tests.Modules.Registration;
using Qishi.Tests.Support;
using Xunit;
using Entity = Qishi.Modules.Registration.Model.Entity;

namespace Qishi.Tests.Modules.Licences;

/// <summary>Every row of rulebook A §12.</summary>
public sealed class RulebookTests
{
    [Theory]
    [InlineData("abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")]
    public void T_12_1_Sm3OfAbc(string text, string digest) => Assert.Equal(digest, Sm3.Hex(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void T_12_2_Sm3OfNothing() => Assert.Equal("1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b", Sm3.Hex([]));

    [Fact]
    public void T_12_3_Sm3OfChinese() => Assert.Equal("3a405c0e3a9ea7ec8ce00b4dba4847968874529fb9938f5b09ccf1ea5f9a9128", Sm3.Hex(Encoding.UTF8.GetBytes("统一社会信用代码")));

    [Theory, OnEachDatabase]
    public async Task T_12_4_QrScanned5MinutesAnd1SecondAfterIssue_IsExpired(DatabaseKind kind)
    {
        var stage = await LicenceStage.OpenAsync(kind);
        async Task<string> ShownBeforeAsync(TimeSpan ago)
        {
            return await stage.App.AsAsync(null, async s =>
            {
                var (db, now) = (s.GetRequiredService<AppDb>(), s.GetRequiredService<TimeProvider>().UtcNow());
                var at = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)) - ago;
                var minutes = (await s.GetRequiredService<Qishi.Platform.Rules.IRules>().BookAsync()).Int("elicence.qrMinutes", ChinaTime.DayOf(now));
                var use = new LicenceUse { Id = Guid.CreateVersion7(), Uscc = stage.Uscc, No = 1, Kind = LicenceUseKind.Shown, Purpose = "BANK", By = "持有人", At = at, ExpiresAt = at.AddMinutes(minutes), Nonce = "00" };
                db.Add(use);
                await db.SaveChangesAsync();
                return await s.GetRequiredService<ShowCodeHandler>().WriteAsync(use, default);
            });
        }

        Assert.Equal("EXPIRED_QR", (await stage.CheckAsync(await ShownBeforeAsync(new TimeSpan(0, 5, 1)))).Code);
        Assert.Equal("VALID", (await stage.CheckAsync(await ShownBeforeAsync(new TimeSpan(0, 4, 30)))).Code);
    }

    [Theory, OnEachDatabase]
    public async Task T_12_5_LicenceReissuedAfterNameChange_OldQrIsSuperseded(DatabaseKind kind)
    {
        var stage = await LicenceStage.OpenAsync(kind);
        var code = await stage.CodeAsync();
        Assert.Equal("VALID", (await stage.CheckAsync(code)).Code);
        await stage.App.AsAsync(null, async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            var ground = await s.GetRequiredService<GroundReader>().ReadAsync(Given.Day, default);
            var e = await db.Set<Entity>().SingleAsync(x => x.Uscc == stage.Uscc);
            await s.GetRequiredService<LicenceReissue>().RenameAsync(e, Given.Name(), ground, default);
            var licence = await s.GetRequiredService<LicenceReissue>().IssueAsync(e, s.GetRequiredService<TimeProvider>().UtcNow(), ground, default);
            s.GetRequiredService<Qishi.Platform.Events.EventLog>().Record(stage.Desk.First, "Testing", null, new EntityItemsChanged(stage.Uscc, e.Edition, ["名称"], licence));
            await db.SaveChangesAsync();
        });
        Assert.Equal("VERSION_SUPERSEDED", (await stage.CheckAsync(code)).Code);
        await stage.App.SettleAsync();
        Assert.Equal([ElectronicLicenceState.Superseded, ElectronicLicenceState.Valid], (await stage.LicencesAsync()).Select(l => l.State));
        // The seals bear the old name: they ended, and new ones were applied for.
        var seals = await stage.App.WithDbAsync(db => db.Set<ElectronicSeal>().Where(x => x.Owner == stage.Uscc).ToListAsync());
        Assert.Equal((4, 4), (seals.Count(x => x.State == SealState.Cancelled), seals.Count(x => x.State != SealState.Cancelled)));
    }

    [Theory, OnEachDatabase]
    public async Task T_12_6_OneByteOfThePageChanged_FailsAtSeal8(DatabaseKind kind)
    {
        var stage = await LicenceStage.OpenAsync(kind);
        var seal = await stage.SealAsync();
        var original = await stage.PdfAsync();
        var signed = await stage.App.AsAsync(null, s => Task.FromResult(s.GetRequiredService<SealPress>().Put(seal, original, null).Value));
        Assert.Equal("VALID", (await stage.CheckFileAsync(signed)).Result);
        var changed = (byte[])signed.Clone();
        changed[original.Length / 2] ^= 1;
        Assert.Equal("SEAL-8", (await stage.CheckFileAsync(changed)).Result);
    }

    [Theory, OnEachDatabase]
    public async Task T_12_7_DeregisteredOn1June2023_SealedOn2JuneFailsAtSeal10_On31MayIsValid(DatabaseKind kind)
    {
        var stage = await LicenceStage.OpenAsync(kind);
        static DateTime At(int month, int day) => new(2023, month, day, 2, 0, 0, DateTimeKind.Utc);
        var (ses, certificate, key) = await stage.App.AsAsync(null, async s =>
        {
            var (db, bureau) = (s.GetRequiredService<AppDb>(), s.GetRequiredService<IBureauSigning>());
            var (maker, makerKey) = bureau.Issue("测试制章人", "MAKER", At(1, 1), At(1, 1).AddYears(9));
            var (own, ownKey) = bureau.Issue("测试公章", "SEAL", At(1, 1), At(1, 1).AddYears(5));
            var id = $"{stage.Uscc}-TEST";
            var made = SesSeal.Make(new(id, "TEST", 1, "测试公章", [own.Der], At(1, 2), At(1, 2), At(1, 1).AddYears(5), new("PNG", s.GetRequiredService<ISealPictures>().Draw(new(SealShape.Round, "望溪县清河米粉店", null, null)), 40, 40)), maker.Der, makerKey);
            var row = new ElectronicSeal { Id = Guid.CreateVersion7(), Owner = stage.Uscc, Kind = SealKind.LegalRep, EsId = id, OwnerName = "测试", Name = "测试", AppliedAt = At(1, 1) };
            row.Move(SealFlow.Make, At(1, 2));
            row.Made(made.Bytes, own.Der, ownKey, At(1, 2), At(1, 1).AddYears(5));
            row.Move(SealFlow.File, At(1, 2));
            row.Move(SealFlow.Activate, At(1, 3));
            db.Add(row);
            await db.SaveChangesAsync();
            // Written down four days later, in force since its day.
            await ActivatorUtilities.CreateInstance<KeepSealsWhenRegisterChanges>(s).HandleAsync(new EntityDeregistered(stage.Uscc, new DateOnly(2023, 6, 1)), new(0, 0, Guid.Empty, At(6, 5)), default);
            return (made, own.Der, ownKey);
        });
        var pdf = await stage.PdfAsync();
        var pixels = await stage.App.AsAsync(null, s => Task.FromResult(s.GetRequiredService<ISealPictures>().Pixels(ses.Facts.Picture.Data)));
        byte[] Sealed(DateTime at) => PdfSealing.Seal(pdf, new(pixels, 40, 40, null, "测试", at, ses.Bytes.Length + 2_048), hash => SesSignature.Make(ses, at, hash, PdfSealing.Property, certificate, key).Bytes).Value;
        Assert.Equal("SEAL-10", (await stage.CheckFileAsync(Sealed(At(6, 2)))).Result);
        Assert.Equal("VALID", (await stage.CheckFileAsync(Sealed(At(5, 31)))).Result);
    }
}
