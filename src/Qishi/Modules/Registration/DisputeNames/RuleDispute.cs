using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Registration.DisputeNames;

public sealed class RuleDisputeForm
{
    /// <summary>settle, withdraw, dismiss or stop.</summary>
    public string? Move { get; set; }
    public string? Outcome { get; set; }
}

/// <summary>A dispute ended without a duty to change the name.</summary>
internal sealed record NameDisputeClosed(string Number, string Uscc, string State) : IEvent
{
    public string Subject => "entity:" + Uscc;
}

/// <summary>The entity must stop using its name and change it by the day; its code stands in place of the name meanwhile (art. 23).</summary>
internal sealed record NameUseStopped(string Number, string Uscc, DateOnly ChangeBy) : IEvent
{
    public string Subject => "entity:" + Uscc;
}

/// <summary>Ends a dispute by mediation, withdrawal or ruling.</summary>
internal sealed class RuleDisputeHandler(AppDb db, IRules rules, IWorklist worklist, EventLog log, Actor actor, TimeProvider clock)
{
    public static readonly IReadOnlyList<(string Move, string Word)> Moves = [("settle", "调解达成一致"), ("stop", "裁决停止使用"), ("dismiss", "驳回请求"), ("withdraw", "申请人撤回")];

    public Task<NameDispute?> FindAsync(string number, CancellationToken ct) => db.Set<NameDispute>().SingleOrDefaultAsync(d => d.Number == number, ct);

    public async Task<Result<string>?> HandleAsync(string number, RuleDisputeForm form, CancellationToken ct)
    {
        if (await FindAsync(number, ct) is not { } dispute)
            return null;
        if (Decide(dispute, form) is { Count: > 0 } problems)
            return Result<string>.Refused(problems);
        var (today, outcome) = (clock.Today(), NormalisedText.Text(form.Outcome));
        dispute.Move(form.Move!);
        IEvent happened = new NameDisputeClosed(number, dispute.Uscc, dispute.State.ToString());
        DateOnly? changeBy = null;
        if (dispute.State == DisputeState.Stopped)
        {
            var entity = await db.Set<Entity>().SingleAsync(e => e.Id == dispute.EntityId, ct);
            changeBy = ChangeBy(today, (await rules.BookAsync(ct)).Int("name.stopChangeCD", today), await rules.WorkingDaysAsync(ct));
            entity.StopName(today);
            happened = new NameUseStopped(number, dispute.Uscc, changeBy.Value);
        }

        dispute.Decide(outcome, actor.NameOnRecord, today, changeBy);
        log.Record(actor, "NameDisputeRuling", null, happened);
        await worklist.CloseAsync(DisputeNameHandler.KeyOf(number), ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Problem("decided", "另一人刚刚处理过这一件。请刷新页面");
        }

        return changeBy is { } by ? $"已裁决停止使用，这户应在{ChinaTime.FullDay(by)}前变更名称；在这之前以统一社会信用代码代替名称" : "已处理";
    }

    /// <summary>Thirty days from the decision; an applicant's limit, so a last day that is a day off moves on (rulings).</summary>
    internal static DateOnly ChangeBy(DateOnly decided, int days, WorkingDays calendar) => new TimeLimit(days, LimitUnit.CalendarDays).DueFrom(decided, calendar).Date;

    internal static List<Problem> Decide(NameDispute dispute, RuleDisputeForm form)
    {
        var problems = new List<Problem>();
        if (!Moves.Any(m => m.Move == form.Move))
            problems.Add(new("move-required", "请选择处理结果", nameof(form.Move)));
        else if (NameDispute.Flow.Move(dispute.State, form.Move!) is { Ok: false } refused)
            problems.AddRange(refused.Problems);
        if (string.IsNullOrWhiteSpace(form.Outcome))
            problems.Add(new("outcome-required", "请写明处理情况和理由", nameof(form.Outcome)));
        return problems;
    }
}
