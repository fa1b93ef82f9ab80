using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MiniExcelLibs;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Modules.Operations.EnterYear;
using Qishi.Modules.StartUp.ApproveStartUp;
using Qishi.Modules.StartUp.Model;
using Qishi.Modules.StartUp.SubmitStartUp;
using Qishi.Modules.Worklist.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Messaging;
using Qishi.Tests.Modules.StartUp.Office;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.StartUp;

/// <summary>A promise that ends in a year without a published calendar is 暂定 wherever it shows, and is counted again when the year is entered.</summary>
public sealed class ProvisionalTests
{
    private const string Mark = "（暂定）";

    [Theory, OnEachDatabase]
    public async Task Promise_IntoAYearNotPublished_IsMarkedEverywhere_AndCountedAgainWhenTheYearIsEntered(DatabaseKind kind)
    {
        // Thursday 31 December 2026, 10:00 in China: one working day later is 2027.
        using var app = new TestApp(kind, new FakeTimeProvider(new DateTimeOffset(2026, 12, 31, 2, 0, 0, TimeSpan.Zero)));
        var applicant = await app.ActorAsync("applicant1");
        var (waiting, issued) = (await SubmittedAsync(), await SubmittedAsync());
        var registrar = await app.ActorAsync("registrar1");
        Assert.True((await OfficeCases.AsAsync<ApproveStartUpHandler, Result<string>?>(app, registrar, h => h.HandleAsync(issued, new(), OfficeCases.Key(), default)))!.Value.Ok);

        using (var client = await app.SignedInAsync("applicant1"))
            foreach (var url in new[] { $"/startup/{waiting}/submitted", $"/progress/{waiting}", $"/progress/{issued}" })
                Assert.Contains(Mark, (await client.GetPageAsync(url)).Text(), StringComparison.Ordinal);
        using (var client = await app.SignedInAsync("registrar2"))
        {
            foreach (var url in new[] { "/desk", "/desk/startups", $"/desk/startups/{waiting}", $"/desk/startups/{issued}" })
                Assert.Contains(Mark, (await client.GetPageAsync(url)).Text(), StringComparison.Ordinal);
            using var stream = new MemoryStream(await client.GetByteArrayAsync("/desk/startups/excel"));
            Assert.Contains(stream.Query(), r => ((IDictionary<string, object?>)r).Values.Any(v => v?.ToString() == "暂定"));
        }

        await app.WithDbAsync(db => db.Set<HandOver>().Where(h => h.CaseNo == issued).ExecuteUpdateAsync(s => s.SetProperty(h => h.Status, HandOverStatus.Pushed)));
        using (var client = await app.SignedInAsync("liaison:POLICE"))
            Assert.Contains(Mark, (await client.GetPageAsync("/liaison")).Text(), StringComparison.Ordinal);
        Assert.Contains(Mark, await app.AsAsync(null, async s => (await s.GetRequiredService<AppDb>().Set<MessageRow>().SingleAsync(m => m.Subject == "case:" + waiting)).Text), StringComparison.Ordinal);
        var first = ChinaTime.ToUtc(new DateTime(2027, 1, 1, 17, 0, 0));
        Assert.Equal((first, true, first, true), await DueAsync(waiting));

        await app.AsAsync(registrar, s => s.GetRequiredService<EnterYearHandler>().HandleAsync(2027, new() { Scope = "CN", Off = "2027-01-01至2027-01-03 元旦", Source = "国办发明电〔2026〕X号（演示）" }, default));
        // The subscriber hears of it as in production.
        await app.SettleAsync();

        var monday = ChinaTime.ToUtc(new DateTime(2027, 1, 4, 17, 0, 0));
        Assert.Equal((monday, false, monday, false), await DueAsync(waiting));
        Assert.Equal((monday, false), await app.WithDbAsync(async db => await db.Set<HandOver>().Where(h => h.CaseNo == issued && h.Matter == "SEAL").Select(h => new ValueTuple<DateTime, bool>(h.DueAt, h.DueProvisional)).SingleAsync()));
        using (var client = await app.SignedInAsync("registrar2"))
            Assert.DoesNotContain(Mark, (await client.GetPageAsync($"/desk/startups/{waiting}")).QuerySelector(".q-clock")!.TextContent, StringComparison.Ordinal);

        async Task<string> SubmittedAsync()
        {
            var caseNo = await Drafts.SignedAsync(app, applicant);
            Assert.True((await OfficeCases.AsAsync<SubmitStartUpHandler, Result<SubmitOutcome>?>(app, applicant, h => h.HandleAsync(caseNo, true, default)))!.Value.Ok);
            return caseNo;
        }

        Task<(DateTime, bool, DateTime, bool)> DueAsync(string caseNo) => app.WithDbAsync(async db =>
        {
            var (c, item) = (await db.Set<StartUpCase>().AsNoTracking().SingleAsync(x => x.CaseNo == caseNo), await db.Set<WorkItem>().AsNoTracking().SingleAsync(i => i.OpenKey == SubmitStartUpHandler.ReviewKey(caseNo)));
            return (c.DueAt!.Value, c.DueProvisional, item.DueUtc!.Value, item.Provisional);
        });
    }
}
