using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Kernel;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Licences.GrantUse;
using Qishi.Modules.Licences.Model;
using Qishi.Modules.Licences.ShowCode;
using Qishi.Modules.Registration.Contracts;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using UglyToad.PdfPig;
using Xunit;
using Desk = Qishi.Tests.Modules.Registration.Acts.Desk;

namespace Qishi.Tests.Modules.Licences;

public sealed class LicenceTests
{
    [Theory, OnEachDatabase]
    public async Task Holder_ShowsTheCode_AnybodyChecksIt_TheHolderSeesBoth(DatabaseKind kind)
    {
        var stage = await LicenceStage.OpenAsync(kind);
        using var owner = await stage.App.SignedInAsync("applicant1");
        using var shown = await owner.PostFormAsync($"/my/licences/{stage.Uscc}", new Dictionary<string, string?> { ["Purpose"] = "BANK" }, "show");
        Assert.Equal(HttpStatusCode.SeeOther, shown.StatusCode);
        var page = await owner.GetPageAsync(shown.Headers.Location!.ToString());
        var code = page.QuerySelector("textarea")!.TextContent;
        Assert.StartsWith("EBL1.", code, StringComparison.Ordinal);
        Assert.StartsWith("data:image/png;base64,", page.QuerySelector("main img")!.GetAttribute("src"), StringComparison.Ordinal);
        using var visitor = stage.App.ClientWith();
        var answer = (await visitor.GetPageAsync($"/verify/licence?code={code}")).Text();
        Assert.Contains("电子营业执照有效", answer, StringComparison.Ordinal);
        Assert.Contains("银行开户、对账", answer, StringComparison.Ordinal);
        Assert.Contains("不是登记机关签发", (await visitor.GetPageAsync($"/verify/licence?code={code[..^4]}AAAA")).Text(), StringComparison.Ordinal);
        var log = (await owner.GetPageAsync($"/my/licences/{stage.Uscc}/uses")).QuerySelectorAll("tbody tr").Select(r => string.Join('|', r.QuerySelectorAll("td").Select(c => c.TextContent))).ToList();
        Assert.Equal(["被核验|银行开户、对账|访客|有效", "出示二维码|银行开户、对账|持有人|—"], log);
        using var stranger = await stage.App.SignedInAsync("applicant2");
        foreach (var path in new[] { "", "/uses", "/seals", "/grants/new", "/licence.json", "/licence.pdf", "/uses.xlsx" })
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/my/licences/{stage.Uscc}{path}")).StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task StatusChange_FreezesAndEndsAtOnce_BeforeAnySubscriberRan(DatabaseKind kind)
    {
        var stage = await LicenceStage.OpenAsync(kind);
        var code = await stage.CodeAsync();
        await stage.BecomeAsync(EntityStatus.Suspended);
        Assert.Equal("STATUS_SUSPENDED", (await stage.CheckAsync(code)).Code);
        await stage.App.SettleAsync();
        Assert.Equal(ElectronicLicenceState.Frozen, Assert.Single(await stage.LicencesAsync()).State);
        await stage.BecomeAsync(EntityStatus.Registered);
        Assert.Equal("VALID", (await stage.CheckAsync(code)).Code);
        await stage.BecomeAsync(EntityStatus.Deregistered);
        Assert.Equal("STATUS_DEREGISTERED", (await stage.CheckAsync(code)).Code);
        await stage.App.SettleAsync();
        Assert.Equal(ElectronicLicenceState.Deregistered, Assert.Single(await stage.LicencesAsync()).State);
        Assert.Equal("licence-void", (await stage.AsOwnerAsync(s => s.GetRequiredService<ShowCodeHandler>().HandleAsync(stage.Uscc, new() { Purpose = "SHOW" }, Desk.FormKeyOf(), default)))!.Value.Problems[0].Code);
        Assert.All(await stage.App.WithDbAsync(db => db.Set<ElectronicSeal>().Where(x => x.Owner == stage.Uscc).ToListAsync()), x => Assert.Equal(SealState.Cancelled, x.State));
    }

    [Theory, OnEachDatabase]
    public async Task Grant_WorksForItsMatterAndDays_AndEndsAtOnceWhenTakenBack(DatabaseKind kind)
    {
        var stage = await LicenceStage.OpenAsync(kind);
        var other = await stage.App.ActorAsync("applicant2");
        var card = await stage.App.AsAsync(null, s => s.GetRequiredService<IApplicants>().FindAsync(other.AccountId!.Value, default));
        var today = ChinaTime.DayOf(stage.App.Services.GetRequiredService<TimeProvider>().UtcNow());
        GrantUseForm Form(string id, string to) => new() { Name = "办事人", IdNumber = id, Role = "Clerk", Matters = ["TAX"], From = today.ToString("yyyy-MM-dd", null), To = to };
        Task<Result<Guid>?> GiveAsync(GrantUseForm form) => stage.AsOwnerAsync(s => s.GetRequiredService<GrantUseHandler>().HandleAsync(stage.Uscc, form, Desk.FormKeyOf(), default));
        var refused = (await GiveAsync(Form("123", today.AddDays(400).ToString("yyyy-MM-dd", null))))!.Value;
        Assert.Equal(["IdNumber", "To"], refused.Problems.Select(p => p.Field).Distinct().Order());
        var grant = (await GiveAsync(Form(card!.IdNumber!, today.AddDays(10).ToString("yyyy-MM-dd", null))))!.Value.Value;
        Task<Result<Guid>?> ShowAsync(string purpose) => stage.App.AsAsync(other, s => s.GetRequiredService<ShowCodeHandler>().HandleAsync(stage.Uscc, new() { Purpose = purpose }, Desk.FormKeyOf(), default));
        Assert.Equal("purpose-none", (await ShowAsync("BANK"))!.Value.Problems[0].Code);
        var use = (await ShowAsync("TAX"))!.Value.Value;
        var code = (await stage.App.AsAsync(other, s => s.GetRequiredService<ShowCodeHandler>().FindAsync(stage.Uscc, use, default)))!.Code!;
        var valid = await stage.CheckAsync(code);
        Assert.Equal(("VALID", "办事人员"), (valid.Code, valid.By));
        Assert.Null(await stage.App.AsAsync(other, s => s.GetRequiredService<GrantUseHandler>().RevokeAsync(stage.Uscc, grant, default)));
        Assert.True((await stage.AsOwnerAsync(s => s.GetRequiredService<GrantUseHandler>().RevokeAsync(stage.Uscc, grant, default)))!.Value.Ok);
        Assert.Equal("GRANT_ENDED", (await stage.CheckAsync(code)).Code);
        Assert.Null(await ShowAsync("TAX"));
    }

    [Theory, OnEachDatabase]
    public async Task LicenceAsAFile_ChecksOut_AndAChangedLetterIsFound(DatabaseKind kind)
    {
        var stage = await LicenceStage.OpenAsync(kind);
        using var owner = await stage.App.SignedInAsync("applicant1");
        var file = await owner.GetByteArrayAsync($"/my/licences/{stage.Uscc}/licence.json");
        Assert.Equal("VALID", (await stage.CheckFileAsync(file)).Result);
        var text = Encoding.UTF8.GetString(file);
        Assert.Equal("LICENCE-2", (await stage.CheckFileAsync(Encoding.UTF8.GetBytes(text.Replace("梁小河", "梁大河", StringComparison.Ordinal)))).Result);
        using var pdf = PdfDocument.Open(await owner.GetByteArrayAsync($"/my/licences/{stage.Uscc}/licence.pdf"));
        Assert.Contains(stage.Uscc, pdf.GetPage(1).Text, StringComparison.Ordinal);
        await stage.BecomeAsync(EntityStatus.Deregistered);
        Assert.Equal("LICENCE-5", (await stage.CheckFileAsync(file)).Result);
    }

    [Theory, OnEachDatabase]
    public async Task Establishment_AppliesForFourSeals_HolderTakesThemOver_SealsAFile_TheDeskEndsOne(DatabaseKind kind)
    {
        var stage = await LicenceStage.OpenAsync(kind);
        Assert.Equal(["Contract", "Finance", "Invoice", "Official"], (await stage.App.WithDbAsync(db => db.Set<ElectronicSeal>().Where(x => x.Owner == stage.Uscc).Select(x => x.Kind).ToListAsync())).Select(k => k.ToString()).Order());
        var seal = await stage.SealAsync();
        using var owner = await stage.App.SignedInAsync("applicant1");
        var url = $"/my/licences/{stage.Uscc}/seals/{seal.Id}";
        using var refused = await owner.PostFormAsync(url, new Dictionary<string, string?> { ["Page"] = "x" }, "seal");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var pdf = await stage.PdfAsync();
        using var done = await owner.PostFormAsync(url, new Dictionary<string, string?> { ["Agree"] = "true" }, "seal", ("File", "合同.pdf", pdf, "application/pdf"));
        Assert.Equal(HttpStatusCode.SeeOther, done.StatusCode);
        var use = await stage.App.WithDbAsync(db => db.Set<SealUse>().SingleAsync(u => u.SealId == seal.Id));
        var signed = await owner.GetByteArrayAsync($"/my/licences/{stage.Uscc}/sealed/{use.Id}.pdf");
        using var visitor = stage.App.ClientWith();
        using var good = await visitor.PostFormAsync("/verify/file", new Dictionary<string, string?>(), "verify", ("File", "合同.pdf", signed, "application/pdf"));
        Assert.Contains("1枚印章全部有效", (await good.PageAsync()).Text(), StringComparison.Ordinal);
        var broken = (byte[])signed.Clone();
        broken[pdf.Length / 2] ^= 4;
        using var bad = await visitor.PostFormAsync("/verify/file", new Dictionary<string, string?>(), "verify", ("File", "合同.pdf", broken, "application/pdf"));
        Assert.Contains("SEAL-8", (await bad.PageAsync()).Text(), StringComparison.Ordinal);
        using var supervisor = await stage.App.SignedInAsync("supervisor1");
        using var silent = await supervisor.PostFormAsync($"/desk/seals/{seal.Id}", new Dictionary<string, string?> { ["Form.Move"] = "cancel" }, "move");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, silent.StatusCode);
        using var ended = await supervisor.PostFormAsync($"/desk/seals/{seal.Id}", new Dictionary<string, string?> { ["Form.Move"] = "cancel", ["Reason"] = "持有人报失印章" }, "move");
        Assert.Equal(HttpStatusCode.SeeOther, ended.StatusCode);
        // What was sealed before stays valid; the seal signs nothing more.
        Assert.Equal("VALID", (await stage.CheckFileAsync(signed)).Result);
        Assert.Equal(HttpStatusCode.NotFound, (await owner.GetAsync(url)).StatusCode);
        using var registrar = await stage.App.SignedInAsync("registrar1");
        Assert.Contains(seal.EsId, (await registrar.GetPageAsync($"/desk/seals?q={stage.Uscc}")).Text(), StringComparison.Ordinal);
    }
}
