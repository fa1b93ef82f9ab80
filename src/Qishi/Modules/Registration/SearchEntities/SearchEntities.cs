using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.SearchEntities;

/// <summary>What a public search found; <see cref="Advice"/> is a sentence instead of hits.</summary>
internal sealed record SearchAnswer(IReadOnlyList<EntityHit> Hits, int Total, string? Advice = null)
{
    public static SearchAnswer None { get; } = new([], 0);

    public static SearchAnswer Say(string advice) => new([], 0, advice);
}

/// <summary>One line: no person's name stands in a list (ux.md T21).</summary>
internal sealed record EntityHit(string Uscc, string Name, EntityStatus Status, EntityKind Kind, string TownCode)
{
    public string Town { get; init; } = "";
}

/// <summary>Finds entities by code or by part of the name: exact code, else names in which the words stand, those that begin with them first.</summary>
internal sealed class SearchEntitiesHandler(AppDb db, CatalogueCache catalogues, EntityNames names)
{
    public const int PageSize = 20;

    /// <summary>The list shows no further; who needs more adds words.</summary>
    public const int Most = 1_000;

    public async Task<SearchAnswer> HandleAsync(string? typed, int page, CancellationToken ct)
    {
        var text = NormalisedText.Name(typed).Replace(" ", "", StringComparison.Ordinal);
        if (text.Length == 0)
            return SearchAnswer.None;
        if (NormalisedText.Codes(text) is { Length: >= 15 } code && code.All(char.IsAsciiLetterOrDigit))
            return await ByCodeAsync(code, ct);
        if (await names.FirstAsync(text, Most + 1, ct) is not { } found)
            return SearchAnswer.Say("请至少输入名称中的2个字，行政区划不算");
        if (found.Count == 0)
            return SearchAnswer.Say($"没有找到名称含“{text}”的企业。可以换几个字，也可以用统一社会信用代码查");
        string[] shown = [.. found.Skip(Math.Clamp(page - 1, 0, (Most / PageSize) - 1) * PageSize).Take(PageSize)];
        var hits = await db.Set<Entity>().Where(e => shown.Contains(e.Uscc)).Select(e => new EntityHit(e.Uscc, e.NameStoppedOn == null ? e.Name : e.Uscc, e.Status, e.Kind, e.TownCode)).ToListAsync(ct);
        return new(await TownsAsync([.. hits.OrderBy(h => Array.IndexOf(shown, h.Uscc))], ct), found.Count);
    }

    private async Task<SearchAnswer> ByCodeAsync(string code, CancellationToken ct)
    {
        var parsed = Uscc.Parse(code);
        if (!parsed.Ok)
            return SearchAnswer.Say(parsed.Problems[0].Sentence);
        var hits = await db.Set<Entity>().AsNoTracking().Where(e => e.Uscc == parsed.Value.Value).Select(e => new EntityHit(e.Uscc, e.NameStoppedOn == null ? e.Name : e.Uscc, e.Status, e.Kind, e.TownCode)).ToListAsync(ct);
        return hits.Count == 0 ? SearchAnswer.Say($"没有找到代码为“{code}”的企业。本县登记的企业才能在这里查到") : new(await TownsAsync(hits, ct), hits.Count);
    }

    private async Task<List<EntityHit>> TownsAsync(List<EntityHit> hits, CancellationToken ct)
    {
        var catalogue = await catalogues.GetAsync(ct);
        return [.. hits.Select(h => h with { Town = catalogue.Area(h.TownCode)?.Name ?? "" })];
    }
}
