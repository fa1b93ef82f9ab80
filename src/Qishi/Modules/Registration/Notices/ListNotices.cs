using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Web;

namespace Qishi.Modules.Registration.Notices;

/// <summary>A line of the public lists: an entity, what was announced, when, until when.</summary>
internal sealed record NoticeRow(string Uscc, string Name, string What, DateOnly On, DateOnly? To, string? Url, NoticeState? State);

/// <summary>Public lists: established, changed and ended entities from the register itself, periods from the notices.</summary>
internal sealed class ListNoticesHandler(AppDb db, TimeProvider clock)
{
    public async Task<Paged<NoticeRow>> HandleAsync(string tab, ListQuery query, CancellationToken ct)
    {
        var q = query.Text("q");
        return tab switch
        {
            "established" => await EstablishedAsync(q, query, ct),
            "changed" => await ChangedAsync(q, query, ct),
            "ended" => await EndedAsync(q, query, ct),
            _ => await NoticesAsync(tab, q, query, ct),
        };
    }

    private async Task<Paged<NoticeRow>> EstablishedAsync(string? q, ListQuery query, CancellationToken ct)
    {
        var rows = db.Set<Entity>().AsNoTracking().Where(e => e.EndedOn == null);
        if (q is not null)
            rows = rows.Where(e => e.Name.StartsWith(q) || e.Uscc == q);
        return await rows.OrderByDescending(e => e.EstablishedOn).ThenByDescending(e => e.Uscc).Select(e => new NoticeRow(e.Uscc, e.Name, "设立登记", e.EstablishedOn, null, Urls.Entity(e.Uscc), null)).PageAsync(query, ct);
    }

    private async Task<Paged<NoticeRow>> ChangedAsync(string? q, ListQuery query, CancellationToken ct)
    {
        var rows = from c in db.Set<EntityChange>().AsNoTracking()
                   join e in db.Set<Entity>().AsNoTracking() on c.EntityId equals e.Id
                   where c.Registered
                   select new { c, e };
        if (q is not null)
            rows = rows.Where(r => r.e.Name.StartsWith(q) || r.e.Uscc == q);
        var page = await rows.OrderByDescending(r => r.c.At).ThenBy(r => r.c.Place).Select(r => new { r.e.Uscc, r.e.Name, r.c.Item, r.c.At }).PageAsync(query, ct);
        return new([.. page.Rows.Select(r => new NoticeRow(r.Uscc, r.Name, $"变更{r.Item}", ChinaTime.DayOf(r.At), null, Urls.Entity(r.Uscc), null))], page.Total);
    }

    private async Task<Paged<NoticeRow>> EndedAsync(string? q, ListQuery query, CancellationToken ct)
    {
        var rows = db.Set<Entity>().AsNoTracking().Where(e => e.EndedOn != null && e.Status != EntityStatus.MovedOut);
        if (q is not null)
            rows = rows.Where(e => e.Name.StartsWith(q) || e.Uscc == q);
        var page = await rows.OrderByDescending(e => e.EndedOn).ThenByDescending(e => e.Uscc).Select(e => new { e.Uscc, e.Name, e.Status, e.EndedOn }).PageAsync(query, ct);
        return new([.. page.Rows.Select(r => new NoticeRow(r.Uscc, r.Name, Checks.Wording.Statuses[r.Status].PublicWord, r.EndedOn!.Value, null, Urls.Entity(r.Uscc), null))], page.Total);
    }

    private async Task<Paged<NoticeRow>> NoticesAsync(string tab, string? q, ListQuery query, CancellationToken ct)
    {
        var rows = db.Set<PublicNotice>().AsNoTracking().Where(n => n.Kind != NoticeKind.SoleTraderExit);
        rows = tab == "suspended" ? rows.Where(n => n.Kind == NoticeKind.Suspension || n.Kind == NoticeKind.Resumption) : rows.Where(n => n.Kind != NoticeKind.Suspension && n.Kind != NoticeKind.Resumption);
        if (Enum.TryParse<NoticeKind>(query.Text("kind"), out var kind))
            rows = rows.Where(n => n.Kind == kind);
        var today = clock.Today();
        if (query.Text("open") == "1")
            rows = rows.Where(n => n.State == NoticeState.Open && (n.To == null || n.To >= today));
        if (q is not null)
            rows = rows.Where(n => n.EntityName.Contains(q) || n.Uscc == q || n.Number == q);
        var page = await rows.OrderByDescending(n => n.PublishedAt).ThenByDescending(n => n.Number).Select(n => new { n.Uscc, n.EntityName, n.Kind, n.From, n.To, n.Number, n.State }).PageAsync(query, ct);
        return new([.. page.Rows.Select(n => new NoticeRow(n.Uscc, n.EntityName, PublicNotice.Word(n.Kind), n.From, n.To, NoticeUrls.Of(n.Number), n.State))], page.Total);
    }
}
