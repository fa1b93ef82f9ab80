using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.EstablishEntity;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Names;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Changes;

/// <summary>What follows when a printed item changes: the name's grams, and a new licence in place of the old one, whose code then says 已变更 (条例 art. 37).</summary>
internal sealed class LicenceReissue(AppDb db, IDocuments documents, NameBook book)
{
    public Task RenameAsync(Entity e, NameParts? name, Ground ground, CancellationToken ct) => book.RenameAsync(e, name, ground.On, ground, ct);

    /// <param name="e">Entity as it is now.</param>
    /// <param name="at">Moment.</param>
    /// <param name="ground">Rules of the day.</param>
    /// <param name="ct">Cancellation.</param>
    public async Task<Guid> IssueAsync(Entity e, DateTime at, Ground ground, CancellationToken ct)
    {
        var last = await db.Set<Licence>().Where(l => l.EntityId == e.Id && l.ReplacedAt == null).OrderByDescending(l => l.No).FirstAsync(ct);
        (last.ReplacedAt, last.BackAskedOn) = (at, ChinaTime.DayOf(at));
        var issue = LicenceIssue.Of(e, last.No + 1, last.Duplicates, at, ground);
        db.Add(issue.Row);
        documents.Issue(new(DocumentKinds.LicenceOriginal, "entity:" + e.Uscc, "营业执照（正本）", null, issue.Slots));
        documents.Issue(new(DocumentKinds.LicenceDuplicate, "entity:" + e.Uscc, "营业执照（副本）", null, issue.Slots));
        return issue.Row.Id;
    }
}
