using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.LiaisonDesk;
using Qishi.Modules.Exchange.Model;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;

namespace Qishi.Modules.Exchange.ConfirmByHand;

public sealed class ConfirmByHandForm
{
    /// <summary>confirm or refuse.</summary>
    public string? Decision { get; set; }
}

/// <summary>The second person: another liaison of the department, or an operator of the bureau; never the one who recorded it.</summary>
internal sealed class ConfirmByHandHandler(AppDb db, OwnHandOvers own, IWorklist worklist, Actor actor, TimeProvider clock)
{
    public async Task<Result<Guid>> HandleAsync(Guid id, ConfirmByHandForm form, CancellationToken ct)
    {
        var row = await own.FindAsync(id, ct) ?? (actor.May(Permissions.Repair) ? await db.Set<HandOver>().SingleOrDefaultAsync(h => h.Id == id && h.Current, ct) : null);
        if (row is null || await db.Set<ManualRecord>().SingleOrDefaultAsync(m => m.HandOverId == id && m.DecidedAt == null, ct) is not { } record)
            return OwnHandOvers.NotThere;
        if (Decide(form, record, actor) is { } problem)
            return problem;
        var now = clock.UtcNow();
        (record.DecidedById, record.DecidedBy, record.DecidedAt, record.Confirmed) = (actor.AccountId, actor.NameOnRecord, now, form.Decision == "confirm");
        var events = (form.Decision == "confirm" ? row.ConfirmByHand(record.BusinessCompletedAt, now, record.Result) : row.RefuseRecord(now)).ToList();
        if (events.Count > 0)
            await worklist.CloseAsync($"exchange.confirm:{row.Id}", ct);
        return await own.SaveAsync(row, "HandOverConfirmingByHand", null, form.Decision == "confirm" ? "confirm-by-hand" : "refuse-record", events, ct);
    }

    internal static Problem? Decide(ConfirmByHandForm form, ManualRecord record, Actor actor) =>
        form.Decision is not ("confirm" or "refuse") ? new("decision-missing", "请选择确认或者不予确认")
        : record.RecordedById == actor.AccountId ? new("two-persons", $"人工补录须由第二人确认，{record.RecordedBy}不能确认自己的补录。请交同事办理", Rule: "R-5.20")
        : null;
}
