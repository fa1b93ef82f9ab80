using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Files;
using Qishi.Platform.Jobs;

namespace Qishi.Modules.Registration.Import;

/// <summary>
/// One pass over a file: the dry run, or the real one. Reading and making of the next batch goes on while the last is written. Each batch is one transaction that moves the
/// position on, so a killed pass goes on behind its last committed row; the position itself is the guard against two copies of the program.
/// </summary>
internal sealed class ImportRun(IServiceScopeFactory scopes, Leases leases, IFileStore files, FieldCipher cipher, TimeProvider clock)
{
    internal const int Batch = 1_500;
    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(2);

    /// <summary>Goes through to the end of the pass; false when another copy is at it.</summary>
    public async Task<bool> RunAsync(Guid id, Action<ImportFile>? tell, CancellationToken ct)
    {
        await using var lease = await leases.TryTakeAsync($"registration.import:{id:N}", Hold, ct);
        if (lease is null)
            return false;
        var import = await ReadAsync(id, ct);
        if (!import.Running)
            return true;
        try
        {
            await PassAsync(import, lease, tell, ct);
        }
        catch (TableFileException refusal)
        {
            await RefuseAsync(id, refusal.Message, ct);
        }

        return true;
    }

    private async Task PassAsync(ImportFile import, Lease lease, Action<ImportFile>? tell, CancellationToken ct)
    {
        var write = import.State == ImportState.Importing;
        var ground = await GroundAsync(ct);
        var seen = await SeenAsync(import, ct);
        await using var file = await files.OpenAsync(import.Digest, ct) ?? throw new TableFileException("上传的文件不在了。请重新上传");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var ready = Channel.CreateBounded<IReadOnlyList<PreparedRow>>(2);
        var reading = Task.Run(() => PrepareAsync(file, import.Position, ground, write, ready.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var rows in ready.Reader.ReadAllAsync(ct))
            {
                if (!await lease.ExtendAsync(Hold, ct) || !await WriteAsync(import, rows, seen, ground, write, ct))
                    return;
                tell?.Invoke(import);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        await reading;
        await EndAsync(import.Id, write, ct);
    }

    private async Task PrepareAsync(Stream file, int position, Ground ground, bool write, ChannelWriter<IReadOnlyList<PreparedRow>> ready, CancellationToken ct)
    {
        try
        {
            foreach (var chunk in TableFile.Read(file).Where(r => r.No > position).Chunk(Batch))
                await ready.WriteAsync([.. chunk.AsParallel().AsOrdered().WithDegreeOfParallelism(2).Select(r => PreparedRow.Of(r, ground, cipher, write))], ct);
            ready.Complete();
        }
        catch (Exception e)
        {
            ready.Complete(e is AggregateException { InnerException: { } inner } ? inner : e);
        }
    }

    private async Task<bool> WriteAsync(ImportFile import, IReadOnlyList<PreparedRow> rows, Dictionary<string, int> seen, Ground ground, bool write, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.Program(nameof(RunImports));
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var (from, to) = (import.Position, rows[^1].Row.Raw.No);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Whoever moved the position first has written these rows.
        var moved = await db.Set<ImportFile>().Where(i => i.Id == import.Id && i.Position == from && i.State == import.State).ExecuteUpdateAsync(s => s.SetProperty(i => i.Position, to), ct);
        if (moved == 0)
            return false;
        await db.Set<ImportRow>().Where(r => r.ImportId == import.Id && r.No > from && r.No <= to).ExecuteDeleteAsync(ct);
        var (lines, counts) = await scope.ServiceProvider.GetRequiredService<ImportBatch>().RunAsync(import.Id, rows, seen, ground, write, ct);
        await db.WriteAsync([.. lines], ct);
        await db.Set<ImportFile>().Where(i => i.Id == import.Id).ExecuteUpdateAsync(
            s => s.SetProperty(i => i.Fine, i => i.Fine + counts.Fine).SetProperty(i => i.Unchanged, i => i.Unchanged + counts.Unchanged)
                .SetProperty(i => i.Bad, i => i.Bad + counts.Bad).SetProperty(i => i.Doubtful, i => i.Doubtful + counts.Doubtful).SetProperty(i => i.Total, i => i.Total < to ? to : i.Total), ct);
        if (write && counts.Fine > 0)
            scope.ServiceProvider.GetRequiredService<EventLog>().Record(Actor.Program(nameof(RunImports)), "EntitiesImporting", null, new EntitiesImported(import.Id, from + 1, to, counts.Fine));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        (import.Position, import.Fine, import.Bad, import.Unchanged) = (to, import.Fine + counts.Fine, import.Bad + counts.Bad, import.Unchanged + counts.Unchanged);
        return true;
    }

    private async Task EndAsync(Guid id, bool write, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var import = await db.Set<ImportFile>().SingleAsync(i => i.Id == id, ct);
        (import.State, import.EndedAt, import.Total) = (write ? ImportState.Done : ImportState.Checked, clock.UtcNow(), import.Position);
        scope.ServiceProvider.GetRequiredService<EventLog>().Record(Actor.Program(nameof(RunImports)), write ? "ImportEnding" : "ImportChecking", null,
            new ImportEnded(id, write, import.Fine, import.Unchanged, import.Bad));
        await db.SaveChangesAsync(ct);
        if (write && import.Fine > 1_000)
            await db.AnalyseAsync(ct);
    }

    private async Task RefuseAsync(Guid id, string sentence, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AppDb>().Set<ImportFile>().Where(i => i.Id == id)
            .ExecuteUpdateAsync(s => s.SetProperty(i => i.State, ImportState.Refused).SetProperty(i => i.Refusal, sentence).SetProperty(i => i.EndedAt, clock.UtcNow()), ct);
    }

    private async Task<Ground> GroundAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<GroundReader>().ReadAsync(clock.Today(), ct);
    }

    private async Task<ImportFile> ReadAsync(Guid id, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AppDb>().Set<ImportFile>().AsNoTracking().SingleAsync(i => i.Id == id, ct);
    }

    private async Task<Dictionary<string, int>> SeenAsync(ImportFile import, CancellationToken ct)
    {
        if (import.Position == 0)
            return new(StringComparer.Ordinal);
        await using var scope = scopes.CreateAsyncScope();
        var rows = await scope.ServiceProvider.GetRequiredService<AppDb>().Set<ImportRow>().AsNoTracking().Where(r => r.ImportId == import.Id && r.No <= import.Position && (r.Outcome == RowOutcome.Ready || r.Outcome == RowOutcome.Added))
            .OrderBy(r => r.No).Select(r => new { r.Key, r.No }).ToListAsync(ct);
        var seen = new Dictionary<string, int>(rows.Count, StringComparer.Ordinal);
        foreach (var row in rows)
            seen.TryAdd(row.Key, row.No);
        return seen;
    }
}

/// <summary>Goes on with imports that wait or were broken off.</summary>
internal sealed class RunImports(AppDb db, ImportRun run) : IJob
{
    public async Task RunAsync(CancellationToken ct)
    {
        var waiting = await db.Set<ImportFile>().Where(i => i.State == ImportState.Checking || i.State == ImportState.Importing).OrderBy(i => i.At).Select(i => i.Id).ToListAsync(ct);
        foreach (var id in waiting)
            await run.RunAsync(id, null, ct);
    }
}
