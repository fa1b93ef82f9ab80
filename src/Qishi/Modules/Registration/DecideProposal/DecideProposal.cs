using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.CorrectEntity;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Reference;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Registration.DecideProposal;

public sealed class DecideProposalForm
{
    /// <summary>approve or reject.</summary>
    public string? Decision { get; set; }
    public string? Opinion { get; set; }
}

/// <summary>A proposal was turned down; nothing changed.</summary>
internal sealed record EntityActRejected(Guid Id, string Uscc) : IEvent
{
    public string Subject => "entity:" + Uscc;
}

/// <summary>The second person decides; never the one who proposed.</summary>
internal sealed class DecideProposalHandler(AppDb db, GroundReader grounds, CorrectionAct corrections, IWorklist worklist, EventLog log, Actor actor, TimeProvider clock)
{
    public Task<Proposal?> FindAsync(string uscc, Guid id, CancellationToken ct) =>
        db.Set<Proposal>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == id && p.Uscc == uscc, ct);

    public async Task<Result<string>> HandleAsync(string uscc, Guid id, DecideProposalForm form, CancellationToken ct)
    {
        var proposal = await db.Set<Proposal>().SingleAsync(p => p.Id == id && p.Uscc == uscc, ct);
        var e = await db.Set<Entity>().SingleAsync(x => x.Id == proposal.EntityId, ct);
        if (Decide(proposal, e, form, actor) is { Count: > 0 } problems)
            return Result<string>.Refused(problems);
        var (approved, opinion) = (form.Decision == "approve", NormalisedText.Text(form.Opinion));
        proposal.Decide(approved, actor.AccountId, actor.NameOnRecord, clock.UtcNow());
        log.Record(actor, "EntityActDeciding", opinion, approved ? await ApplyAsync(proposal, e, ct) : new EntityActRejected(id, uscc));
        await worklist.CloseAsync(SecondPerson.KeyOf(id), ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Problem("decided", "另一人刚刚处理过这一件。请刷新页面");
        }

        return approved ? proposal.Act == ProposedAct.Cancel ? "已准予注销登记，执照已失效" : "已同意更正" : "已退回，没有改动";
    }

    internal static List<Problem> Decide(Proposal proposal, Entity e, DecideProposalForm form, Actor actor)
    {
        var problems = new List<Problem>();
        if (proposal.DecidedAt is not null)
            problems.Add(new("decided", $"这一件{proposal.DecidedBy}已经处理过。请刷新页面"));
        if (proposal.ProposedById == actor.AccountId)
            problems.Add(new("two-persons", "复核须由另一人办理，不能复核自己提交的。请交同事办理", null, "R-5.4"));
        if (!e.Active)
            problems.Add(new("entity-ended", "这户已经退出，不用再复核"));
        if (form.Decision is not ("approve" or "reject"))
            problems.Add(new("decision-required", "请选择同意还是退回", nameof(form.Decision)));
        if (form.Decision == "reject" && string.IsNullOrWhiteSpace(form.Opinion))
            problems.Add(new("opinion-required", "退回的，请写明理由", nameof(form.Opinion)));
        return problems;
    }

    private async Task<IEvent> ApplyAsync(Proposal proposal, Entity e, CancellationToken ct) => proposal.Act switch
    {
        ProposedAct.Cancel => EntityStatusFlow.Move(db, e, EntityStatus.Deregistered, proposal.Reason, clock.UtcNow()),
        ProposedAct.Correct => await corrections.ApplyAsync(e, JsonSerializer.Deserialize<Correction>(proposal.Content)!, proposal.Reason, clock.UtcNow(), await grounds.ReadAsync(clock.Today(), ct), ct),
    };
}
