using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Registration.Acts;

/// <summary>Begins a draft of an act: by the entity's own people online, or by a clerk at the counter.</summary>
internal sealed class StartApplicationHandler(
    AppDb db, ApplicationAccess access, ApplicationFiles files, ApplicationNumbers numbers, ActList acts, IApplicants applicants, Once once, EventLog log, Actor actor, TimeProvider clock)
{
    /// <summary>The number of the draft; null when there is no such entity or act for the reader.</summary>
    public async Task<Result<string>?> HandleAsync(string? actCode, string? uscc, string key, CancellationToken ct)
    {
        if (await once.FindAsync(key, ct) is { } done)
            return done;
        if (acts.Find(actCode) is not { } act || (act.Info.CounterOnly && !actor.May(ActPermissions.Counter)))
            return null;
        var entity = uscc is null ? null : await access.EntityAsync(uscc, ct);
        if (uscc is not null && entity is null)
            return null;
        await numbers.PrepareAsync(ApplicationNumbers.Applications, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var draft = await DraftAsync(act, entity, ct);
        if (act.Hindrances(await files.CaseAsync(draft, entity, ct)).ToArray() is { Length: > 0 } problems)
            return problems;
        db.Add(draft);
        once.Remember(key, draft.Number);
        log.Record(actor, "ApplicationStarting", null, new ApplicationDrafted(draft.Number, draft.Act, draft.Uscc));
        try
        {
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        catch (DbUpdateException e) when (Once.IsRepeat(e))
        {
            await transaction.RollbackAsync(ct);
            db.ChangeTracker.Clear();
            return (await once.FindAsync(key, ct))!;
        }

        return draft.Number;
    }

    private async Task<RegistrationApplication> DraftAsync(IAct act, Entity? entity, CancellationToken ct)
    {
        var online = actor.Kind == ActorKind.Applicant && actor.AccountId is { } account ? await applicants.FindAsync(account, ct) : null;
        var now = clock.UtcNow();
        return new()
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Number = await numbers.ClaimAsync(ApplicationNumbers.Applications, ct),
            Act = act.Info.Code,
            EntityId = entity?.Id,
            Uscc = entity?.Uscc,
            Title = entity is null ? act.Info.Word : entity.Name == Entity.NoName ? entity.HeadName : entity.Name,
            Input = "{}",
            AccountId = online?.AccountId,
            ClerkId = online is null ? actor.AccountId : null,
            ClerkName = online is null ? actor.NameOnRecord : null,
            ApplicantName = online?.Name ?? entity?.HeadName,
            Mobile = online?.Mobile,
            CreatedAt = now,
            SavedAt = now,
        };
    }
}
