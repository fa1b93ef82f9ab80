using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.ShowEntity;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Subjects;

namespace Qishi.Modules.Registration.ShowSubject;

/// <summary>One line of the file: when, which module's, what.</summary>
internal sealed record FileLine(DateTime At, string Panel, string Text, string? Url);

/// <summary>The file of an entity as a reader may see it on a day (一企一档).</summary>
internal sealed record SubjectView(
    Entity Entity, ItemsOnDay Items, DateOnly AsOf, bool Holder, IReadOnlyList<string> Panels, IReadOnlyList<string> Failed, IReadOnlyList<FileLine> Lines, IReadOnlyList<SubjectTag> Tags, IReadOnlyList<PersonView> People,
    IReadOnlyList<DocumentCard> Documents)
{
    /// <summary>Uploaded originals of the same records, oldest first.</summary>
    public IReadOnlyList<MaterialCard> Materials { get; init; } = [];
}

/// <summary>
/// Everything about an entity by time, from all modules. Staff who read the register see all panels; the entity's own people see what is meant for them; persons' numbers
/// are masked for everybody. For everybody else the file does not exist.
/// </summary>
internal sealed class ShowSubjectHandler(AppDb db, Actor actor, ApplicationAccess access, SubjectFile file, IDocuments documents, TimeProvider clock)
{
    private const int MostDocuments = 300;

    public async Task<SubjectView?> HandleAsync(string uscc, DateOnly? asOf, string? panel, CancellationToken ct)
    {
        var staff = actor.May(Permissions.Read);
        var mine = staff ? db.Set<Entity>() : actor.May(ActPermissions.Apply) ? await access.MyEntitiesAsync(ct) : db.Set<Entity>().Where(e => false);
        if (await mine.AsNoTracking().SingleOrDefaultAsync(e => e.Uscc == uscc, ct) is not { } e)
            return null;
        var today = clock.Today();
        var day = asOf is { } asked && asked < today ? asked : today;
        var past = await db.Set<EntityPast>().AsNoTracking().Where(p => p.EntityId == e.Id).OrderByDescending(p => p.Edition).ToListAsync(ct);
        var panels = await file.ShowAsync(uscc, day, holder: !staff, ct);
        var end = ChinaTime.ToUtc(day.AddDays(1), TimeOnly.MinValue);
        var lines = panels.SelectMany(p => p.Panel.Lines.Select(l => new FileLine(l.At, p.Title, l.Text, l.Url))).Where(l => l.At < end).OrderByDescending(l => l.At).ToList();
        var people = await db.Set<Person>().AsNoTracking().Where(p => p.EntityId == e.Id).OrderBy(p => p.Place).ToListAsync(ct);
        var (issued, given) = await DocumentsAsync(uscc, !staff, end, ct);
        return new(
            e, ShowEntityHandler.OnDay(e, past, day == today ? null : day), day, !staff, [.. panels.Select(p => p.Title)], [.. panels.Where(p => p.Failed).Select(p => p.Title)],
            panel is null ? lines : [.. lines.Where(l => l.Panel == panel)], [.. panels.SelectMany(p => p.Panel.Tags)],
            [.. people.Select(p => new PersonView(p.Name, p.Roles, Masked.Id(p.IdNumber), Masked.Phone(p.Mobile)))], issued)
        { Materials = given };
    }

    /// <summary>Documents and uploaded originals of the file that the reader may open.</summary>
    private async Task<(IReadOnlyList<DocumentCard> Issued, IReadOnlyList<MaterialCard> Given)> DocumentsAsync(string uscc, bool holder, DateTime end, CancellationToken ct)
    {
        var (found, given) = (new List<DocumentCard>(), new List<MaterialCard>());
        foreach (var record in await file.RecordsAsync(uscc, holder, ct))
        {
            if ((found.Count >= MostDocuments && given.Count >= MostDocuments) || !await documents.OpensAsync(record, ct))
                continue;
            found.AddRange((await documents.OfAsync(record, ct)).Where(d => d.IssuedAt < end));
            given.AddRange((await documents.MaterialsOfAsync(record, ct)).Where(m => m.UploadedAt < end));
        }

        return ([.. found.DistinctBy(d => d.Id).OrderByDescending(d => d.IssuedAt).Take(MostDocuments)], [.. given.DistinctBy(m => m.Id).OrderBy(m => m.UploadedAt).ThenBy(m => m.Id).Take(MostDocuments)]);
    }
}
