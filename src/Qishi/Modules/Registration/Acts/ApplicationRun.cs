using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Registration.Acts;

/// <summary>What a step left: the sentence for the person, the events for the log.</summary>
internal sealed record StepDone(string Sentence, IReadOnlyList<IEvent> Events);

/// <summary>
/// Every step of the office on an application runs here: read, decided and written in one transaction, once per form. The application's and the entity's rows are held,
/// so that two steps run one after the other and the second is told who was first.
/// </summary>
internal sealed class ApplicationRun(AppDb db, ApplicationFiles files, Once once, EventLog log, Actor actor)
{
    private const int Attempts = 3;

    public async Task<Result<string>?> RunAsync(string number, string key, string process, Func<ApplicationFile, Task<Result<StepDone>>> step, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            db.ChangeTracker.Clear();
            try
            {
                return await TryAsync(number, key, process, step, ct);
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Somebody else changed what the step rests on: read and decide anew.
            }
        }
    }

    private async Task<Result<string>?> TryAsync(string number, string key, string process, Func<ApplicationFile, Task<Result<StepDone>>> step, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Set<RegistrationApplication>().Where(a => a.Number == number).ExecuteUpdateAsync(s => s.SetProperty(a => a.SavedAt, a => a.SavedAt), ct);
        if (await once.FindAsync(key, ct) is { } before)
            return before;
        var entityId = await db.Set<RegistrationApplication>().Where(a => a.Number == number).Select(a => a.EntityId).SingleOrDefaultAsync(ct);
        if (entityId is not null)
            await db.Set<Entity>().Where(e => e.Id == entityId).ExecuteUpdateAsync(s => s.SetProperty(e => e.Edition, e => e.Edition), ct);
        if (await files.FindAsync(db.Set<RegistrationApplication>(), number, ct) is not { } file)
            return null;
        var result = await step(file);
        if (!result.Ok)
            return Result<string>.Refused(result.Problems);
        once.Remember(key, result.Value.Sentence);
        if (result.Value.Events.Count > 0)
            log.Record(actor, process, null, result.Value.Events);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return result.Value.Sentence;
    }
}
