using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Platform.Data;

namespace Qishi.Tests.Support;

/// <summary>
/// Breaks the n-th step of a piece of work at the database: each statement, the moment before each commit and the moment after it. Only the work that is armed is
/// hit, so the program goes on in the background.
/// </summary>
internal sealed class Faults : DbCommandInterceptor, IDbTransactionInterceptor
{
    private static readonly Faults Instance = new();
    private static readonly AsyncLocal<Plan?> Current = new();

    public static TestApp NewApp(DatabaseKind kind, Dictionary<string, string?>? extra = null) => new(kind, extra: extra, configure: Register);

    public static void Register(IServiceCollection services)
    {
        services.ConfigureDbContext<SqliteAppDb>(b => b.AddInterceptors(Instance));
        services.ConfigureDbContext<PostgresAppDb>(b => b.AddInterceptors(Instance));
    }

    /// <summary>Runs the work with its n-th step broken.</summary>
    /// <returns>Whether the step was reached, and the result where there is one.</returns>
    public static async Task<(bool Fired, T? Result)> BreakAsync<T>(int step, Func<Task<T>> work)
    {
        var plan = new Plan(step);
        Current.Value = plan;
        try
        {
            var result = await work();
            return (plan.Fired, result);
        }
        catch (Exception) when (plan.Fired)
        {
            return (true, default);
        }
        finally
        {
            Current.Value = null;
        }
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Step();
        return new(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Step();
        return new(result);
    }

    public ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        Step();
        return new(result);
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Step();
        return Task.CompletedTask;
    }

    private static void Step() => Current.Value?.Next();

    private sealed class Plan(int step)
    {
        private int steps;

        public bool Fired { get; private set; }

        public void Next()
        {
            if (Interlocked.Increment(ref steps) != step)
                return;
            Fired = true;
            throw new IOException($"Broken at step {step}.");
        }
    }
}
