using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Qishi.Platform.Data;

/// <summary>
/// SQLite has one writer. Writers of this process queue here without blocking threads, in order of arrival; without it they meet in SQLite's busy handler,
/// which sleeps on the thread and knows no order. Other processes (verbs) still meet there.
/// </summary>
/// <remarks>
/// Whoever passes must be seen to leave, or nobody writes again. So the transaction is begun in here: a begin that fails or is cancelled gives the gate back at once.
/// A holder whose transaction has ended without a word (cancelled commit, context thrown away) is shown out by the next one who waits.
/// </remarks>
internal sealed class SqliteWriteGate : DbTransactionInterceptor, IDbConnectionInterceptor, IDisposable
{
    private const int PatienceSeconds = 60;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim gate = new(1);
    private readonly ConditionalWeakTable<DbConnection, Pass> passes = [];
    private volatile Pass? holder;

    public override InterceptionResult<DbTransaction> TransactionStarting(DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result)
    {
        for (var waited = 0; !gate.Wait(LookEvery); waited++)
            LookAfterHolder(waited);
        return Begin(connection, eventData, result);
    }

    public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
    {
        for (var waited = 0; !await gate.WaitAsync(LookEvery, cancellationToken); waited++)
            LookAfterHolder(waited);
        return Begin(connection, eventData, result);
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

    private InterceptionResult<DbTransaction> Begin(DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result)
    {
        try
        {
            var transaction = result.HasResult ? result.Result : connection.BeginTransaction(eventData.IsolationLevel);
            holder = new Pass(gate, transaction);
            passes.AddOrUpdate(connection, holder);
            return InterceptionResult<DbTransaction>.SuppressWithResult(transaction);
        }
        catch
        {
            gate.Release();
            throw;
        }
    }

    private void LookAfterHolder(int waitedSeconds)
    {
        if (holder is { HasEnded: true } gone)
            gone.Leave();
        else if (waitedSeconds >= PatienceSeconds)
            throw new TimeoutException("The SQLite writer has been busy for a minute.");
    }

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

    private sealed class Pass(SemaphoreSlim gate, DbTransaction transaction)
    {
        private int left;

        /// <summary>A transaction that was committed, rolled back or disposed has no connection any more.</summary>
        public bool HasEnded => transaction.Connection is null;

        public void Leave()
        {
            if (Interlocked.Exchange(ref left, 1) == 0)
                gate.Release();
        }
    }
}
