using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Worklist.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Web;

namespace Qishi.Modules.Worklist.ShowDesk;

/// <summary>Groups of the desk, by the clock of each item; 等别人 holds what the reader handed on, and what colleagues have taken.</summary>
internal enum DeskGroup { All, Over, Red, Amber, Running, Others }

/// <summary>How many items each group holds.</summary>
internal sealed record DeskNumbers(int Over, int Red, int Amber, int Running, int Others, int Free)
{
    public int Mine => Over + Red + Amber + Running;

    public int Of(DeskGroup group) => group switch
    {
        DeskGroup.All => Mine,
        DeskGroup.Over => Over,
        DeskGroup.Red => Red,
        DeskGroup.Amber => Amber,
        DeskGroup.Running => Running,
        DeskGroup.Others => Others,
        _ => throw new InvalidOperationException($"Unknown group {group}."),
    };
}

/// <summary>Which open items wait for the reader, and which wait for others on the reader's behalf.</summary>
internal sealed class Desk(AppDb db, Actor actor, TimeProvider clock)
{
    /// <summary>The reader's roles, and those a head covers for the section.</summary>
    public IReadOnlyList<string> Roles { get; } =
        [.. actor.Roles.Concat(actor.Roles.Contains(Platform.Auth.Roles.RegistrationSupervisor) ? [Platform.Auth.Roles.Registrar] : []).Distinct()];

    private IQueryable<WorkItem> Open => db.Set<WorkItem>().Where(i => i.ClosedAt == null);

    /// <summary>Open items of the reader's roles and units that are nobody's or the reader's own; never those the reader handed on.</summary>
    public IQueryable<WorkItem> Mine => Open.Where(OfMyRole()).Where(i => (i.Person == null || i.Person == actor.AccountId) && (i.Watcher == null || i.Watcher != actor.AccountId));

    /// <summary>Those of <see cref="Mine"/> nobody has taken yet.</summary>
    public IQueryable<WorkItem> Free => Mine.Where(i => i.Person == null);

    public IQueryable<WorkItem> Others => Open.Where(i => i.Watcher == actor.AccountId);

    public async Task<DeskNumbers> CountAsync(CancellationToken ct)
    {
        var now = clock.UtcNow();
        var mine = await Mine.GroupBy(i => 1).Select(g => new
        {
            Over = g.Count(i => i.OverAt <= now),
            Red = g.Count(i => i.OverAt > now && i.RedAt <= now),
            Amber = g.Count(i => i.OverAt > now && i.RedAt > now && i.AmberAt <= now),
            All = g.Count(),
            Free = g.Count(i => i.Person == null),
        }).SingleOrDefaultAsync(ct);
        var others = await Others.CountAsync(ct);
        return mine is null ? new(0, 0, 0, 0, others, 0) : new(mine.Over, mine.Red, mine.Amber, mine.All - mine.Over - mine.Red - mine.Amber, others, mine.Free);
    }

    public Task<int> CountMineAsync(CancellationToken ct) => Mine.CountAsync(ct);

    public Task<List<string>> KindsAsync(CancellationToken ct) => Mine.Select(i => i.Kind).Distinct().OrderBy(k => k).Take(50).ToListAsync(ct);

    public async Task<Paged<WorkItem>> ReadAsync(DeskGroup group, string? kind, string? words, ListQuery query, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var items = group switch
        {
            DeskGroup.Others => Others,
            DeskGroup.Over => Mine.Where(i => i.OverAt <= now),
            DeskGroup.Red => Mine.Where(i => i.OverAt > now && i.RedAt <= now),
            DeskGroup.Amber => Mine.Where(i => i.OverAt > now && i.RedAt > now && i.AmberAt <= now),
            DeskGroup.Running => Mine.Where(i => i.DueUtc == null || (i.OverAt > now && i.RedAt > now && i.AmberAt > now)),
            DeskGroup.All => Mine,
            _ => throw new InvalidOperationException($"Unknown group {group}."),
        };
        if (kind is not null)
            items = items.Where(i => i.Kind == kind);
        if (words is not null)
            items = items.Where(i => i.Title.Contains(words) || i.Key.EndsWith(words));
        return await items.AsNoTracking().OrderBy(i => i.DueUtc == null).ThenBy(i => i.DueUtc).ThenByDescending(i => i.Priority).ThenBy(i => i.OpenedAt).ThenBy(i => i.Id).PageAsync(query, ct);
    }

    private Expression<Func<WorkItem, bool>> OfMyRole()
    {
        var (roles, unit, department) = (Roles, actor.Unit, actor.Department);
        return i => roles.Contains(i.Role) && (i.Unit == null || i.Unit == unit || i.Unit == department);
    }
}

/// <summary>Number beside 我的待办: what waits for this person.</summary>
internal sealed class DeskCount(Desk desk) : IMenuCounts
{
    public async Task<IReadOnlyDictionary<string, int>> CountAsync(Actor actor, CancellationToken ct) =>
        actor.May(Permissions.Desk) ? new Dictionary<string, int> { [Urls.Desk] = await desk.CountMineAsync(ct) } : new Dictionary<string, int>();
}
