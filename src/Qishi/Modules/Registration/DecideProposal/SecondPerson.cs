using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Reference;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Registration.DecideProposal;

/// <summary>An act was proposed and waits for a second person.</summary>
internal sealed record EntityActProposed(Guid Id, string Uscc, string Act) : IEvent
{
    public string Subject => "entity:" + Uscc;
}

/// <summary>Two-person rule of the register: parameter <c>review.singlePersonTypes</c> names the acts one person may do alone.</summary>
internal sealed class SecondPerson(AppDb db, IWorklist worklist, EventLog log, Actor actor, TimeProvider clock)
{
    public static bool Needed(Entity e, ProposedAct act, Ground ground) =>
        !ground.Rules.Texts("review.singlePersonTypes", ground.On).Contains(ReviewTypes.Of(e) + (act == ProposedAct.Correct ? "_CHANGE" : "_CANCEL"));

    public static string KeyOf(Guid proposal) => $"registration.decide:{proposal:N}";

    public async Task ProposeAsync(Entity e, ProposedAct act, string content, string reason, CancellationToken ct)
    {
        var proposal = new Proposal
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            EntityId = e.Id,
            Uscc = e.Uscc,
            Act = act,
            Content = content,
            Reason = reason,
            ProposedById = actor.AccountId,
            ProposedBy = actor.NameOnRecord,
            ProposedAt = clock.UtcNow(),
        };
        db.Add(proposal);
        log.Record(actor, "EntityActProposing", reason, new EntityActProposed(proposal.Id, e.Uscc, act.ToString()));
        await worklist.OpenAsync(new(KeyOf(proposal.Id), "登记复核", e.Name, act == ProposedAct.Cancel ? "复核注销" : "复核更正", Urls.Decide(e.Uscc, proposal.Id),
            Roles.RegistrationSupervisor, null, null, clock.UtcNow(), null), ct);
    }
}
