using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Platform.Rules;

/// <summary>Changes of rule parameters and of the calendar: every value has two persons, nothing is overwritten.</summary>
internal sealed class RuleChanges(AppDb db, EventLog log, RulesInForce rules, TimeProvider clock)
{
    /// <summary>Proposes a value; the problems are those of <see cref="RuleBook"/> for a period that ends before it begins.</summary>
    public async Task<Result<Guid>> ProposeAsync(Actor actor, RuleParameter value, string reason, CancellationToken ct)
    {
        if (value.To < value.From)
            return new Problem("rule-period", $"参数“{value.Key}”的停用日早于启用日。请修改", "To", "R-0.1");
        if (!await db.Set<ParameterRow>().AnyAsync(p => p.Key == value.Key, ct))
            return new Problem("rule-unknown", $"没有参数“{value.Key}”。请从参数表里选择", "Key", "R-0.1");
        var row = new ParameterRow
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Key = value.Key,
            Value = value.Value.Trim(),
            Unit = value.Unit,
            From = value.From,
            To = value.To,
            Source = value.Source,
            Article = value.Article,
            Confidence = value.Confidence,
            ProposedById = actor.AccountId,
            ProposedBy = actor.NameOnRecord,
            ProposedAt = clock.UtcNow(),
        };
        db.Add(row);
        log.Record(actor, "ParameterProposing", reason, new ParameterProposed(row.Id, row.Key));
        await db.SaveChangesAsync(ct);
        return row.Id;
    }

    /// <summary>Approves or rejects a proposal; never by the person who made it.</summary>
    public async Task<Result<Guid>> DecideAsync(Actor actor, Guid id, bool approve, string reason, CancellationToken ct)
    {
        if (await db.Set<ParameterRow>().SingleOrDefaultAsync(p => p.Id == id && p.ApprovedAt == null && p.RejectedAt == null, ct) is not { } row)
            return new Problem("rule-decided", "这条建议已经处理过了。请刷新页面");
        if (row.ProposedById == actor.AccountId)
            return new Problem("rule-two-persons", "参数须由另一人批准，提出人不能批准自己的建议。请交同事办理", Rule: "R-0.1");
        (row.ApprovedById, row.ApprovedBy) = (actor.AccountId, actor.NameOnRecord);
        if (approve)
            row.ApprovedAt = clock.UtcNow();
        else
            row.RejectedAt = clock.UtcNow();
        log.Record(actor, "ParameterDeciding", reason, approve ? new ParameterApproved(row.Id, row.Key, row.Value, row.From, row.To) : new ParameterRejected(row.Id, row.Key));
        await db.SaveChangesAsync(ct);
        rules.Forget();
        return row.Id;
    }

    /// <summary>Enters the days of a year and marks it published; entering it again replaces its days.</summary>
    public async Task PublishYearAsync(Actor actor, int year, string scope, IReadOnlyList<CalendarDay> days, string source, CancellationToken ct)
    {
        var (first, last, now) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31), clock.UtcNow());
        var old = await db.Set<CalendarDayRow>().Where(d => d.Scope == scope && d.Date >= first && d.Date <= last).ToDictionaryAsync(d => d.Date, ct);
        foreach (var day in days)
        {
            if (old.Remove(day.Date, out var row))
                (row.Type, row.Reason, row.Source, row.EnteredAt) = (day.Type, day.Reason, source, now);
            else
                db.Add(new CalendarDayRow { Date = day.Date, Scope = scope, Type = day.Type, Reason = day.Reason, Source = source, EnteredAt = now });
        }

        db.RemoveRange(old.Values);
        if (await db.Set<CalendarYearRow>().FindAsync([year, scope], ct) is { } known)
            (known.Published, known.Source, known.EnteredAt) = (true, source, now);
        else
            db.Add(new CalendarYearRow { Year = year, Scope = scope, Published = true, Source = source, EnteredAt = now });
        log.Record(actor, "CalendarYearPublishing", source, new CalendarYearPublished(year, scope));
        await db.SaveChangesAsync(ct);
        rules.Forget();
    }
}
