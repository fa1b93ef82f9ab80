using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Qishi.Kernel;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.StartUp.ApproveStartUp;
using Qishi.Modules.StartUp.Model;
using Qishi.Modules.Worklist.Model;
using Qishi.Platform.Data;
using Qishi.Tests.Modules.StartUp.Office;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.StartUp;

/// <summary>A newcomer's first start shows a county at work, and what waits there can be worked on.</summary>
public sealed class DemoHistoryTests
{
    [Theory, OnEachDatabase]
    public async Task FirstStart_HasCasesFiguresAndWaitingWork_ThatCanBeGranted(DatabaseKind kind)
    {
        using var app = new TestApp(kind, extra: new() { ["DemoHistory"] = "true" });
        var cases = await app.WithDbAsync(db => db.Set<StartUpCase>().AsNoTracking().ToListAsync());
        var granted = cases.Where(c => c.Uscc is not null).ToList();
        Assert.True(granted.Count >= 70, $"{granted.Count} granted");
        Assert.Equal(6, cases.Count(c => c.State == StartUpState.Received));
        Assert.Equal(6, await app.WithDbAsync(db => db.Set<WorkItem>().CountAsync(i => i.OpenKey != null && i.OpenKey.StartsWith("startup.review:"))));
        var entities = await app.WithDbAsync(db => db.Set<Entity>().Where(e => e.CaseNo != "").ToDictionaryAsync(e => e.Uscc, e => new { e.Name, e.EstablishedOn, e.CaseNo }));
        Assert.All(granted, c => Assert.Equal((c.EntityName, c.CaseNo, ChinaTime.DayOf(c.IssuedAt!.Value)), (entities[c.Uscc!].Name, entities[c.Uscc!].CaseNo, entities[c.Uscc!].EstablishedOn)));
        Assert.All(granted, c => Assert.NotNull(c.DecidedByName));

        var registrar = await app.ActorAsync("registrar1");
        foreach (var waiting in cases.Where(c => c.State == StartUpState.Received))
        {
            var result = await OfficeCases.AsAsync<ApproveStartUpHandler, Result<string>?>(app, registrar, h => h.HandleAsync(waiting.CaseNo, new(), OfficeCases.Key(), default));
            Assert.True(result is { Ok: true }, string.Join("；", result!.Value.Problems.Select(p => p.Sentence)));
        }

        using var leader = await app.SignedInAsync("leader1");
        // The year before may be unknown; what stands for this year is not.
        Assert.Empty((await leader.GetPageAsync("/leader?period=year")).QuerySelectorAll(".q-figures .q-missing"));
    }

    /// <summary>On a working day some of what waits is of today: the next case has the number after it.</summary>
    [Theory]
    [InlineData("2026-11-30T02:00:00Z", 1)]
    [InlineData("2026-11-29T02:00:00Z", 0)]
    public async Task FirstStart_OnAnyDay_ANewcomerBeginsTheNextCase(string moment, int least)
    {
        await using var app = new TestApp(DatabaseKind.Sqlite, new FakeTimeProvider(DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture)), new() { ["DemoHistory"] = "true" });
        using var client = await app.SignedInAsync("applicant1");
        using var response = await client.PostFormAsync("/startup", new Dictionary<string, string?> { ["Kind"] = "Individual" }, "start");
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        var today = $"KB{DateOnly.Parse(moment[..10], CultureInfo.InvariantCulture):yyyyMMdd}";
        var numbers = await app.WithDbAsync(db => db.Set<StartUpCase>().Where(c => c.CaseNo.StartsWith(today)).OrderBy(c => c.CaseNo).Select(c => new { c.CaseNo, c.State }).ToListAsync());
        Assert.True(numbers.Count > least, $"{numbers.Count} cases of the day");
        Assert.Equal($"{today}{numbers.Count:D4}", numbers.Single(n => n.State == StartUpState.Draft).CaseNo);
    }
}
