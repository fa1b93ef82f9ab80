using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Modules.StartUp.EscalateOverdue;
using Qishi.Modules.StartUp.Model;
using Qishi.Modules.Worklist.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.StartUp.Office;

public sealed class EscalateOverdueTests
{
    /// <summary>R-5.25.</summary>
    [Theory, OnEachDatabase]
    public async Task Overdue_GoesBeforeTheHeadOfTheSection_Once_AndLeavesWhenItEnds(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var late = await OfficeCases.SubmittedAsync(app, change: c => c.DueAt = new DateTime(2020, 1, 2, 9, 0, 0, DateTimeKind.Utc));
        var inTime = await OfficeCases.SubmittedAsync(app);
        for (var run = 0; run < 2; run++)
            await RunAsync();
        var item = Assert.Single(await ItemsAsync(late));
        Assert.Equal((Roles.RegistrationSupervisor, "督办：超过承诺时限，还没有决定"), (item.Role, item.Act));
        Assert.NotNull(item.OpenKey);
        Assert.Empty(await ItemsAsync(inTime));
        Assert.Equal(1, await app.WithDbAsync(db => db.Set<EventRow>().CountAsync(e => e.Subject == "case:" + late && e.Type == "StartUp.StartUpEscalated")));
        using (var head = await app.SignedInAsync("supervisor1"))
            Assert.Contains("督办：超过承诺时限", (await head.GetPageAsync("/desk")).Text(), StringComparison.Ordinal);

        await app.AsAsync(null, async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            (await db.Set<StartUpCase>().SingleAsync(c => c.CaseNo == late)).Move(StartUpFlow.Withdraw);
            await db.SaveChangesAsync();
        });
        await RunAsync();
        Assert.Null(Assert.Single(await ItemsAsync(late)).OpenKey);

        Task RunAsync() => app.RunJobAsync<EscalateOverdue>();

        Task<List<WorkItem>> ItemsAsync(string caseNo) => app.WithDbAsync(db => db.Set<WorkItem>().AsNoTracking().Where(i => i.Key == EscalateOverdue.KeyOf(caseNo)).ToListAsync());
    }
}
