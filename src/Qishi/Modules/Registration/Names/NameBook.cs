using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.EstablishEntity;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Names;

/// <summary>Writes the city's library of names: every entity and every reservation with its keys. Who names or renames an entity goes through here.</summary>
internal sealed class NameBook(AppDb db)
{
    /// <summary>The record of an entity's present name with its keys; none without a name, and none of a branch, which bears its parent's.</summary>
    public static IEnumerable<object> RowsOf(Entity e, Ground ground) => RecordOf(e, ground) is { } record ? [record, .. KeysOf(record)] : [];

    public static NameRecord? RecordOf(Entity e, Ground ground) => e.TradeName is null || KindBook.Of(e.Kind).IsBranch ? null : new()
    {
        Id = Guid.CreateVersion7(),
        City = e.City,
        Kind = e.Kind,
        Division = e.Division ?? "",
        TradeName = e.TradeName,
        Industry = e.Industry ?? "",
        Form = e.Form ?? "",
        IndustryKey = e.IndustryKey,
        Place = ground.Catalogue.Area(e.TownCode)?.Name ?? ground.County.Name,
        Since = e.EstablishedOn,
        EntityId = e.Id,
    };

    public static NameRecord RecordOf(NameReservation r, Ground ground) => new()
    {
        Id = Guid.CreateVersion7(),
        City = r.City,
        Kind = r.Kind,
        Division = r.Division,
        TradeName = r.TradeName,
        Industry = r.Industry,
        Form = r.Form,
        IndustryKey = NameRules.IndustryKey(r.Parts, ground.Catalogue),
        Place = ground.County.Name,
        Since = r.ReservedOn!.Value,
        Until = r.ExpiresOn,
        ReservationId = r.Id,
    };

    public static IEnumerable<NameKey> KeysOf(NameRecord record) =>
        NameKeys.Kept(NormalName.Of(record), record.City).Select(k => new NameKey { Key = k.Key, Industry = k.Industry, NameId = record.Id });

    public void Add(NameRecord record) => db.AddRange([record, .. KeysOf(record)]);

    /// <summary>
    /// Gives an entity another name: the old one keeps its record until it is free again (R-3.20 b), search keys follow. The caller has checked the name
    /// and saves.
    /// </summary>
    public async Task RenameAsync(Entity e, NameParts? name, DateOnly on, Ground ground, CancellationToken ct)
    {
        foreach (var old in await db.Set<NameRecord>().Where(n => n.EntityId == e.Id && n.Until == null).ToListAsync(ct))
            old.Until = on;
        foreach (var dispute in await db.Set<NameDispute>().Where(d => d.EntityId == e.Id && (d.State == DisputeState.Stopped || d.State == DisputeState.Overdue)).ToListAsync(ct))
            dispute.Comply(on);
        e.Rename(name, name is null ? "" : NameRules.IndustryKey(name, ground.Catalogue), NewEntity.LockOf(name, e.Kind, ground));
        if (RecordOf(e, ground) is { } record)
            Add(record);
        var grams = await db.Set<NameGram>().Where(g => g.Uscc == e.Uscc).ToListAsync(ct);
        var wanted = NameGram.Of(e).ToDictionary(g => (g.Gram, g.Position));
        foreach (var gram in grams)
            if (wanted.Remove((gram.Gram, gram.Position), out var stays))
                gram.Three = stays.Three;
            else
                db.Remove(gram);
        db.AddRange(wanted.Values);
    }

    /// <summary>Takes a reservation's name out of the library: used, given up or expired.</summary>
    public async Task RemoveAsync(NameReservation reservation, CancellationToken ct)
    {
        foreach (var record in await db.Set<NameRecord>().Where(n => n.ReservationId == reservation.Id).ToListAsync(ct))
        {
            var keys = KeysOf(record).Select(k => k.Key).ToArray();
            db.RemoveRange(await db.Set<NameKey>().Where(k => keys.Contains(k.Key) && k.NameId == record.Id).ToListAsync(ct));
            db.Remove(record);
        }
    }

    /// <summary>
    /// Queues at the name until the caller's transaction ends: a second one who wants the same name waits here and then sees what the first has taken.
    /// </summary>
    public async Task TakeTurnAsync(NameParts name, EntityKind kind, Ground ground, CancellationToken ct)
    {
        var turn = (int)(unchecked((uint)NameKeys.Digest(NameLibrary.LockOf(name, kind, ground.County, ground.Catalogue))) % NameTurn.Count);
        await db.Set<NameTurn>().Where(t => t.Id == turn).ExecuteUpdateAsync(s => s.SetProperty(t => t.Turn, t => t.Turn + 1), ct);
    }
}
