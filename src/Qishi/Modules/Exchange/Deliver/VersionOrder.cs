using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Data;

namespace Qishi.Modules.Exchange.Deliver;

/// <summary>One subject's matter goes to a department version by version: a newer one waits while an older is in somebody's hands or not yet there.</summary>
internal static class VersionOrder
{
    /// <summary>What a lane has to see to now: not yet there, or without a receipt in time. What stands on a person's desk is none of its business.</summary>
    public static IQueryable<HandOver> Due(this IQueryable<HandOver> rows, DateTime now) => rows.Where(h => h.NextActionAt <= now
        && (h.Status == HandOverStatus.Pending || h.Status == HandOverStatus.Failed || (h.Status == HandOverStatus.Pushed && !h.AtDesk && h.Route != RouteKind.Desk)));

    public static IQueryable<HandOver> InOrder(this IQueryable<HandOver> rows, AppDb db, DateTime now) =>
        rows.Where(h => h.PayloadVersion == 1 || !db.Set<HandOver>().Any(o =>
            o.Uscc == h.Uscc && o.Matter == h.Matter && o.Department == h.Department && o.PayloadVersion < h.PayloadVersion
            && (o.ClaimedUntil > now || o.Status == HandOverStatus.Pending || o.Status == HandOverStatus.Failed || o.Status == HandOverStatus.Outage)));
}
