using Qishi.Kernel;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Acts;

/// <summary>Which status may follow which (rulebook A §1.7). What is not here cannot happen; every change of status of the acts goes through <see cref="Move"/>.</summary>
internal static class EntityStatusFlow
{
    private static readonly Dictionary<EntityStatus, EntityStatus[]> Next = new()
    {
        [EntityStatus.Registered] = [EntityStatus.Suspended, EntityStatus.Liquidating, EntityStatus.DeregNotice, EntityStatus.Revoked, EntityStatus.OrderedClosed, EntityStatus.RegCancelled, EntityStatus.Deregistered, EntityStatus.MovedOut],
        [EntityStatus.Suspended] = [EntityStatus.Registered, EntityStatus.Liquidating, EntityStatus.DeregNotice, EntityStatus.Revoked, EntityStatus.OrderedClosed, EntityStatus.RegCancelled, EntityStatus.Deregistered],
        [EntityStatus.Liquidating] = [EntityStatus.Registered, EntityStatus.Deregistered, EntityStatus.Revoked, EntityStatus.OrderedClosed, EntityStatus.RegCancelled],
        [EntityStatus.DeregNotice] = [EntityStatus.Registered, EntityStatus.Suspended, EntityStatus.Liquidating, EntityStatus.Deregistered, EntityStatus.Revoked, EntityStatus.OrderedClosed, EntityStatus.RegCancelled],
        [EntityStatus.Revoked] = [EntityStatus.Deregistered, EntityStatus.ForcedDereg, EntityStatus.RegCancelled],
        [EntityStatus.OrderedClosed] = [EntityStatus.Deregistered, EntityStatus.ForcedDereg, EntityStatus.RegCancelled],
        [EntityStatus.RegCancelled] = [EntityStatus.Deregistered, EntityStatus.ForcedDereg, EntityStatus.Registered],
        [EntityStatus.Deregistered] = [EntityStatus.Registered],
        [EntityStatus.ForcedDereg] = [EntityStatus.Revoked, EntityStatus.OrderedClosed, EntityStatus.RegCancelled],
        [EntityStatus.MovedOut] = [EntityStatus.Registered],
    };

    public static bool May(EntityStatus from, EntityStatus to) => Next[from].Contains(to);

    /// <summary>Why the status cannot follow; null when it may.</summary>
    public static Problem? Hindrance(Entity e, EntityStatus to, string act) => May(e.Status, to) ? null
        : new("status", $"这户现在是“{Wording.Statuses[e.Status].Word}”，不能{act}", null, "A §1.7");

    /// <summary>Changes the status, keeping the state before; the event of it. An illegal change is a mistake of the program.</summary>
    public static EntityStatusChanged Move(AppDb db, Entity e, EntityStatus to, string reason, DateTime at)
    {
        if (!May(e.Status, to))
            throw new InvalidOperationException($"{e.Uscc}: {e.Status} → {to} is not in the flow of statuses.");
        var (from, on) = (e.Status, ChinaTime.DayOf(at));
        db.Add(e.NextEdition(at, reason));
        e.Become(to, on);
        return new(e.Uscc, from, to, on);
    }
}
