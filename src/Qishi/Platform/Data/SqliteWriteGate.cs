using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Qishi.Platform.Data;

/// <summary>
/// SQLite has one writer. Writers of this process queue here without blocking threads, in order of arrival; without it they meet in SQLite's busy handler,
/// which sleeps on the thread and knows no order. Other processes (verbs) still meet there.
/// </summary>
internal sealed class SqliteWriteGate : DbTransactionInterceptor, IDbConnectionInterceptor, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly SemaphoreSlim gate = new(1);
    private readonly ConditionalWeakTable<DbConnection, Pass> passes = [];

    public override InterceptionResult<DbTransaction> TransactionStarting(DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result)
    {
        if (!gate.Wait(Patience))
            throw new TimeoutException("The SQLite writer has been busy for a minute.");
        passes.AddOrUpdate(connection, new Pass(gate));
        return result;
    }

    public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
    {
        if (!await gate.WaitAsync(Patience, cancellationToken))
            throw new TimeoutException("The SQLite writer has been busy for a minute.");
        passes.AddOrUpdate(connection, new Pass(gate));
        return result;
    }

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Leave(eventData.Context?.Database);

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) => LeaveAsync(eventData);

    public override void TransactionRolledBack(DbTransaction transaction, TransactionEndEventData eventData) => Leave(eventData.Context?.Database);

    public override Task TransactionRolledBackAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) => LeaveAsync(eventData);

    // A transaction that is only disposed tells nobody, but its connection is closed then.
    public void ConnectionClosed(DbConnection connection, ConnectionEndEventData eventData) => Leave(connection);

    public Task ConnectionClosedAsync(DbConnection connection, ConnectionEndEventData eventData)
    {
        Leave(connection);
        return Task.CompletedTask;
    }

    public void Dispose() => gate.Dispose();

    private Task LeaveAsync(TransactionEndEventData eventData)
    {
        Leave(eventData.Context?.Database);
        return Task.CompletedTask;
    }

    private void Leave(Microsoft.EntityFrameworkCore.Infrastructure.DatabaseFacade? database)
    {
        if (database is not null)
            Leave(Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.GetDbConnection(database));
    }

    private void Leave(DbConnection connection)
    {
        if (passes.TryGetValue(connection, out var pass))
            pass.Leave();
    }

    private sealed class Pass(SemaphoreSlim gate)
    {
        private int left;

        public void Leave()
        {
            if (Interlocked.Exchange(ref left, 1) == 0)
                gate.Release();
        }
    }
}
