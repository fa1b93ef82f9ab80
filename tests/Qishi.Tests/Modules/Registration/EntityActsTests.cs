using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Registration;

public sealed class EntityActsTests
{
    private static TestApp App(DatabaseKind kind) => TestApp.Shared(kind);

    private static async Task<string> VerifyAsync(TestApp app, string url)
    {
        using var client = app.CreateClient();
        return (await client.GetPageAsync(url)).Text();
    }

    [Theory, OnEachDatabase]
    public async Task Correct_ATradeName_ReissuesTheLicence_AndTheOldCodeSaysChanged(DatabaseKind kind)
    {
        var app = App(kind);
        var draft = Given.SoleTrader();
        var made = await Given.EstablishedAsync(app, draft);
        var fresh = Given.TradeName();
        using var registrar = await app.SignedInAsync("registrar1");
        var answer = await registrar.PostFormAsync($"/desk/entities/{made.Uscc}/correct", new Dictionary<string, string?> { ["TradeName"] = fresh, ["Reason"] = "字号录入错误" });
        Assert.True(answer.StatusCode is HttpStatusCode.SeeOther or HttpStatusCode.Found, (await answer.PageAsync()).Text());
        Assert.Contains("执照内容已变更，请看最新", await VerifyAsync(app, made.VerifyUrl), StringComparison.Ordinal);
        var (entity, token) = await app.WithDbAsync(async db =>
        {
            var e = await db.Set<Entity>().SingleAsync(x => x.Uscc == made.Uscc);
            return (e, await db.Set<Licence>().Where(l => l.EntityId == e.Id && l.ReplacedAt == null).Select(l => l.Token).SingleAsync());
        });
        Assert.Equal($"望溪县{fresh}米粉店（个体工商户）", entity.Name);
        Assert.Contains("执照有效", await VerifyAsync(app, "/verify/" + token), StringComparison.Ordinal);
        using var client = app.CreateClient();
        Assert.Contains(entity.Name, (await client.GetPageAsync("/public/entities?q=" + Uri.EscapeDataString(fresh))).Text(), StringComparison.Ordinal);
        Assert.Contains("没有找到", (await client.GetPageAsync("/public/entities?q=" + Uri.EscapeDataString(draft.Name!.TradeName))).Text(), StringComparison.Ordinal);
        var payloads = await app.WithDbAsync(db => db.Set<EventRow>().Where(e => e.Subject == "entity:" + made.Uscc && e.Type == "Registration.EntityCorrected").Select(e => e.Payload).ToListAsync());
        Assert.DoesNotContain(fresh, Assert.Single(payloads), StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task Correct_OnlyAPhone_LeavesTheLicenceAlone(DatabaseKind kind)
    {
        var app = App(kind);
        var made = await Given.EstablishedAsync(app, Given.SoleTrader());
        using var registrar = await app.SignedInAsync("registrar1");
        await registrar.PostFormAsync($"/desk/entities/{made.Uscc}/correct", new Dictionary<string, string?> { ["Mobile"] = "13800000099", ["Reason"] = "更换手机号" });
        Assert.Contains("执照有效", await VerifyAsync(app, made.VerifyUrl), StringComparison.Ordinal);
        Assert.Equal("13800000099", await app.WithDbAsync(db => db.Set<Person>().Where(p => p.EntityId == made.EntityId).Select(p => p.Mobile).SingleAsync()));
    }

    [Theory, OnEachDatabase]
    public async Task Correct_OfWhatSomeoneElseChanged_IsRefused_AndKeepsWhatWasTyped(DatabaseKind kind)
    {
        var app = App(kind);
        var made = await Given.EstablishedAsync(app, Given.SoleTrader());
        using var registrar = await app.SignedInAsync("registrar1");
        var url = $"/desk/entities/{made.Uscc}/correct";
        var old = await registrar.GetPageAsync(url);
        await registrar.PostFormAsync(url, new Dictionary<string, string?> { ["Detail"] = "兴隆街99号", ["Reason"] = "门牌变更" });
        var answer = await registrar.PostFormAsync(old, url, new Dictionary<string, string?> { ["Detail"] = "兴隆街77号", ["Reason"] = "门牌变更" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.PageAsync();
        Assert.Contains(page.Errors(), e => e.Contains("有人修改了这户", StringComparison.Ordinal));
        Assert.Contains(page.QuerySelectorAll("input"), i => i.GetAttribute("value") == "兴隆街77号");
    }

    [Theory, OnEachDatabase]
    public async Task Correct_WithNothingFilled_ShowsTheProblemsBesideTheFields(DatabaseKind kind)
    {
        var app = App(kind);
        var made = await Given.EstablishedAsync(app, Given.SoleTrader());
        using var registrar = await app.SignedInAsync("registrar1");
        var answer = await registrar.PostFormAsync($"/desk/entities/{made.Uscc}/correct", new Dictionary<string, string?> { ["Mobile"] = "120" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var errors = (await answer.PageAsync()).Errors();
        Assert.Contains("请填写更正原因", errors);
        Assert.Contains("手机号应为11位，现在是3位。请检查", errors);
    }

    [Theory, OnEachDatabase]
    public async Task List_ForStaff_FiltersAndExports(DatabaseKind kind)
    {
        var app = App(kind);
        var draft = Given.SoleTrader();
        var made = await Given.EstablishedAsync(app, draft);
        using var registrar = await app.SignedInAsync("registrar1");
        var query = $"?kind=Individual&status=Registered&town=451521101&q={Uri.EscapeDataString(draft.Name!.TradeName)}";
        var page = await registrar.GetPageAsync("/desk/entities" + query);
        Assert.Equal($"/entities/{made.Uscc}", Assert.Single(page.QuerySelectorAll("tbody tr th a")).GetAttribute("href"));
        var file = await registrar.GetAsync("/desk/entities.xlsx" + query);
        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        var rows = MiniExcelLibs.MiniExcel.Query(new MemoryStream(await file.Content.ReadAsByteArrayAsync())).Cast<IDictionary<string, object>>().Select(r => string.Join('|', r.Values)).ToList();
        Assert.Contains(rows, r => r.StartsWith(made.Uscc, StringComparison.Ordinal));
        Assert.Contains(rows, r => r.Contains("共1行", StringComparison.Ordinal));
        using var visitor = app.CreateClient(new() { AllowAutoRedirect = false });
        Assert.NotEqual(HttpStatusCode.OK, (await visitor.GetAsync("/desk/entities")).StatusCode);
    }
}
