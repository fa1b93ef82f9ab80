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

    /// <summary>The query, or null when too few characters are left without division and suffix.</summary>
    public async Task<IQueryable<Entity>?> WithAsync(string text, CancellationToken ct)
    {
        var words = Searched(text, (await grounds.ReadAsync(ChinaDay, ct)).County);
        if (words.Length < 2)
            return null;
        var lead = await LeadAsync(words, ct);
        var found = from g in db.Set<NameGram>()
                    join e in db.Set<Entity>() on g.Uscc equals e.Uscc
                    where g.Gram == lead
                    orderby g.Position, g.Uscc
                    select e;
        return (words.Length == 2 ? found : found.Where(e => e.Name.Contains(words))).AsNoTracking();
    }

    private DateOnly ChinaDay => Kernel.ChinaTime.Today(clock);

    private static string Searched(string text, County county)
    {
        foreach (var head in new[] { county.CityName + county.Name, county.Name })
            if (text.StartsWith(head, StringComparison.Ordinal))
                text = text[head.Length..];
        return text.Replace(NameRules.Suffix, "", StringComparison.Ordinal).Replace("(个体工商户)", "", StringComparison.Ordinal);
    }

    /// <summary>The rarest pair of the words, so that 米粉店 does not lead through all noodle shops.</summary>
    private async Task<string> LeadAsync(string words, CancellationToken ct)
    {
        var (best, fewest) = (words[..2], int.MaxValue);
        foreach (var (gram, _) in NameGram.Cut(words).Take(words.Length == 2 ? 0 : 6))
        {
            var count = await db.Set<NameGram>().Where(g => g.Gram == gram).Take(Few).CountAsync(ct);
            if (count < fewest)
                (best, fewest) = (gram, count);
            if (count < Few)
                break;
        }

        return best;
    }
}
