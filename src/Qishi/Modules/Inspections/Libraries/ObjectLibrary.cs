using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Inspections.AssignInspectors;
using Qishi.Modules.Inspections.Model;
using Qishi.Modules.Registration.Contracts;
using Qishi.Platform.Data;

namespace Qishi.Modules.Inspections.Libraries;

/// <summary>What a comparison with the register did; the difference in number afterwards is 0.</summary>
internal sealed record LibraryComparison(int Registered, int Added, int Changed, int Removed);

/// <summary>
/// The library of objects follows the register (全覆盖、底数清、标签准): one line from each entity, tags by rule, out of the pools when it left the register or its licence was revoked. Nothing is deleted.
/// </summary>
internal sealed class ObjectLibrary(AppDb db, IEntityRoll roll, IRegistration registration, StationMap stations, TimeProvider clock)
{
    private const int AtOnce = 1_000, Tries = 6;
    public const string FromRegister = "REGISTRY";

    /// <summary>On the register and able to be visited; who has suspended business is not (rulebook B §1.2).</summary>
    private static readonly EntityStatus[] Present = [EntityStatus.Registered, EntityStatus.Liquidating, EntityStatus.DeregNotice];

    private static readonly Dictionary<EntityStatus, string> StatusWords = new()
    {
        [EntityStatus.Registered] = "存续",
        [EntityStatus.Suspended] = "歇业",
        [EntityStatus.Liquidating] = "清算中",
        [EntityStatus.DeregNotice] = "注销公告中",
        [EntityStatus.Revoked] = "吊销",
        [EntityStatus.OrderedClosed] = "责令关闭",
        [EntityStatus.RegCancelled] = "撤销",
        [EntityStatus.Deregistered] = "注销",
        [EntityStatus.ForcedDereg] = "强制注销",
        [EntityStatus.MovedOut] = "迁出",
    };

    private bool mapped;
    private List<TagRule>? rules;
    private Dictionary<string, ScopeItemCard>? items;

    /// <summary>Takes over one entity as it stands now; null when the register has none or nothing changed.</summary>
    public async Task<CheckObject?> TakeAsync(string uscc, CancellationToken ct)
    {
        if (await roll.FindAsync(uscc, ct) is not { } line)
            return null;
        var known = await db.Set<CheckObject>().SingleOrDefaultAsync(o => o.Code == uscc, ct);
        if (known is null)
        {
            var added = await NewAsync(line, ct);
            db.Add(added);
            return added;
        }

        return await ChangeAsync(known, line, ct) ? known : null;
    }

    /// <summary>Compares all with the register, page by page, and saves; what imports and old days left out is mended here.</summary>
    public async Task<LibraryComparison> CompareAsync(CancellationToken ct)
    {
        var (added, changed, removed) = (0, 0, 0);
        string? after = null;
        var tries = 1;
        while (await roll.AfterAsync(after, AtOnce, ct) is { Count: > 0 } lines)
        {
            try
            {
                var page = await ComparePageAsync(lines, ct);
                (added, changed, removed) = (added + page.Added, changed + page.Changed, removed + page.Removed);
                (after, tries) = (lines[^1].Uscc, 1);
            }
            catch (DbUpdateException) when (tries++ < Tries)
            {
                // An event of the register was taken over at the same moment: the page is read and compared again.
            }

            db.ChangeTracker.Clear();
        }

        return new(await roll.CountAsync(ct), added, changed, removed);
    }

    private async Task<(int Added, int Changed, int Removed)> ComparePageAsync(IReadOnlyList<RollLine> lines, CancellationToken ct)
    {
        var (added, changed, removed) = (0, 0, 0);
        var codes = lines.Select(l => l.Uscc).ToList();
        var known = await db.Set<CheckObject>().Where(o => codes.Contains(o.Code)).ToDictionaryAsync(o => o.Code, ct);
        foreach (var line in lines)
        {
            if (!known.TryGetValue(line.Uscc, out var old))
            {
                db.Add(await NewAsync(line, ct));
                added++;
            }
            else if (old.Drawable is var was && await ChangeAsync(old, line, ct))
            {
                (changed, removed) = (changed + 1, removed + (was && !old.Drawable ? 1 : 0));
            }
        }

        await db.SaveChangesAsync(ct);
        return (added, changed, removed);
    }

    private async Task<CheckObject> NewAsync(RollLine line, CancellationToken ct) => new()
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()),
        Code = line.Uscc,
        Kind = KindOf(line.Kind),
        Name = line.Name,
        Address = line.Address,
        Station = await StationAsync(line, ct),
        MainClass = line.MainClass,
        Tags = await TagsAsync(line, ct),
        Status = StatusWords[line.Status],
        Drawable = Present.Contains(line.Status),
        Source = FromRegister,
        SyncedAt = clock.UtcNow(),
    };

    private async Task<bool> ChangeAsync(CheckObject old, RollLine line, CancellationToken ct)
    {
        var (tags, station) = (await TagsAsync(line, ct), await StationAsync(line, ct));
        var (status, drawable, kind) = (StatusWords[line.Status], Present.Contains(line.Status), KindOf(line.Kind));
        if ((old.Name, old.Address, old.Station, old.MainClass, old.Tags, old.Status, old.Drawable, old.Kind) == (line.Name, line.Address, station, line.MainClass, tags, status, drawable, kind))
            return false;
        (old.Name, old.Address, old.Station, old.MainClass, old.Tags, old.Status, old.Drawable, old.Kind, old.SyncedAt) =
            (line.Name, line.Address, station, line.MainClass, tags, status, drawable, kind, clock.UtcNow());
        return true;
    }

    /// <summary>The register may still name a station that went into another one.</summary>
    private async Task<string?> StationAsync(RollLine line, CancellationToken ct)
    {
        if (!mapped)
            await stations.ReadAsync(clock.Today(), ct);
        mapped = true;
        return line.Station is { } station ? stations.Of(station, clock.Today()) : null;
    }

    private async Task<string> TagsAsync(RollLine line, CancellationToken ct)
    {
        rules ??= await db.Set<TagRule>().AsNoTracking().OrderBy(r => r.Tag).ThenBy(r => r.Value).ToListAsync(ct);
        items ??= (await registration.FindScopeAsync(null, int.MaxValue, ct)).ToDictionary(i => i.Code, StringComparer.Ordinal);
        var permits = line.ScopeItems.Select(i => items.GetValueOrDefault(i)?.Permit).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return Words.Joined(rules.Where(r => r.By switch
        {
            "permit" => permits.Contains(r.Value),
            "class" => line.MainClass.StartsWith(r.Value, StringComparison.Ordinal),
            _ => line.ScopeItems.Contains(r.Value),
        }).Select(r => r.Tag).Distinct());
    }

    private static ObjectKind KindOf(EntityKind kind) => kind switch
    {
        EntityKind.Individual => ObjectKind.Individual,
        EntityKind.Coop or EntityKind.CoopUnion => ObjectKind.Coop,
        _ => ObjectKind.Enterprise,
    };
}
