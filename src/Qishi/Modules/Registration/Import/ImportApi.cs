using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Web;

namespace Qishi.Modules.Registration.Import;

/// <summary>Rows of an old register, each with the template's column names.</summary>
public sealed record ImportRequest(IReadOnlyList<IReadOnlyDictionary<string, string>>? Rows);

/// <summary>What became of a row: Added, Unchanged or Bad (set aside to be mended), with the sentences.</summary>
public sealed record ImportedRow(int No, string Key, string Outcome, IReadOnlyList<string> Problems, IReadOnlyList<string> Doubts);

/// <summary>Import by interface: at most <see cref="Most"/> rows a call, by the rules of the file import. The same rows again change nothing.</summary>
internal sealed class ImportApiHandler(AppDb db, ImportBatch batch, GroundReader grounds, FieldCipher cipher, EventLog log, Actor actor, TimeProvider clock)
{
    public const int Most = 500;

    public async Task<Result<IReadOnlyList<ImportedRow>>> HandleAsync(ImportRequest request, CancellationToken ct)
    {
        if (request.Rows is not { Count: > 0 and <= Most } rows)
            return new Problem("rows-number", $"rows应有1至{Most}行", "rows");
        if (rows.SelectMany(r => r.Keys).Distinct().FirstOrDefault(k => ImportColumns.All.All(c => c.Head != k)) is { } unknown)
            return new Problem("column-unknown", $"没有“{(unknown.Length > 30 ? unknown[..30] : unknown)}”这一列。列名见导入模板", "rows");
        if (rows.Any(r => r.Values.Any(v => v is null || v.Length > TableLimits.CellCharacters)))
            return new Problem("cell-long", $"每个单元格应是文字，最多{TableLimits.CellCharacters}个字", "rows");
        for (var attempt = 1; ; attempt++)
        {
            db.ChangeTracker.Clear();
            try
            {
                return await RunAsync(rows, ct);
            }
            catch (DbUpdateException) when (attempt < 5)
            {
                // Another call of the same client took the same row numbers, or opened the day's import first.
            }
        }
    }

    private async Task<Result<IReadOnlyList<ImportedRow>>> RunAsync(IReadOnlyList<IReadOnlyDictionary<string, string>> rows, CancellationToken ct)
    {
        var (ground, today) = (await grounds.ReadAsync(clock.Today(), ct), clock.Today());
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var digest = $"api:{actor.NameOnRecord}:{today:yyyyMMdd}";
        var import = await db.Set<ImportFile>().SingleOrDefaultAsync(i => i.Digest == digest, ct);
        if (import is null)
            db.Add(import = new ImportFile { Id = Guid.CreateVersion7(clock.GetUtcNow()), Name = $"接口导入（{actor.NameOnRecord}，{today:yyyy-MM-dd}）", Digest = digest, State = ImportState.Done, ById = actor.AccountId, ByName = actor.NameOnRecord, At = clock.UtcNow() });
        var first = import.Total;
        (import.Total, import.Position, import.EndedAt) = (first + rows.Count, first + rows.Count, clock.UtcNow());
        await db.SaveChangesAsync(ct);
        var prepared = rows.Select((r, i) => PreparedRow.Of(new(first + i + 1, r), ground, cipher, write: true)).ToList();
        var (lines, counts) = await batch.RunAsync(import.Id, prepared, new(StringComparer.Ordinal), ground, write: true, ct);
        await db.WriteAsync([.. lines], ct);
        (import.Fine, import.Unchanged, import.Bad, import.Doubtful) = (import.Fine + counts.Fine, import.Unchanged + counts.Unchanged, import.Bad + counts.Bad, import.Doubtful + counts.Doubtful);
        log.Record(actor, "EntitiesImporting", null, new EntitiesImported(import.Id, first + 1, first + rows.Count, counts.Fine));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return Result(lines);
    }

    private static Result<IReadOnlyList<ImportedRow>> Result(IReadOnlyList<ImportRow> lines) =>
        lines.Select(l => new ImportedRow(l.No, l.Key, l.Outcome.ToString(), l.Problems?.Split('\n') ?? [], l.Doubts?.Split('\n') ?? [])).ToArray();

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/api/v1/entities/import", async (ImportRequest request, ImportApiHandler handler, CancellationToken ct) =>
            {
                var answer = await handler.HandleAsync(request, ct);
                return answer.Ok ? Results.Ok(answer.Value) : ApiProblems.Refused(answer.Problems);
            })
            .Needs(Permissions.ImportApi).WithTags("登记").RequireRateLimiting(RateLimits.Api).WithSummary("导入旧登记库的主体，每次最多500户").Produces<IReadOnlyList<ImportedRow>>().ProducesProblem(422);
}
