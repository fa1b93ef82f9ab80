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
        if (!actor.May(Permissions.Read) || await names.FirstAsync(NormalisedText.Name(text), limit, ct) is not { } found)
            return [];
        string[] shown = [.. found];
        var rows = await db.Set<Entity>().Where(e => shown.Contains(e.Uscc)).Select(e => new { e.Uscc, e.Name, e.Address }).ToListAsync(ct);
        return [.. rows.OrderBy(r => Array.IndexOf(shown, r.Uscc)).Select(r => new SearchHit(r.Name, Urls.Entity(r.Uscc), r.Address))];
    }
}
