using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Names;

/// <summary>
/// Looks a name up among all names of the city. Sole traders are compared with sole traders by their whole name,
/// enterprises by trade name and industry; an ended entity blocks its name for a year.
/// </summary>
internal sealed class NameLibrary(AppDb db)
{
    private const int Shown = 5;

    public static string LockOf(NameParts name, EntityKind kind, County county, Catalogue catalogue) =>
        kind == EntityKind.Individual ? $"I|{county.City}|{Bare(name.Full)}" : $"E|{county.City}|{name.TradeName}|{NameRules.IndustryKey(name, catalogue)}";

    /// <summary>Why the name is taken; null when nobody has it.</summary>
    public async Task<Problem?> TakenAsync(NameParts name, EntityKind kind, Ground ground, Guid? except, CancellationToken ct) =>
        (await SameAsync(name, ground, except, ct)).FirstOrDefault(e => Blocks(e, name, kind, NameRules.IndustryKey(name, ground.Catalogue))) is { } taken ? Taken(name, taken, ground) : null;

    public async Task<NameVerdict> CompareAsync(NameParts name, EntityKind kind, Ground ground, Guid? except, CancellationToken ct)
    {
        var key = NameRules.IndustryKey(name, ground.Catalogue);
        var same = await SameAsync(name, ground, except, ct);
        if (same.FirstOrDefault(e => Blocks(e, name, kind, key)) is { } taken)
            return new(NameResult.Blocked, [Taken(name, taken, ground)], []);
        var similar = same.Where(e => SameIndustry(e.IndustryKey, key)).Select(e => e.Name)
            .Concat(await ContainedAsync(name, kind, key, ground, except, ct)).Distinct().Take(Shown).ToList();
        return similar.Count == 0 ? new(NameResult.Free, [], [])
            : new(NameResult.Similar, [new("name-similar", $"“{name.Full}”与“{similar[0]}”相近。可以使用，但侵害他人权益的责任由您承担，请确认", "Name.TradeName", "R-3.23")], similar);
    }

    private sealed record Known(string Name, EntityKind Kind, string IndustryKey, string TownCode, DateOnly EstablishedOn, DateOnly? EndedOn);

    private Task<List<Known>> SameAsync(NameParts name, Ground ground, Guid? except, CancellationToken ct)
    {
        var (freeFrom, city) = (FreeFrom(ground), ground.County.City);
        return db.Set<Entity>().Where(e => e.City == city && e.TradeName == name.TradeName && e.Id != except && (e.EndedOn == null || e.EndedOn > freeFrom))
            .OrderBy(e => e.EstablishedOn).Take(200).Select(e => new Known(e.Name, e.Kind, e.IndustryKey, e.TownCode, e.EstablishedOn, e.EndedOn)).ToListAsync(ct);
    }

    // An entity that ended on this day or before blocks its name no longer.
    private static DateOnly FreeFrom(Ground ground) => ground.On.AddYears(-ground.Rules.Int("name.oldNameBlockYears", ground.On));

    private static bool Blocks(Known other, NameParts name, EntityKind kind, string key) => (kind, other.Kind) switch
    {
        (EntityKind.Individual, EntityKind.Individual) => Bare(other.Name) == Bare(name.Full),
        (EntityKind.Llc, EntityKind.Llc) => SameIndustry(other.IndustryKey, key),
        _ => false,
    };

    private static bool SameIndustry(string a, string b) => a == b || a.Length == 0 || b.Length == 0;

    private static string Bare(string name) => name.Replace(NameRules.Suffix, "", StringComparison.Ordinal);

    // R-3.23 (3): one trade name contains the other, in the same industry. Sole traders are compared with sole traders by the whole name only.
    private async Task<List<string>> ContainedAsync(NameParts name, EntityKind kind, string key, Ground ground, Guid? except, CancellationToken ct)
    {
        var trade = name.TradeName;
        if (kind == EntityKind.Individual || key.Length == 0 || trade.Length < 2)
            return [];
        var (head, city, freeFrom) = (trade[..2], ground.County.City, FreeFrom(ground));
        var parts = Enumerable.Range(2, trade.Length - 2).SelectMany(n => Enumerable.Range(0, trade.Length - n + 1).Select(i => trade.Substring(i, n))).ToArray();
        var around = from g in db.Set<NameGram>()
                     join e in db.Set<Entity>() on g.Uscc equals e.Uscc
                     where g.Gram == head && e.IndustryKey == key && e.TradeName!.Contains(trade)
                     select e;
        var within = db.Set<Entity>().Where(e => parts.Contains(e.TradeName) && e.IndustryKey == key);
        return
        [
            .. await Other(around).Select(e => e.Name).Take(Shown).ToListAsync(ct),
            .. parts.Length == 0 ? [] : await Other(within).Select(e => e.Name).Take(Shown).ToListAsync(ct),
        ];

        IQueryable<Entity> Other(IQueryable<Entity> all) => all.AsNoTracking().Where(e =>
            e.City == city && e.Kind == EntityKind.Llc && e.Id != except && e.TradeName != trade && (e.EndedOn == null || e.EndedOn > freeFrom));
    }

    private static Problem Taken(NameParts name, Known other, Ground ground)
    {
        var town = ground.Catalogue.Area(other.TownCode)?.Name ?? ground.County.Name;
        var who = Bare(other.Name) == Bare(name.Full) ? $"“{name.Full}”已有人登记" : $"字号“{name.TradeName}”在同行业已有“{other.Name}”";
        var sentence = other.EndedOn is { } ended
            ? $"{who}（{ChinaTime.FullDay(ended)}注销，未满1年）。请换一个字号，或加上能区别的字"
            : $"{who}（{town}，{other.EstablishedOn.Year}年）。请换一个字号，或加上能区别的字";
        return new("name-taken", sentence, "Name.TradeName", "R-3.20");
    }
}
