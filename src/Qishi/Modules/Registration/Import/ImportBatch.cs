using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Codes;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Import;

/// <summary>A row that was read and, where it may go in and has its code, made into rows of the register already.</summary>
internal sealed record PreparedRow(ReadRow Row, string Digest, OldRows? Made)
{
    public static PreparedRow Of(RawRow raw, Ground ground, FieldCipher cipher, bool write)
    {
        var read = RowReader.Read(raw, ground);
        return new(read, RawCells.Digest(raw), write && read.Entity is { Uscc: { } uscc } old ? OldRows.Of(old, uscc, ground, cipher) : null);
    }
}

/// <summary>Counts of a batch.</summary>
internal sealed record BatchCounts(int Fine, int Unchanged, int Bad, int Doubtful);

/// <summary>
/// Judges a batch against the register and, in the real pass, writes it: all rows of all entities by bulk, in the caller's transaction. A key that is there already is no
/// change when its row is the same, else it is set aside; nothing in the register is ever overwritten.
/// </summary>
internal sealed class ImportBatch(AppDb db, CodePool codes, FieldCipher cipher)
{
    /// <param name="import">Import.</param>
    /// <param name="rows">Rows in order.</param>
    /// <param name="seen">Row numbers of the keys this import has met.</param>
    /// <param name="ground">Ground.</param>
    /// <param name="write">False in the dry run.</param>
    /// <param name="ct">Cancellation.</param>
    public async Task<(IReadOnlyList<ImportRow> Rows, BatchCounts Counts)> RunAsync(
        Guid import, IReadOnlyList<PreparedRow> rows, Dictionary<string, int> seen, Ground ground, bool write, CancellationToken ct)
    {
        var keys = rows.Select(r => r.Row.Key).Where(k => k.Length > 0).Distinct().ToArray();
        var known = await db.PlannedAnewAsync(() => KnownAsync(keys, ct), ct);
        var before = (await db.Set<ImportRow>().AsNoTracking().Where(r => keys.Contains(r.Key) && r.EntityId != null).Select(r => new { r.Key, r.Digest }).ToListAsync(ct))
            .ToLookup(r => r.Key, r => r.Digest);
        var (lines, made) = (new List<ImportRow>(rows.Count), new List<OldRows>(rows.Count));
        var counts = new BatchCounts(0, 0, 0, 0);
        foreach (var row in rows)
        {
            var (outcome, problem) = Judge(row, known, before, seen);
            OldRows? entity = null;
            if (outcome == RowOutcome.Ready && write)
            {
                entity = row.Made ?? OldRows.Of(row.Row.Entity!, (await codes.TakeAsync(CodePool.PrefixOf(row.Row.Entity!.Draft.Kind, row.Row.Entity.Draft.Parent?.Kind), ground.County.Code, 1, ct))[0], ground, cipher);
                made.Add(entity);
                outcome = RowOutcome.Added;
            }

            // A row that is set aside takes no code away from a good one further down.
            if (outcome is RowOutcome.Ready or RowOutcome.Added)
                seen.TryAdd(row.Row.Key, row.Row.Raw.No);
            counts = Count(counts, outcome, row.Row.Doubts.Count > 0);
            lines.Add(LineOf(import, row, outcome, problem, entity, write));
        }

        if (write)
            await WriteAsync(made, lines, ct);
        return (lines, counts);
    }

    private static (RowOutcome, string?) Judge(PreparedRow row, IReadOnlySet<string> known, ILookup<string, string> before, Dictionary<string, int> seen)
    {
        var key = row.Row.Key;
        if (row.Row.Entity is null)
            return (RowOutcome.Bad, null);
        if (known.Contains(key))
            return before[key].Contains(row.Digest) ? (RowOutcome.Unchanged, null)
                : (RowOutcome.Bad, $"{ImportColumns.Uscc}：主体库中已有代码为“{key}”的一户，内容与这一行不同，没有改动。请核对：库里不对的，用“更正”办理；这一行不对的，修改后重新导入");
        return seen.TryGetValue(key, out var first) && first != row.Row.Raw.No ? (RowOutcome.Bad, $"{ImportColumns.Uscc}：与第{first}行代码相同。请保留一行") : (RowOutcome.Ready, null);
    }

