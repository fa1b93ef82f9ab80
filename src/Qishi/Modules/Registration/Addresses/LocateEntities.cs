using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Jobs;

namespace Qishi.Modules.Registration.Addresses;

/// <summary>Entities got the grid of their door, or the station that is in charge of it now.</summary>
internal sealed record EntitiesLocated(string Area, int Doors, int Stations) : IEvent
{
    public string Subject => "area:" + Area;
}

/// <summary>
/// Every night: entities whose door came into the tree later (imports, an old register) get its code and grid; a grid that passed to another station takes its entities with it from that day.
/// Village by village, so that a county is never in memory. Tasks that are open stay with the station that has them.
/// </summary>
internal sealed class LocateEntities(AppDb db, EventLog log, TimeProvider clock) : IJob
{
    private static readonly Actor Self = Actor.Program("标准地址");

    public async Task RunAsync(CancellationToken ct)
    {
        var today = clock.Today();
        var stations = (await db.Set<GridStation>().AsNoTracking().Where(s => s.From <= today).ToListAsync(ct)).GroupBy(s => s.Grid).ToDictionary(g => g.Key, g => g.MaxBy(s => s.From)!.Station);
        foreach (var area in await db.Set<Grid>().Select(g => g.AreaCode).Distinct().Order().ToListAsync(ct))
        {
            var doors = (await db.Set<StandardAddress>().AsNoTracking().Where(a => a.AreaCode == area && a.From <= today && (a.To == null || a.To >= today)).ToListAsync(ct)).ToLookup(a => a.Key);
            var (found, passed) = (0, 0);
            // The entities of a village and the event that tells of them commit together.
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            foreach (var e in await db.Set<Entity>().AsNoTracking().Where(e => e.AreaCode == area && e.EndedOn == null).Select(e => new { e.Id, e.AddressDetail, e.AddressCode, e.Grid, e.Station }).ToListAsync(ct))
            {
                if (DoorOf(doors, AddressKey.Of(e.AddressDetail)) is not { } door)
                    continue;
                var station = stations.GetValueOrDefault(door.Grid, e.Station ?? "");
                if ((e.AddressCode, e.Grid, e.Station) == (door.Code, door.Grid, station))
                    continue;
                // Not a change of the entity: nobody who has its page open is told that somebody changed it.
                var changed = await db.Set<Entity>().Where(x => x.Id == e.Id && x.AddressDetail == e.AddressDetail && x.AreaCode == area)
                    .ExecuteUpdateAsync(s => s.SetProperty(x => x.AddressCode, door.Code).SetProperty(x => x.Grid, door.Grid).SetProperty(x => x.Station, station), ct);
                found += e.AddressCode == door.Code ? 0 : changed;
                passed += e.Station == station ? 0 : changed;
            }

            if (found + passed == 0)
                continue;
            log.Record(Self, "EntitiesLocating", null, new EntitiesLocated(area, found, passed));
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
    }

    private static StandardAddress? DoorOf(ILookup<string, StandardAddress> doors, string typed)
    {
        if (typed.Length > 0 && char.IsDigit(typed[^1]) && doors[typed + "号"].FirstOrDefault() is { } whole)
            return whole;
        for (var length = typed.Length; length >= 2; length--)
            if (doors[typed[..length]].FirstOrDefault(d => AddressKey.Names(typed, d.Key)) is { } door)
                return door;
        return null;
    }
}
