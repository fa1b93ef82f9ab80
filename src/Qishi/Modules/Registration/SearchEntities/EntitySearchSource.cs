using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Web;

namespace Qishi.Modules.Registration.SearchEntities;

/// <summary>Entities in the workbench's one search box.</summary>
internal sealed class EntitySearchSource(AppDb db, EntityNames names) : ISearchSource
{
    public string Group => "主体";

    public int Order => 20;

    public async Task<string?> GoToAsync(string text, Actor actor, CancellationToken ct) =>
        Uscc.TryParse(text, out var code) && await db.Set<Entity>().AnyAsync(e => e.Uscc == code.Value, ct) ? Urls.Entity(code.Value) : null;

    public async Task<IReadOnlyList<SearchHit>> FindAsync(string text, int limit, Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permissions.Read) || await names.WithAsync(NormalisedText.Name(text), ct) is not { } found)
            return [];
        var rows = await names.Page(found, 0, limit).Select(e => new { e.Uscc, e.Name, e.Address }).ToListAsync(ct);
        return [.. rows.Select(r => new SearchHit(r.Name, Urls.Entity(r.Uscc), r.Address))];
    }
}
