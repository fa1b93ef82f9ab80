using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Qishi.Platform.Data;
using Qishi.Platform.Jobs;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Platform.Data;

public sealed class SqliteWriteGateTests
{
    private static readonly TransactionStartingEventData Starting = new(null!, null!, null, System.Data.IsolationLevel.Serializable, Guid.NewGuid(), Guid.NewGuid(), true, default);

    [Fact]
    public async Task Begin_ThatFails_GivesTheGateBack()
    {
        using var gate = new SqliteWriteGate();
        await using var closed = new SqliteConnection("Data Source=:memory:");
        await Assert.ThrowsAsync<InvalidOperationException>(() => gate.TransactionStartingAsync(closed, Starting, default).AsTask());
        Assert.Throws<InvalidOperationException>(() => gate.TransactionStarting(closed, Starting, default));
        await using var open = new SqliteConnection("Data Source=:memory:");
        await open.OpenAsync();
        Assert.True((await gate.TransactionStartingAsync(open, Starting, default)).HasResult);
    }

    [Fact]
    public async Task Transaction_EndedWithoutAWord_IsShownOutByTheNext()
    {
        var app = await BareApp.SharedAsync(DatabaseKind.Sqlite);
        await app.WithDbAsync(async db =>
        {
            // A connection that was open before stays open, so nobody hears of its end.
            await db.Database.OpenConnectionAsync();
            await (await db.Database.BeginTransactionAsync()).DisposeAsync();
            return 0;
        });
        var name = Guid.NewGuid().ToString();
        await app.WithDbAsync(db =>
        {
            db.Add(new LeaseRow { Name = name, Owner = "" });
            return db.SaveChangesAsync();
        });
        Assert.True(await app.WithDbAsync(db => db.Set<LeaseRow>().AnyAsync(l => l.Name == name)));
    }

    [Fact]
    public async Task Transactions_CancelledAtEveryMoment_LeaveTheWriterFree()
    {
        var app = await BareApp.SharedAsync(DatabaseKind.Sqlite);
        var name = Guid.NewGuid().ToString();
        await Task.WhenAll(Enumerable.Range(0, 120).Select(async i =>
        {
            using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(i / 4.0));
            await Record.ExceptionAsync(() => app.WithDbAsync(async db =>
            {
                await using var transaction = await db.Database.BeginTransactionAsync(cancel.Token);
                db.Add(new LeaseRow { Name = $"{name}-{i}", Owner = "" });
                await db.SaveChangesAsync(cancel.Token);
                await transaction.CommitAsync(cancel.Token);
                return 0;
            }));
        }));
        await app.WithDbAsync(db =>
        {
            db.Add(new LeaseRow { Name = name, Owner = "" });
            return db.SaveChangesAsync();
        });
        Assert.True(await app.WithDbAsync(db => db.Set<LeaseRow>().AnyAsync(l => l.Name == name)));
    }
}
