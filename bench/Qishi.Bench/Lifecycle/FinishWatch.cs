using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using System.Text.Json;
using Npgsql;
using Qishi.Bench.Under;
using Qishi.Platform.Data;

namespace Qishi.Bench.Lifecycle;

/// <summary>Waits for many cases with one small question to the database every 40 ms, so that waiting costs the program nothing.</summary>
internal sealed class FinishWatch(OwnDatabase database) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<long>> waiting = [];
    private readonly CancellationTokenSource stopping = new();
    private Task running = Task.CompletedTask;

    public int Waiting => waiting.Count;

    /// <summary>Cases seen finished so far.</summary>
    public int Finished { get; private set; }

    public void Start() => running = Task.Run(RunAsync);

    /// <summary>The moment (<see cref="Stopwatch"/> ticks) all six receipts were in and the case was closed.</summary>
    public Task<long> FinishedAsync(string caseNo) =>
        waiting.GetOrAdd(caseNo, _ => new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running;
        foreach (var open in waiting.Values)
            open.TrySetCanceled();
        stopping.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            await using var connection = await database.OpenAsync(stopping.Token);
            while (!stopping.IsCancellationRequested)
            {
                var asked = waiting.Keys.ToArray();
                if (asked.Length > 0)
                    foreach (var caseNo in await FinishedOfAsync(connection, asked))
                        if (waiting.TryRemove(caseNo, out var one))
                        {
                            Finished++;
                            one.TrySetResult(Stopwatch.GetTimestamp());
                        }
                await Task.Delay(Pause, stopping.Token);
            }
        }
        catch (OperationCanceledException)
        {
        }
        catch (DbException e)
        {
            foreach (var one in waiting.Values)
                one.TrySetException(e);
        }
    }

    private async Task<List<string>> FinishedOfAsync(DbConnection connection, string[] asked)
    {
        await using var command = connection.CreateCommand();
        var parameter = command.CreateParameter();
        parameter.ParameterName = "asked";
        if (database.Kind == DatabaseKind.Postgres)
            (command.CommandText, parameter.Value) = ("select case_no from stu_case where case_no = any(@asked) and finished_at is not null", asked);
        else
            (command.CommandText, parameter.Value) = ("select case_no from stu_case where case_no in (select value from json_each(@asked)) and finished_at is not null", JsonSerializer.Serialize(asked));
        command.Parameters.Add(parameter);
        var found = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(stopping.Token);
        while (await reader.ReadAsync(stopping.Token))
            found.Add(reader.GetString(0));
        return found;
    }
}
