using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Modules.Exchange.ChangeRoute;
using Qishi.Modules.Exchange.Model;
using Qishi.Modules.Exchange.Routes;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Exchange.ChangeRoute;

public sealed class ChangeRouteTests
{
    [Theory, OnEachDatabase]
    public async Task Change_NeedsASecondPerson_AndHoldsFromItsDay(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        using var first = await stage.App.SignedInAsync("operator1");
        var values = new Dictionary<string, string?> { ["Department"] = "FUND", ["Kind"] = "Files", ["From"] = "2026-11-24", ["Reason"] = "公积金中心下月改用共享目录，已函商" };
        using var tooEarly = await first.PostFormAsync("/exchange/routes", values, "propose");
        Assert.Contains("启用日最早是明天", (await tooEarly.PageAsync()).Text(), StringComparison.Ordinal);
        values["From"] = "2026-11-25";
        values["Kind"] = "Queue";
        using var noBroker = await first.PostFormAsync("/exchange/routes", values, "propose");
        Assert.Contains("还没有登记消息队列的地址", (await noBroker.PageAsync()).Text(), StringComparison.Ordinal);
        values["Kind"] = "Files";
        using var proposed = await first.PostFormAsync("/exchange/routes", values, "propose");
        Assert.Contains("已提交，等另一人审核", (await proposed.PageAsync()).Text(), StringComparison.Ordinal);
        var id = await stage.App.WithDbAsync(db => db.Set<DepartmentRoute>().Where(r => r.Department == "FUND").Select(r => r.Id).SingleAsync());

        var own = await stage.App.ActorAsync("operator1");
        var form = new ChangeRouteForm { Proposal = id.ToString(), Decision = "approve" };
        Assert.Equal("two-persons", (await stage.App.AsAsync(own, s => s.GetRequiredService<ChangeRouteHandler>().HandleAsync(form, "k1", default))).Problems.Single().Code);
        var liaison = await stage.App.ActorAsync("liaison:FUND");
        Assert.False((await stage.App.AsAsync(liaison, s => s.GetRequiredService<ChangeRouteHandler>().HandleAsync(form, "k2", default))).Ok);
        Assert.Equal(RouteKind.Push, await OfAsync(stage, 25));
        using var second = await stage.App.SignedInAsync("supervisor1");
        Assert.Contains("等审核", (await second.GetPageAsync("/exchange/routes")).Text(), StringComparison.Ordinal);
        using var approved = await second.PostFormAsync("/exchange/routes", new Dictionary<string, string?> { ["Form.Proposal"] = id.ToString(), ["Form.Decision"] = "approve" }, $"decide-{id:N}");
        Assert.Contains("已批准，从启用日起生效", (await approved.PageAsync()).Text(), StringComparison.Ordinal);
        Assert.Equal((RouteKind.Push, RouteKind.Files), (await OfAsync(stage, 24), await OfAsync(stage, 25)));
        Assert.Equal(["Exchange.RouteProposed", "Exchange.RouteApproved"], await stage.App.WithDbAsync(db => db.Set<Qishi.Platform.Events.EventRow>().Where(e => e.Subject == "department:FUND").OrderBy(e => e.Seq).Select(e => e.Type).ToListAsync()));
    }

    private static Task<RouteKind> OfAsync(ExchangeStage stage, int day) => stage.App.AsAsync(null, s => s.GetRequiredService<RouteBook>().OfAsync("FUND", new DateOnly(2026, 11, day), default));
}
