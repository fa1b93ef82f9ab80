using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Modules.Worklist.Model;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Worklist;

public sealed class WorklistTests
{
    [Theory, OnEachDatabase]
    public async Task Open_SameKeyTwice_LeavesOneOpenItem(DatabaseKind kind)
    {
        var key = "test:" + Guid.NewGuid();
        await Save(kind, (list, _) => list.OpenAsync(Item(key, "第一次"), default));
        await Save(kind, (list, _) => list.OpenAsync(Item(key, "第二次"), default));
        var open = await TestApp.Shared(kind).WithDbAsync(db => db.Set<WorkItem>().Where(i => i.Key == key && i.ClosedAt == null).ToListAsync());
        Assert.Equal("第二次", Assert.Single(open).Title);
    }

    [Theory, OnEachDatabase]
    public async Task Close_InTheUnitOfWorkThatOpened_LeavesNoneOpen(DatabaseKind kind)
    {
        var key = "test:" + Guid.NewGuid();
        await Save(kind, async (list, _) =>
        {
            await list.OpenAsync(Item(key, "开了就关"), default);
            await list.CloseAsync(key, default);
        });
        Assert.False(await TestApp.Shared(kind).WithDbAsync(db => db.Set<WorkItem>().AnyAsync(i => i.OpenKey == key)));
    }

    [Theory, OnEachDatabase]
    public async Task Open_WhenTheChangeIsNotSaved_LeavesNothing(DatabaseKind kind)
    {
        var key = "test:" + Guid.NewGuid();
        await TestApp.Shared(kind).AsAsync(null, s => s.GetRequiredService<IWorklist>().OpenAsync(Item(key, "没有保存"), default));
        Assert.False(await TestApp.Shared(kind).WithDbAsync(db => db.Set<WorkItem>().AnyAsync(i => i.Key == key)));
    }

    private static NewWorkItem Item(string key, string title) =>
        new(key, "企业开办", title, "审查", "/desk", "registrar", null, null, DateTime.UtcNow, DateTime.UtcNow.AddHours(3), Tags: ["口述办照"]);

    private static Task Save(DatabaseKind kind, Func<IWorklist, AppDb, Task> work) => TestApp.Shared(kind).AsAsync(null, async s =>
    {
        var db = s.GetRequiredService<AppDb>();
        await work(s.GetRequiredService<IWorklist>(), db);
        await db.SaveChangesAsync();
    });
}
