using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Names;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.SearchEntities;

/// <summary>Entities whose name holds some characters, by the table of neighbouring pairs; nearest to the start of the name first.</summary>
internal sealed class EntityNames(AppDb db, GroundReader grounds, TimeProvider clock)
{
    // What stands in fewer names than this is selective enough to lead the search.
    private const int Few = 300;

    /// <summary>
    /// Where the words stand in names: the rarest three neighbours lead, the others must follow at their distance, each looked up by key. Null when too few characters
    /// are left without division and suffix.
    /// </summary>
    public async Task<IQueryable<NameGram>?> WithAsync(string text, CancellationToken ct)
    {
        var pairs = NameGram.Cut(Searched(text, (await grounds.ReadAsync(ChinaDay, ct)).County));
        if (pairs.Count == 0)
            return null;
        if (pairs is [var only])
            return db.Set<NameGram>().AsNoTracking().Where(g => g.Gram == only.Gram);
        var threes = ThreesOf(pairs);
        return Following(await LeadAsync(threes, ct), threes);
    }

    /// <summary>
    /// Codes of the first entities whose names hold the words, those whose names begin with them first; null as above. Rare words are read and compared here: which way
    /// a database joins it decides by the average word, and 有限公司 stands in half of all names.
    /// </summary>
    public async Task<IReadOnlyList<string>?> FirstAsync(string text, int most, CancellationToken ct)
    {
        var pairs = NameGram.Cut(Searched(text, (await grounds.ReadAsync(ChinaDay, ct)).County));
        if (pairs.Count < 3)
            return await WithAsync(text, ct) is { } few ? await InOrderAsync(few, most, ct) : null;
        var threes = ThreesOf(pairs);
        var lead = await LeadAsync(threes, ct);
        if (lead.Found.Count >= Few)
            return await InOrderAsync(Following(lead, threes), most, ct);
        string[] codes = [.. lead.Found.Select(f => f.Uscc).Distinct()], others = [.. OthersOf(lead, threes).Select(o => o.Three).Distinct()];
        var standing = (await db.Set<NameGram>().Where(g => codes.Contains(g.Uscc) && others.Contains(g.Three)).Select(g => new { g.Uscc, g.Three, g.Position }).ToListAsync(ct))
            .Select(g => (g.Uscc, g.Three, g.Position)).ToHashSet();
        return [.. lead.Found.Where(f => OthersOf(lead, threes).All(o => standing.Contains((f.Uscc, o.Three, f.Position + o.At - lead.At)))).Select(f => f.Uscc).Distinct().Take(most)];
    }

    private DateOnly ChinaDay => Kernel.ChinaTime.Today(clock);

    private static string Searched(string text, County county)
    {
        foreach (var head in new[] { county.CityName + county.Name, county.Name })
            if (text.StartsWith(head, StringComparison.Ordinal))
                text = text[head.Length..];
        return text.Replace(NameRules.Suffix, "", StringComparison.Ordinal).Replace("(个体工商户)", "", StringComparison.Ordinal);
    }

    private static List<(string Three, int At)> ThreesOf(IReadOnlyList<(string Gram, string Three, int At)> pairs) => [.. pairs.Take(pairs.Count - 1).Select(p => (p.Three, p.At))];

    private IQueryable<NameGram> Standing(string three) => db.Set<NameGram>().Where(g => g.Three == three);

    /// <summary>The neighbours that with the leading ones cover the words.</summary>
    private static IEnumerable<(string Three, int At)> OthersOf(Lead lead, List<(string Three, int At)> threes) =>
        threes.Where(t => t.At != lead.At && (t.At % 3 == 0 || t.At == threes[^1].At)).Take(12);

    private IQueryable<NameGram> Following(Lead lead, List<(string Three, int At)> threes)
    {
        var found = Standing(lead.Three).AsNoTracking();
        foreach (var (three, at) in OthersOf(lead, threes))
        {
            var distance = at - lead.At;
            found = found.Where(g => db.Set<NameGram>().Any(o => o.Three == three && o.Uscc == g.Uscc && o.Position == g.Position + distance));
        }

        return found;
    }

    private static async Task<IReadOnlyList<string>> InOrderAsync(IQueryable<NameGram> found, int most, CancellationToken ct) =>
        [.. (await found.OrderBy(g => g.Position).ThenBy(g => g.Uscc).Take(most).Select(g => g.Uscc).ToListAsync(ct)).Distinct()];

    /// <summary>The rarest three neighbours of the words, so that 黎记米粉店 does not lead through all noodle shops, with the first places where they stand.</summary>
    private async Task<Lead> LeadAsync(List<(string Three, int At)> threes, CancellationToken ct)
    {
        if (threes is [var (alone, start)])
            return new(alone, start, []);
        Lead? best = null;
        foreach (var (three, at) in threes.Take(6))
        {
            var found = await Standing(three).OrderBy(g => g.Position).ThenBy(g => g.Uscc).Take(Few).Select(g => new { g.Uscc, g.Position }).ToListAsync(ct);
            if (best is null || found.Count < best.Found.Count)
                best = new(three, at, [.. found.Select(f => (f.Uscc, f.Position))]);
            if (found.Count < Few)
                break;
        }

        return best!;
    }

    /// <param name="Three">Three neighbouring characters of the words.</param>
    /// <param name="At">Where they stand in the words.</param>
    /// <param name="Found">The first names they stand in, fewer than <see cref="Few"/> or exactly so many of more; not asked where there is nothing to choose.</param>
    private sealed record Lead(string Three, int At, IReadOnlyList<(string Uscc, int Position)> Found);
}
