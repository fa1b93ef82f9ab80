using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Kernel.Draw;
using Qishi.Kernel.Sm;
using Qishi.Modules.Inspections.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Files;

namespace Qishi.Modules.Inspections.Draws;

/// <summary>The files of a draw: published pool, roster of codes in the same order, and the record anyone can check (docs/draw.md §7).</summary>
internal sealed class DrawFiles(AppDb db, IFileStore files)
{
    public async Task<string> PutLinesAsync(IEnumerable<string> lines, CancellationToken ct)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        return (await files.PutAsync(stream, ct)).Digest;
    }

    public async Task<IReadOnlyList<string>> LinesAsync(string digest, CancellationToken ct)
    {
        await using var stream = await files.OpenAsync(digest, ct) ?? throw new InvalidOperationException($"The file {digest} of a draw is missing.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return (await reader.ReadToEndAsync(ct)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public static DrawTerms TermsOf(TaskDraw draw) => JsonSerializer.Deserialize<DrawTerms>(draw.Terms, DrawRecord.Json)!;

    /// <summary>Freezes the pool again from its published lines; its digest must be the one published.</summary>
    public async Task<DrawPool> PoolAsync(TaskDraw draw, CancellationToken ct)
    {
        var lines = await LinesAsync(draw.PoolFile, ct);
        var pool = DrawPool.Freeze(TermsOf(draw), [.. lines.Select(EntryOf)]).Value;
        return pool.DigestHex == draw.PoolDigest ? pool : throw new InvalidOperationException($"The pool of draw {draw.No} is not the one that was published.");
    }

    /// <summary>The record as published; null while nothing was drawn.</summary>
    public async Task<DrawRecord?> RecordAsync(TaskDraw draw, CancellationToken ct)
    {
        if (draw.Seed is null || draw.DrawnAt is not { } drawnAt)
            return null;
        var drawn = await db.Set<Visit>().AsNoTracking().Where(v => v.DrawId == draw.Id).OrderBy(v => v.Place).Select(v => new DrawnObject(v.Digest!, v.Stratum, v.ObjectCode, v.Salt!, v.ObjectName)).ToListAsync(ct);
        return new(
            DrawTerms.Algorithm, TermsOf(draw), draw.PoolDigest, draw.FrozenAt, await LinesAsync(draw.PoolFile, ct),
            [.. draw.Parties.OrderBy(p => p.Place).Select(p => new DrawSource(p.Name, p.Commitment!, p.CommittedAt!.Value, p.Secret!, p.RevealedAt!.Value))], draw.PublicNumber ?? "", draw.Seed, drawnAt, drawn);
    }

    /// <summary>The link of a party: known to whoever may see the task's key, and to the party.</summary>
    public static string TokenOf(TaskDraw draw, int place) => Convert.ToHexStringLower(HmacSm3.Compute(Convert.FromHexString(draw.Key), Encoding.UTF8.GetBytes($"party/{draw.No}/{place}")));

    public static string DigestOf(string token) => Convert.ToHexStringLower(Sm3.Hash(Encoding.UTF8.GetBytes("qishi-party-1\n" + token)));

    private static PoolEntry EntryOf(string line) => line.Split(' ') is [var hex, var stratum] ? new(Convert.FromHexString(hex), byte.Parse(stratum, System.Globalization.CultureInfo.InvariantCulture)) : throw new FormatException("A line of a pool is not a digest and a number.");
}
