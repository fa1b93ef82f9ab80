using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Figures;
using Qishi.Modules.Exchange.Jobs;
using Qishi.Modules.Exchange.Model;
using Qishi.Modules.Exchange.ReportMonth;
using Qishi.Platform.Data;
using Qishi.Platform.Messaging;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Exchange.ReportMonth;

public sealed class MonthReportTests
{
    private static readonly DateOnly November = new(2026, 11, 1);

    [Theory, OnEachDatabase]
    public async Task AFinishedMonth_CountsTheSameAndWritesTheSameText_WhateverHappensLater(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        stage.Steer("HRSS", s => s with { FailNext = 1 });
        var (open, done) = (await stage.OrderAsync("HRSS"), await stage.OrderAsync("HRSS"));
        await stage.DeliverAsync();
        await stage.DeliverEachMinuteAsync(2);
        var row = await stage.RowAsync(done);
        Assert.Equal(ReceiptVerdict.Applied, (await stage.ReportAsync("HRSS", stage.ReceiptOf(row, "ACKED")))[0].Verdict);
        await stage.ReportAsync("HRSS", stage.ReceiptOf(row, "DONE"));
        await stage.App.WithDbAsync(async db =>
        {
            db.Add(new Outage { Id = Guid.NewGuid(), Department = "HRSS", From = new(2026, 11, 30, 15, 0, 0, DateTimeKind.Utc), Evidence = "机房停电", ReportedBy = "黄美玲" });
            return await db.SaveChangesAsync();
        });
        stage.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 1, 1, 0, 0, TimeSpan.Zero));
        var first = await ReadAsync(stage);
        Assert.Equal((2, 2, 1, 1, 1), (first.Ordered, first.Delivered, first.Done, first.OnTime, first.Open));
        Assert.Equal(open, Assert.Single(first.Late).CaseNo);
        var outage = Assert.Single(first.Outages);
        Assert.Equal((60, (DateTime?)null), (outage.Minutes, outage.To));
        Assert.Equal((3, 1), (first.Calls, first.FailedCalls));
        var text = await DraftAsync(stage);
        Assert.Contains("本月形成推送2件，送达2件，办结1件，退回0件，月末在办1件。办结的事项中，按时1件，按时率100%", text.Slots["Body"], StringComparison.Ordinal);
        Assert.Contains($"望溪县梁记米粉店（{open}），应于2026年11月25日10时0分前办结，月末没有办结", text.Slots["Items"], StringComparison.Ordinal);

        await stage.App.RunJobAsync<WriteReportsOfLastMonth>();
        // December: the late one is done at last, the outage ends. November stays as it was.
        stage.Clock.Advance(TimeSpan.FromDays(3));
        await stage.ReportAsync("HRSS", stage.ReceiptOf(await stage.RowAsync(open), "DONE"));
        await stage.App.WithDbAsync(db => db.Set<Outage>().ExecuteUpdateAsync(s => s.SetProperty(o => o.To, stage.Now)));
        var again = await ReadAsync(stage);
        Assert.Equal((first.Done, first.Open, first.Late.Count, first.OutageMinutes, first.Quality), (again.Done, again.Open, again.Late.Count, again.OutageMinutes, again.Quality));
        Assert.Equal(text.Slots, (await DraftAsync(stage)).Slots);

        using var client = await stage.App.SignedInAsync("operator1");
        using var pdf = await client.GetAsync("/exchange/reports/HRSS/2026-11.pdf");
        Assert.Equal((HttpStatusCode.OK, "application/pdf"), (pdf.StatusCode, pdf.Content.Headers.ContentType?.MediaType));
        using var none = await client.GetAsync("/exchange/reports/TAX/2026-11.pdf");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        var page = await client.GetPageAsync("/exchange/reports?month=2026-11");
        Assert.Contains("人社局", page.Text(), StringComparison.Ordinal);
        using var written = await client.PostFormAsync("/exchange/reports?month=2026-11", new Dictionary<string, string?>(), "write");
        Assert.Contains("已写好6个部门的月报", (await written.PageAsync()).Text(), StringComparison.Ordinal);
        Assert.NotNull((await client.GetPageAsync("/exchange/reports?month=2026-11")).QuerySelector("a[href='/exchange/reports/TAX/2026-11.pdf']"));
    }

    [Theory, OnEachDatabase]
    public async Task NetOfOutages_CountsWhatWasLateByNoMoreThanTheSystemWasDown(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        var (covered, tooLate) = (await stage.OrderAsync("HRSS"), await stage.OrderAsync("HRSS"));
        await stage.DeliverAsync();
        var due = (await stage.RowAsync(covered)).DueAt;
        await stage.App.WithDbAsync(async db =>
        {
            db.Add(new Outage { Id = Guid.NewGuid(), Department = "HRSS", From = due.AddHours(-3), To = due.AddHours(-1), Evidence = "机房停电", ReportedBy = "黄美玲" });
            return await db.SaveChangesAsync();
        });
        stage.Clock.SetUtcNow(due.AddHours(3));
        await stage.ReportAsync("HRSS", stage.ReceiptOf(await stage.RowAsync(covered), "DONE") with { BusinessCompletedAt = due.AddHours(1) });
        await stage.ReportAsync("HRSS", stage.ReceiptOf(await stage.RowAsync(tooLate), "DONE") with { BusinessCompletedAt = due.AddHours(2.5) });
        stage.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 1, 1, 0, 0, TimeSpan.Zero));
        var month = await ReadAsync(stage);
        Assert.Equal((2, 0, 1), (month.Done, month.OnTime, month.OnTimeNet));
        Assert.Contains("剔除登记的系统故障后按时1件，按时率50%", (await DraftAsync(stage)).Slots["Body"], StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task Overdue_IsToldOnceToBothSides_NotDuringAnOutage(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        await stage.OrderAsync("HRSS");
        await stage.OrderAsync("HRSS");
        await stage.OrderAsync("MEDINS");
        await stage.App.WithDbAsync(db => db.Set<Department>().Where(d => d.Code == "MEDINS").ExecuteUpdateAsync(s => s.SetProperty(d => d.DownSince, stage.Now)));
        async Task<List<string>> ToldAsync()
        {
            await stage.App.RunJobAsync<Qishi.Modules.Exchange.AlertOverdue.AlertOverdue>();
            return await stage.App.WithDbAsync(db => db.Set<MessageRow>().AsNoTracking().Where(m => m.Topic == "exchange.overdue").Select(m => m.Text).ToListAsync());
        }

        Assert.Empty(await ToldAsync());
        stage.Clock.Advance(TimeSpan.FromHours(25));
        var told = await ToldAsync();
        Assert.Equal(2, told.Count);
        Assert.All(told, t => Assert.Contains("人社局有2件开办事项超过承诺时限，最早应于11月25日10:00前办结", t, StringComparison.Ordinal));
        Assert.Equal(2, (await ToldAsync()).Count);
    }

    private static Task<DepartmentMonth> ReadAsync(ExchangeStage stage) => stage.App.AsAsync(null, s => s.GetRequiredService<MonthFigures>().ReadAsync("HRSS", November, default));

    private static Task<Qishi.Modules.Documents.Contracts.NewDocument> DraftAsync(ExchangeStage stage) => stage.App.AsAsync(null, async s =>
        await s.GetRequiredService<MonthReports>().DraftAsync(await s.GetRequiredService<AppDb>().Set<Department>().AsNoTracking().SingleAsync(d => d.Code == "HRSS"), November, default));
}
