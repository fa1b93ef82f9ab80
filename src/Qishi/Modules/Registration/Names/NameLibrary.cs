using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Names;

/// <summary>Whose own name is not compared with itself: an entity that changes something, the holder of a reservation.</summary>
internal readonly record struct OwnName(Guid? Entity, NameReservation? Reservation)
{
    public static OwnName None => default;
}

/// <summary>
/// Compares a name with all names of the city (R-3.20…R-3.23): keys lead to candidates, each candidate is compared in full. An ended or renamed entity blocks
/// its name for a year, a reservation until the end of its last day.
/// </summary>
internal sealed class NameLibrary(AppDb db)
{
    private const int Shown = 5;

    public static string LockOf(NameParts name, EntityKind kind, County county, Catalogue catalogue) =>
        kind == EntityKind.Individual ? $"I|{county.City}|{Bare(name.Full)}" : $"E|{county.City}|{name.TradeName}|{NameRules.IndustryKey(name, catalogue)}";

    /// <summary>Why the name is taken; null when nobody has it.</summary>
    public async Task<Problem?> TakenAsync(NameParts name, EntityKind kind, Ground ground, OwnName own, CancellationToken ct) =>
        own.Reservation is not { Lifted: true } && (await FindAsync(name, kind, ground, own, ct)).FirstOrDefault(h => h.Blocks) is { } taken ? Taken(name, taken, ground) : null;

    public async Task<NameVerdict> CompareAsync(NameParts name, EntityKind kind, Ground ground, OwnName own, CancellationToken ct)
    {
        var hits = await FindAsync(name, kind, ground, own, ct);
        IReadOnlyList<NameFinding> found = [.. hits.Select(h => h.Finding(ground))];
        if (hits.Count == 0)
            return new(NameResult.Free, [], []);
        if (hits[0].Blocks && own.Reservation is { Lifted: true } lifted)
            return new(NameResult.Similar, [new("name-lifted", $"“{name.Full}”与“{hits[0].Full}”相同，{lifted.LiftedBy}已凭证明文件同意使用", "Name.TradeName", "R-3.26")], [.. hits.Take(Shown).Select(h => h.Full)]) { Found = found };
        if (hits[0].Blocks)
            return new(NameResult.Blocked, [Taken(name, hits[0], ground)], []) { Found = found };
        var sentence = $"“{name.Full}”与“{hits[0].Full}”相近：{hits[0].Reasons[0].Words}。可以使用，但侵害他人权益的责任由您承担，请确认";
        return new(NameResult.Similar, [new("name-similar", sentence, "Name.TradeName", hits[0].Reasons[0].Rule)], [.. hits.Take(Shown).Select(h => h.Full)]) { Found = found };
    }

    /// <summary>Every name that is the same or alike, those that block first, then the most alike, then the oldest.</summary>
    internal async Task<List<NameHit>> FindAsync(NameParts name, EntityKind kind, Ground ground, OwnName own, CancellationToken ct)
    {
        var asked = NormalName.Of(name, kind, ground.Catalogue);
        var years = ground.Rules.Int("name.oldNameBlockYears", ground.On);
        var hits = new List<NameHit>();
        foreach (var known in await CandidatesAsync(NameKeys.Asked(asked, ground.County.City), own, ct))
        {
            if (!known.CountsOn(ground.On, years))
                continue;
            var other = NormalName.Of(new(known.Division, known.TradeName, known.Industry, known.Form), known.Kind, known.IndustryKey);
            if (NamePair.Compare(asked, other) is { Count: > 0 } reasons)
                hits.Add(new(known, reasons));
        }

        hits.Sort(NameHit.Order);
        return hits;
    }

