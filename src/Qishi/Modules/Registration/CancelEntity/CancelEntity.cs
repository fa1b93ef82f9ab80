using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.DecideProposal;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Registration.CancelEntity;

public sealed class CancelEntityForm
{
    public string? Reason { get; set; }

    /// <summary>"true" when the clerk has the application and the commitment in hand.</summary>
    public string? Applied { get; set; }
    public string? Version { get; set; }
}

/// <summary>
/// Deregistration on application, as far as the state of a licence needs it (条例 art. 31, 33); the full procedures with notices and objections come with
/// the exit of entities. Two persons, unless the parameter names the type.
/// </summary>
internal sealed class CancelEntityHandler(AppDb db, GroundReader grounds, SecondPerson second, Once once, EventLog log, Actor actor, TimeProvider clock)
{
    public Task<Entity?> FindAsync(string uscc, CancellationToken ct) => db.Set<Entity>().AsNoTracking().SingleOrDefaultAsync(e => e.Uscc == uscc && e.EndedOn == null, ct);

    public async Task<Result<string>> HandleAsync(string uscc, CancelEntityForm form, string key, CancellationToken ct)
    {
        if (await once.FindAsync(key, ct) is { } done)
            return done;
        var e = await db.Set<Entity>().SingleAsync(x => x.Uscc == uscc, ct);
        if (Decide(e, form, clock.Today()) is { Count: > 0 } problems)
            return Result<string>.Refused(problems);
        var reason = NormalisedText.Text(form.Reason);
        string sentence;
        if (SecondPerson.Needed(e.Kind, ProposedAct.Cancel, await grounds.ReadAsync(clock.Today(), ct)))
        {
            await second.ProposeAsync(e, ProposedAct.Cancel, "{}", reason, ct);
            sentence = "已提交注销，等另一人复核后生效";
        }
        else
        {
            log.Record(actor, "EntityDeregistering", reason, Apply(db, e, reason, clock));
            sentence = "已准予注销登记，执照已失效";
        }

        once.Remember(key, sentence);
        await db.SaveChangesAsync(ct);
        return sentence;
    }

    internal static EntityDeregistered Apply(AppDb db, Entity e, string reason, TimeProvider clock)
    {
        db.Add(e.NextEdition(clock.UtcNow(), reason));
        e.Become(EntityStatus.Deregistered, clock.Today());
        return new(e.Uscc, clock.Today());
    }

    internal static List<Problem> Decide(Entity e, CancelEntityForm form, DateOnly today)
    {
        var problems = new List<Problem>();
        if (!e.Active)
            problems.Add(new("entity-ended", $"这户已{Wording.Statuses[e.Status].Word}，不用再注销"));
        if (Wording.OfTheCity(e))
            problems.Add(new("other-authority", $"这户由{Wording.Authority(e, "")}登记，请到那里办理", null, "R-1.44"));
        if (form.Version != $"{e.Version}")
            problems.Add(new("version", $"{ChinaTime.Moment(e.Since, today)}以后有人修改了这户。请重新打开页面，对照后再办"));
        if (form.Applied != "true")
            problems.Add(new("application-required", "请确认已收到注销申请书和全体投资人承诺书", nameof(form.Applied)));
        if (string.IsNullOrWhiteSpace(form.Reason))
            problems.Add(new("reason-required", "请填写注销原因", nameof(form.Reason)));
        return problems;
    }
}
