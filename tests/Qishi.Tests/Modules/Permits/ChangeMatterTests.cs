using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Kernel;
using Qishi.Modules.Permits.Contracts;
using Qishi.Modules.Permits.Matters;
using Qishi.Modules.Permits.Model;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Permits;

public sealed class ChangeMatterTests
{
    [Theory, OnEachDatabase]
    public async Task Change_HoldsFromItsDay_OnlyAfterASecondPerson_AndThePastStaysAsItWas(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        using var first = await app.SignedInAsync("supervisor1");
        var from = await app.AsAsync(null, s => Task.FromResult(s.GetRequiredService<TimeProvider>().Today().AddDays(10)));
        using var early = await first.PostFormAsync("/permits/matters/P038/change", new Dictionary<string, string?> { ["Form.Act"] = "next", ["From"] = "2020-01-01", ["ScopeItems"] = "B002 Z999", ["Reason"] = "" }, "change");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, early.StatusCode);
        Assert.Equal(
            ["更改只能从明天或以后起：以前的登记按当时的清单告知", "请写明更改的依据，2至200字", "经营范围目录里没有“Z999”。请核对代码"], (await early.PageAsync()).QuerySelectorAll(".q-errors li").Select(e => e.TextContent.Trim()));
        using var proposed = await first.PostFormAsync(
            "/permits/matters/P038/change", new Dictionary<string, string?> { ["Form.Act"] = "next", ["Department"] = "NATRES", ["From"] = $"{from:yyyy-MM-dd}", ["Reason"] = "望政发〔2026〕8号" }, "change");
        await NoticeTests.AcceptedAsync(proposed);
        var decide = proposed.Headers.Location!.ToString();
        // The one who proposed sees no form; a forged post is refused.
        Assert.Null((await first.GetPageAsync(decide)).QuerySelector("input[name='Form.Decision']"));
        Assert.Equal("WATER", (await NeedAsync(app, from)).Department);
        using var again = await first.PostFormAsync("/permits/matters/P038/change", new Dictionary<string, string?> { ["Form.Act"] = "end", ["From"] = $"{from:yyyy-MM-dd}", ["Reason"] = "停止" }, "change");
        Assert.Contains("这个许可事项有一项更改还没有复核。请先复核", (await again.PageAsync()).Errors());

        using var second = await app.SignedInAsync("supervisor2");
        using var approved = await second.PostFormAsync(decide, new Dictionary<string, string?> { ["Decision"] = "approve" }, "decide");
        await NoticeTests.AcceptedAsync(approved);
        Assert.Equal("WATER", (await NeedAsync(app, from.AddDays(-1))).Department);
        Assert.Equal(("NATRES", "望溪县自然资源局"), ((await NeedAsync(app, from)).Department, (await NeedAsync(app, from)).DepartmentName));
        var told = await app.AsAsync(null, s => s.GetRequiredService<IPermitNotices>().NeedsAsync(["B002"], from, default));
        Assert.Equal("望溪县自然资源局", Assert.Single(told).Department);
        using var registrar = await app.SignedInAsync("registrar1");
        await registrar.GetPageAsync("/permits/matters/P038/change", HttpStatusCode.Forbidden);
    }

    [Theory, OnEachDatabase]
    public async Task Needs_OneLinePerPermit_CancelledApprovalsAskNothing_UnknownItemsStandAlone(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var day = new DateOnly(2026, 11, 24);
        var needs = await app.AsAsync(null, s => s.GetRequiredService<IPermitNotices>().NeedsAsync(["H001", "F005", "F006", "F029", "B001"], day, default));
        Assert.Equal(["食品经营许可", "仅销售预包装食品备案", "非煤矿矿山企业安全生产许可", "采矿许可"], needs.Select(n => n.Permit));
        Assert.Equal(["食品销售", "餐饮服务"], needs[0].ScopeNames.Order(StringComparer.Ordinal));
        Assert.True(needs[1].IsFiling);
        Assert.Equal("0000-0000000", needs[0].Phone);
        // Before the filing came, nothing was asked of packaged food.
        Assert.Empty(await app.AsAsync(null, s => s.GetRequiredService<IPermitNotices>().NeedsAsync(["F006"], new(2021, 4, 28), default)));
        Assert.Empty(await app.AsAsync(null, s => s.GetRequiredService<IPermitNotices>().NeedsAsync([], day, default)));
    }

    private static Task<PermitMatter> NeedAsync(TestApp app, DateOnly on) => app.WithDbAsync(db => MatterBook.InForce(db.Set<PermitMatter>().AsNoTracking(), on).SingleAsync(m => m.Code == "P038"));
}
