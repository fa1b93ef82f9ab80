using Qishi.Kernel;
using Qishi.Modules.StartUp.Contracts;
using Qishi.Modules.StartUp.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.StartUp.ListMyCases;

/// <summary>Puts a draft away, or takes it back within the days it is kept (ux.md I9).</summary>
internal sealed class DeleteDraftHandler(AppDb db, CaseAccess access, EventLog log, Actor actor, TimeProvider clock)
{
    /// <returns>The case number; null when there is no such draft of the reader.</returns>
    public async Task<Result<string>?> HandleAsync(string? caseNo, bool restore, CancellationToken ct)
    {
        if (await access.FindAsync(caseNo, ct) is not { } c)
            return null;
        if (c.State != StartUpState.Draft)
            return new Problem("not-a-draft", "只有没提交的草稿可以删除。已提交的可以撤回");
        if (restore == c.DeletedAt is null)
            return c.CaseNo;
        c.DeletedAt = restore ? null : clock.UtcNow();
        log.Record(actor, restore ? "DraftRestoring" : "DraftDeleting", null, new StartUpDraftDeleted(c.CaseNo, restore));
        await db.SaveChangesAsync(ct);
        return c.CaseNo;
    }
}
