using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Rules;
using Qishi.Platform.Web.Controls;

namespace Qishi.Modules.Registration.Exit;

/// <summary>证照同销 (R-10.12): lists the permits in force, takes the holder's agreement, orders their cancellation with the deregistration.</summary>
internal sealed class PermitsOfExit(IEnumerable<IPermitCancellation> authorities, IRules rules)
{
    private const string Field = "Permits";

    public async Task<IReadOnlyList<ActField>> FieldsAsync(ActCase c, CancellationToken ct)
    {
        var held = await HeldAsync(c, ct);
        return held.Count == 0 ? [] : [new(Field, "一并注销的许可证", FieldShape.Many, "同意随登记一起注销的请勾选；都注销以后才能注销登记", [.. held.Select(h => new Option(h.Permit.Id, h.Permit.Name, h.Permit.BlockedBy ?? h.Permit.Department))])];
    }

    public async Task<IEnumerable<Problem>> ProblemsAsync(ActCase c, CancellationToken ct) => (await HeldAsync(c, ct)).SelectMany(h => (Problem[])(h.Permit.BlockedBy is { } blocked
        ? [new("permit-blocked", $"“{h.Permit.Name}”不能注销：{blocked}。请先处理", Field, "R-10.12")]
        : c.Answers.Many(Field).Contains(h.Permit.Id) ? [] : [new("permit-open", $"“{h.Permit.Name}”还有效。请勾选一并注销，或者先到{h.Permit.Department}办理注销", Field, "R-10.12")]));

    public async Task<RuleCheck> LineAsync(ActCase c, CancellationToken ct)
    {
        var (held, whole) = (await HeldAsync(c, ct), authorities.Any(a => a.Whole));
        return !authorities.Any() ? new("R-10.12", CheckOutcome.NeedsPerson, "证照同销", "还没有接入许可证信息，请人工核对有没有未注销的许可证", "行政许可法第七十条；" + c.Ground.Basis("exit.permitCancelWD"))
            : new("R-10.12", whole ? held.Count == 0 ? CheckOutcome.Pass : CheckOutcome.Note : CheckOutcome.NeedsPerson, "证照同销",
                (held.Count > 0 ? $"随登记一并注销：{string.Join("、", held.Select(h => h.Permit.Name))}" : whole ? "没有有效的许可证" : $"{string.Join("、", authorities.Select(a => a.Knows))}中没有有效的")
                + (whole ? "" : "。其他许可证信息还没有接入，请人工核对"), "行政许可法第七十条；" + c.Ground.Basis("exit.permitCancelWD"));
    }

    /// <summary>Orders the cancellation; how many, and until when.</summary>
    public async Task<(int Count, DueDate Due)> CancelAsync(ActCase c, DateTime at, CancellationToken ct)
    {
        var due = (await rules.WorkingDaysAsync(ct)).AddWorkingDays(ChinaTime.DayOf(at), c.Ground.Rules.Int("exit.permitCancelWD", c.Ground.On));
        var held = await HeldAsync(c, ct);
        foreach (var authority in held.GroupBy(h => h.Authority))
            await authority.Key.CancelAsync(c.Entity!.Uscc, [.. authority.Select(h => h.Permit.Id)], due.Date, c.Application.Number, ct);
        return (held.Count, due);
    }

    private async Task<List<(IPermitCancellation Authority, HeldPermit Permit)>> HeldAsync(ActCase c, CancellationToken ct)
    {
        var all = new List<(IPermitCancellation, HeldPermit)>();
        foreach (var authority in authorities)
            all.AddRange((await authority.ActiveAsync(c.Entity!.Uscc, c.Today, ct)).Select(p => (authority, p)));
        return all;
    }
}

/// <summary>The end of an entity on application: status, licence void, permits, suspensions that end with it.</summary>
internal sealed class EndOfEntity(Qishi.Platform.Data.AppDb db, PermitsOfExit permits)
{
    public async Task<ActEffect> DeregisterAsync(ActCase c, string reason, DateTime at, CancellationToken ct)
    {
        var e = c.Entity!;
        var (count, due) = await permits.CancelAsync(c, at, ct);
        var moved = EntityStatusFlow.Move(db, e, EntityStatus.Deregistered, reason, at);
        foreach (var paper in await db.Set<Licence>().Where(l => l.EntityId == e.Id && l.ReplacedAt == null).ToListAsync(ct))
            paper.BackAskedOn = moved.On;
        List<IEvent> events = [moved, new EntityDeregistered(e.Uscc, moved.On)];
        if (await Suspend.ProlongAct.OpenAsync(db, e.Id, ct) is { } suspension)
        {
            suspension.End(Suspend.SuspensionState.Deregistering, moved.On);
            events.Add(new SuspensionChanged(e.Uscc, suspension.From, moved.On, null, true));
        }

        return new("已准予注销登记，执照已失效", events,
        [
            $"主体自{ChinaTime.FullDay(moved.On)}终止。请交回营业执照正本和全部副本；不交回的，由登记机关公告作废。",
            .. count == 0 ? [] : new[] { $"{count}个许可证一并注销，有关部门在{due}前办结。" },
        ]);
    }
}
