using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Names;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.SearchEntities;

/// <summary>Entities whose name holds some characters, by the table of neighbouring pairs; nearest to the start of the name first.</summary>
internal sealed class EntityNames(AppDb db, GroundReader grounds, TimeProvider clock)
{
    // A pair with fewer entities than this is selective enough to lead the search.
    private const int Few = 300;

    /// <summary>
    /// Where the words stand in names: the rarest pair leads, the others must follow at their distance, each looked up by key. Null when too few characters
    /// are left without division and suffix.
    /// </summary>
    public async Task<IQueryable<NameGram>?> WithAsync(string text, CancellationToken ct)
    {
        var words = Searched(text, (await grounds.ReadAsync(ChinaDay, ct)).County);
        if (words.Length < 2)
            return null;
        var (lead, at) = await LeadAsync(words, ct);
        var found = db.Set<NameGram>().AsNoTracking().Where(g => g.Gram == lead);
        foreach (var (other, place) in NameGram.Cut(words).Where(g => g.At != at && (g.At % 2 == 0 || g.At == words.Length - 2)).Take(12))
        {
            var distance = place - at;
            found = found.Where(g => db.Set<NameGram>().Any(o => o.Gram == other && o.Uscc == g.Uscc && o.Position == g.Position + distance));
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

    /// <summary>The rarest pair of the words, so that 米粉店 does not lead through all noodle shops.</summary>
    private async Task<(string Gram, int At)> LeadAsync(string words, CancellationToken ct)
    {
        var (best, fewest) = ((Gram: words[..2], At: 0), int.MaxValue);
        foreach (var (gram, at) in NameGram.Cut(words).Take(words.Length == 2 ? 0 : 6))
        {
            var count = await db.Set<NameGram>().Where(g => g.Gram == gram).OrderBy(g => g.Position).ThenBy(g => g.Uscc).Take(Few).CountAsync(ct);
            if (count < fewest)
                (best, fewest) = ((gram, at), count);
            if (count < Few)
                break;
        }

        return best;
    }
}
