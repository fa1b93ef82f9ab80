using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Qishi.Modules.Registration.Premises;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Platform.Data;

public sealed class StandingRowsTests
{
    [Theory, OnEachDatabase]
    public async Task Rows_AreReadOnce_AndAnewAfterFifteenSeconds(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        // As in another copy of the program, which is not told of a save.
        var clock = new FakeTimeProvider();
        var elsewhere = new StandingRows(app.Services.GetRequiredService<IServiceScopeFactory>(), clock);
        var first = await elsewhere.AllAsync<AddressRule>(default);
        var rule = await SaveAsync(app);
        clock.Advance(TimeSpan.FromSeconds(14));
        Assert.Same(first, await elsewhere.AllAsync<AddressRule>(default));
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Contains(await elsewhere.AllAsync<AddressRule>(default), r => r.Id == rule);
    }

    [Theory, OnEachDatabase]
    public async Task Save_IsSeenFromItsCommitOn_AddedChangedOrInATransaction(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var standing = app.Services.GetRequiredService<StandingRows>();
        await standing.AllAsync<AddressRule>(default);
        var rule = await SaveAsync(app);
        Assert.Contains(await standing.AllAsync<AddressRule>(default), r => r.Id == rule);
        await app.WithDbAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            (await db.Set<AddressRule>().SingleAsync(r => r.Id == rule)).To = new(2030, 1, 2);
            await db.SaveChangesAsync();
            Assert.Null((await standing.AllAsync<AddressRule>(default)).Single(r => r.Id == rule).To);
            await transaction.CommitAsync();
            return true;
        });
        Assert.Equal(new(2030, 1, 2), (await standing.AllAsync<AddressRule>(default)).Single(r => r.Id == rule).To);
    }

    /// <summary>A line about a place no other test speaks of.</summary>
    private static Task<Guid> SaveAsync(TestApp app) => app.WithDbAsync(async db =>
    {
        var rule = new AddressRule { Id = Guid.CreateVersion7(), Area = "999999", Place = "示例路", Reason = "示例", Basis = "示例", MadeBy = "示例", From = new(2030, 1, 1) };
        db.Add(rule);
        await db.SaveChangesAsync();
        return rule.Id;
    });
}
