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
        var threes = pairs.Take(pairs.Count - 1).Select(p => (p.Three, p.At)).ToList();
        var lead = await LeadAsync(threes, ct);
        var found = Standing(lead.Three).AsNoTracking();
        foreach (var (three, at) in threes.Where(t => t.At != lead.At && (t.At % 3 == 0 || t.At == threes[^1].At)).Take(12))
        {
            var distance = at - lead.At;
            found = found.Where(g => db.Set<NameGram>().Any(o => o.Three == three && o.Uscc == g.Uscc && o.Position == g.Position + distance));
        }

        return found;
    }

    /// <summary>A page of the entities, those whose names begin with the words first.</summary>
    public IQueryable<Entity> Page(IQueryable<NameGram> found, int skip, int take) =>
        from g in found.OrderBy(g => g.Position).ThenBy(g => g.Uscc).Skip(skip).Take(take)
        join e in db.Set<Entity>() on g.Uscc equals e.Uscc
        orderby g.Position, g.Uscc
        select e;

    private DateOnly ChinaDay => Kernel.ChinaTime.Today(clock);

    private static string Searched(string text, County county)
    {
        foreach (var head in new[] { county.CityName + county.Name, county.Name })
            if (text.StartsWith(head, StringComparison.Ordinal))
                text = text[head.Length..];
        return text.Replace(NameRules.Suffix, "", StringComparison.Ordinal).Replace("(个体工商户)", "", StringComparison.Ordinal);
    }

    private IQueryable<NameGram> Standing(string three) => db.Set<NameGram>().Where(g => g.Three == three);

    /// <summary>The rarest three neighbours of the words, so that 黎记米粉店 does not lead through all noodle shops.</summary>
    private async Task<(string Three, int At)> LeadAsync(IReadOnlyList<(string Three, int At)> threes, CancellationToken ct)
    {
        var (best, fewest) = (threes[0], int.MaxValue);
        foreach (var three in threes.Take(threes.Count == 1 ? 0 : 6))
        {
            var count = await Standing(three.Three).OrderBy(g => g.Position).ThenBy(g => g.Uscc).Take(Few).CountAsync(ct);
            if (count < fewest)
                (best, fewest) = (three, count);
            if (count < Few)
                break;
        }

        return best;
    }
}