    private async Task<List<KnownName>> CandidatesAsync(NameQuestion question, OwnName own, CancellationToken ct)
    {
        var (keys, industries, self, mine) = (question.Keys, question.Industries, own.Entity, own.Reservation?.Id);
        var led = db.Set<NameKey>().Where(k => keys.Contains(k.Key));
        if (industries is not null)
            led = led.Where(k => industries.Contains(k.Industry));
        var rows = from n in db.Set<NameRecord>().AsNoTracking()
                   where led.Select(k => k.NameId).Distinct().Contains(n.Id)
                   join e in db.Set<Entity>() on n.EntityId equals e.Id into entities
                   from e in entities.DefaultIfEmpty()
                   where (self == null || n.EntityId != self) && (mine == null || n.ReservationId != mine)
                   select new KnownName(n.Division, n.TradeName, n.Industry, n.Form, n.Kind, n.IndustryKey, n.Place, n.Since, n.Until, e.EndedOn, n.ReservationId);
        return await rows.ToListAsync(ct);
    }

    internal static string Bare(string name) => name.Replace(NameRules.Suffix, "", StringComparison.Ordinal);

    private static Problem Taken(NameParts name, NameHit hit, Ground ground)
    {
        var other = hit.Known;
        var who = Bare(hit.Full) == Bare(name.Full) ? $"“{name.Full}”已有人{(other.ReservationId is null ? "登记" : "保留")}"
            : other.TradeName == name.TradeName ? $"字号“{name.TradeName}”在同行业已有“{hit.Full}”"
            : $"“{name.Full}”与“{hit.Full}”{hit.Reasons[0].Words}";
        var sentence = $"{who}（{other.Note(ground.On)}）。请换一个字号，或加上能区别的字";
        return new("name-taken", sentence, "Name.TradeName", hit.Reasons[0].Rule);
    }
}

/// <summary>A name of the library with what became of it.</summary>
internal sealed record KnownName(
    string Division, string TradeName, string Industry, string Form, EntityKind Kind, string IndustryKey, string Place, DateOnly Since, DateOnly? Until, DateOnly? EndedOn, Guid? ReservationId)
{
    public string Full => Division + TradeName + Industry + Form;

    /// <summary>Whether the name still stands in the way: in use, ended or renamed less than so many years ago, reserved through this day.</summary>
    public bool CountsOn(DateOnly on, int years) => (ReservationId, Until, EndedOn) switch
    {
        ({ }, { } last, _) => on <= last,
        (_, { } renamed, null) => Anniversary.IsWithinYears(renamed, years, on),
        (_, { } renamed, { } ended) => Anniversary.IsWithinYears(renamed < ended ? renamed : ended, years, on),
        (_, null, { } ended) => Anniversary.IsWithinYears(ended, years, on),
        _ => true,
    };

    public string Note(DateOnly on) => (ReservationId, Until, EndedOn) switch
    {
        ({ }, { } last, _) => $"名称已保留至{ChinaTime.FullDay(last)}",
        (_, { } renamed, _) => $"{ChinaTime.FullDay(renamed)}起不再使用，未满1年",
        (_, null, { } ended) when ended <= on => $"{ChinaTime.FullDay(ended)}注销，未满1年",
        _ => $"{Place}，{Since.Year}年",
    };
}

/// <summary>A name of the library and why it is the same or alike.</summary>
internal sealed record NameHit(KnownName Known, IReadOnlyList<NameReason> Reasons)
{
    public string Full => Known.Full;

    public bool Blocks => Reasons.Any(r => r.Blocks);

    public NameFinding Finding(Ground ground) =>
        new(Full, Known.Note(ground.On), Reasons.Min(r => r.Relation), Blocks, [.. Reasons.Select(r => r.Rule).Distinct()], [.. Reasons.Select(r => r.Words)]);

    public static int Order(NameHit a, NameHit b)
    {
        var order = b.Blocks.CompareTo(a.Blocks);
        if (order == 0)
            order = a.Reasons.Min(r => r.Relation).CompareTo(b.Reasons.Min(r => r.Relation));
        if (order == 0)
            order = string.CompareOrdinal(a.Reasons[0].Rule, b.Reasons[0].Rule);
        return order == 0 ? a.Known.Since.CompareTo(b.Known.Since) : order;
    }
}