    private async Task<HashSet<string>> KnownAsync(string[] keys, CancellationToken ct)
    {
        var known = (await db.Set<Entity>().Where(e => keys.Contains(e.Uscc)).Select(e => e.Uscc).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        var old = keys.Where(k => k.Length != 18).ToArray();
        if (old.Length > 0)
            known.UnionWith((await db.Set<Entity>().Where(e => e.LegacyNo != null && old.Contains(e.LegacyNo)).Select(e => e.LegacyNo!).ToListAsync(ct)));
        return known;
    }

    private static BatchCounts Count(BatchCounts counts, RowOutcome outcome, bool doubtful) => outcome switch
    {
        RowOutcome.Bad => counts with { Bad = counts.Bad + 1 },
        RowOutcome.Unchanged => counts with { Unchanged = counts.Unchanged + 1 },
        _ => counts with { Fine = counts.Fine + 1, Doubtful = counts.Doubtful + (doubtful ? 1 : 0) },
    };

    private static ImportRow LineOf(Guid import, PreparedRow row, RowOutcome outcome, string? problem, OldRows? entity, bool write) => new()
    {
        ImportId = import,
        No = row.Row.Raw.No,
        Key = row.Row.Key.Length > 40 ? row.Row.Key[..40] : row.Row.Key,
        Name = row.Row.Raw[ImportColumns.Name] is { Length: > 150 } name ? name[..150] : row.Row.Raw[ImportColumns.Name],
        Outcome = outcome,
        Problems = Sentences(row.Row.Problems, problem),
        Doubts = Sentences(row.Row.Doubts, null),
        Digest = row.Digest,
        EntityId = entity?.Entity.Id,
        Raw = write && outcome != RowOutcome.Unchanged ? RawCells.Write(row.Row.Raw) : null,
    };

    private static string? Sentences(IReadOnlyList<Problem> problems, string? more)
    {
        if (problems.Count == 0 && more is null)
            return null;
        var text = string.Join('\n', problems.Select(p => $"{p.Field}：{p.Sentence}").Append(more).OfType<string>().Distinct().Take(30));
        return text.Length > 4_000 ? text[..4_000] : text;
    }

    private async Task WriteAsync(List<OldRows> made, List<ImportRow> lines, CancellationToken ct)
    {
        await ReleaseTakenNamesAsync(made, lines, ct);
        await db.WriteAsync([.. made.Select(m => m.Entity)], ct);
        await db.WriteAsync([.. made.SelectMany(m => m.Made.People)], ct);
        await db.WriteAsync([.. made.SelectMany(m => m.Made.Organisations)], ct);
        await db.WriteAsync([.. made.SelectMany(m => m.Made.Shareholders)], ct);
        await db.WriteAsync([.. made.SelectMany(m => m.Made.Scope)], ct);
        await db.WriteAsync([.. made.SelectMany(m => m.Made.Grams)], ct);
        await db.WriteAsync([.. made.Select(m => m.Made.Record).OfType<NameRecord>()], ct);
        await db.WriteAsync([.. made.SelectMany(m => m.Made.Keys)], ct);
        await db.WriteAsync([.. made.Select(m => m.Licence)], ct);
        await db.WriteAsync([.. made.SelectMany(m => m.Past)], ct);
    }

    // Old registers hold the same name twice. Both are kept; only one can hold the lock on it.
    private async Task ReleaseTakenNamesAsync(List<OldRows> made, List<ImportRow> lines, CancellationToken ct)
    {
        var locks = made.Select(m => m.Entity.NameLock).OfType<string>().Distinct().ToArray();
        var taken = (await db.PlannedAnewAsync(() => db.Set<Entity>().Where(e => e.NameLock != null && locks.Contains(e.NameLock)).Select(e => e.NameLock!).ToListAsync(ct), ct)).ToHashSet(StringComparer.Ordinal);
        var byEntity = lines.Where(l => l.EntityId is not null).ToDictionary(l => l.EntityId!.Value);
        foreach (var entity in made.Select(m => m.Entity).Where(e => e.NameLock is { } name && !taken.Add(name)))
        {
            entity.GiveUpNameLock();
            var line = byEntity[entity.Id];
            line.Doubts = (line.Doubts is null ? "" : line.Doubts + "\n") + $"{ImportColumns.Name}：与库中另一户名称相同，已导入，请核对";
        }
    }
}
