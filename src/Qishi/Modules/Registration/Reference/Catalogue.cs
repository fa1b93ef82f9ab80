using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Scope;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Reference;

/// <summary>The reference lists of registration as one unchanging picture in memory; a few thousand rows that every form asks for.</summary>
internal sealed class Catalogue
{
    private readonly Dictionary<string, ScopeItem> items;
    private readonly Dictionary<string, Area> areas;
    private readonly Dictionary<string, string> industryGroups;
    private readonly Dictionary<(EntityKind, string), RegisteredType> types;
    private readonly System.Collections.Concurrent.ConcurrentDictionary<DateOnly, ScopeWords> wordsByDay = new();

    public Catalogue(
        IEnumerable<ScopeItem> items, IEnumerable<Area> areas, IEnumerable<ForbiddenWord> words, IEnumerable<IndustryWord> industryWords, IEnumerable<OrganisationForm> forms,
        IEnumerable<RegisteredType> types)
    {
        this.types = types.ToDictionary(t => (t.Kind, t.Variant));
        Items = [.. items.OrderBy(i => i.Place)];
        Areas = [.. areas.OrderBy(a => a.Code)];
        Words = [.. words];
        Forms = [.. forms.OrderByDescending(f => f.Form.Length)];
        this.items = Items.ToDictionary(i => i.Code, StringComparer.Ordinal);
        this.areas = Areas.ToDictionary(a => a.Code, StringComparer.Ordinal);
        var villages = Areas.Where(a => !a.IsTown).ToLookup(a => a.ParentCode);
        Towns = [.. Areas.Where(a => a.IsTown).Select(t => new TownCard(t.Code, t.Name, t.Station, [.. villages[t.Code].Select(v => new VillageCard(v.Code, v.Name))]))];
        industryGroups = industryWords.ToDictionary(w => w.Word, w => w.Group, StringComparer.Ordinal);
    }

    public IReadOnlyList<ScopeItem> Items { get; }
    public IReadOnlyList<Area> Areas { get; }
    public IReadOnlyList<ForbiddenWord> Words { get; }

    /// <summary>Towns with their villages, as the forms show them.</summary>
    public IReadOnlyList<TownCard> Towns { get; }

    /// <summary>Longest first, so that 有限责任公司 is found before 公司.</summary>
    public IReadOnlyList<OrganisationForm> Forms { get; }

    /// <summary>Words of the items that are in the catalogue on a day, prepared once for the search.</summary>
    public ScopeWords WordsOn(DateOnly day) => wordsByDay.GetOrAdd(day, d => new ScopeWords(Items.Where(i => i.ValidOn(d))));

    public ScopeItem? Item(string code) => items.GetValueOrDefault(code);

    /// <summary>Type of a kind; a variant that is in no list falls back to the kind's own words.</summary>
    public RegisteredType Type(EntityKind kind, string variant) =>
        types.GetValueOrDefault((kind, variant)) ?? new() { Code = "", Kind = kind, Variant = variant, Word = KindBook.Of(kind).Word };

    public RegisteredType? Type(string code) => types.Values.FirstOrDefault(t => t.Code == code);

    public Area? Area(string code) => areas.GetValueOrDefault(code);

    public OrganisationForm? Form(string form) => Forms.FirstOrDefault(f => !f.IsSuffix && f.Form == form);

    /// <summary>Group of an industry word; of a longer wording, the group of its longest ending that is in the list; null when none is.</summary>
    public string? GroupOf(string industry)
    {
        for (var start = 0; start < industry.Length; start++)
            if (industryGroups.TryGetValue(industry[start..], out var group))
                return group;
        return null;
    }

    public bool IsIndustryWord(string word) => industryGroups.ContainsKey(word);

    /// <summary>Whether the whole text is made of industry words only (动力机械), so that nothing in it tells one firm from another.</summary>
    public bool IsAllIndustry(string text) =>
        text.Length == 0 || Enumerable.Range(2, Math.Max(0, text.Length - 1)).Any(n => n <= text.Length && IsIndustryWord(text[..n]) && IsAllIndustry(text[n..]));
}

/// <summary>Keeps the catalogue until it is told that the lists changed.</summary>
internal sealed class CatalogueCache(IServiceScopeFactory scopes) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private Catalogue? current;

    public async ValueTask<Catalogue> GetAsync(CancellationToken ct)
    {
        if (current is { } known)
            return known;
        await gate.WaitAsync(ct);
        try
        {
            return current ??= await ReadAsync(ct);
        }
        finally
        {
            gate.Release();
        }
    }

    public void Forget() => current = null;

    public void Dispose() => gate.Dispose();

    private async Task<Catalogue> ReadAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        return new Catalogue(
            await db.Set<ScopeItem>().AsNoTracking().ToListAsync(ct), await db.Set<Area>().AsNoTracking().ToListAsync(ct), await db.Set<ForbiddenWord>().AsNoTracking().ToListAsync(ct),
            await db.Set<IndustryWord>().AsNoTracking().ToListAsync(ct), await db.Set<OrganisationForm>().AsNoTracking().ToListAsync(ct),
            await db.Set<RegisteredType>().AsNoTracking().ToListAsync(ct));
    }
}
