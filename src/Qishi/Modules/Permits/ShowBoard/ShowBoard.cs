using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Permits.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Web;
using Qishi.Platform.Web.Controls;

namespace Qishi.Modules.Permits.ShowBoard;

/// <summary>The board of 双告知: a department's own rows, or the bureau's over all.</summary>
internal sealed class ShowBoardHandler(AppDb db, NoticeDesk desk, Actor actor, TimeProvider clock)
{
    /// <summary>Tabs in the order of the work.</summary>
    public static readonly IReadOnlyList<(string Key, string Word, NoticeState[] States)> Tabs =
    [
        ("claim", "待认领", [NoticeState.Pushed]),
        ("published", "公开待认领", [NoticeState.Published]),
        ("answer", "待反馈和办理中", [NoticeState.Claimed, NoticeState.InProgress]),
        ("missing", "没有许可，跟踪中", [NoticeState.NotApplied, NoticeState.Refused]),
        ("back", "待重新分派", [NoticeState.NotMine]),
        ("illegal", "无证经营", [NoticeState.Unpermitted, NoticeState.HandedOver]),
        ("done", "已办结", [NoticeState.Permitted, NoticeState.NotNeeded, NoticeState.Ended]),
        ("all", "全部", Enum.GetValues<NoticeState>()),
    ];

    public static readonly IReadOnlyList<(string Key, string Word)> Clocks = [("claim-late", "认领超期"), ("result-late", "反馈超期"), ("joint", "联席办清单"), ("30", "告知满30天没有许可"), ("60", "告知满60天没有许可"), ("90", "告知满90天没有许可")];

    public bool SeesAll => actor.May(Permissions.WatchAll);

    public async Task<IReadOnlyDictionary<string, int>> CountsAsync(ListQuery query, CancellationToken ct)
    {
        var byState = await Filtered(query, false).GroupBy(n => n.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        return Tabs.ToDictionary(t => t.Key, t => t.States.Sum(s => byState.GetValueOrDefault(s)));
    }

    public Task<Paged<DualNotice>> PageAsync(ListQuery query, CancellationToken ct) => Rows(query).PageAsync(query, ct);

    public IQueryable<DualNotice> Rows(ListQuery query)
    {
        var rows = Filtered(query, true);
        return query.Text("tab") is "done" or "all" ? rows.OrderByDescending(n => n.StateSince).ThenBy(n => n.Id) : rows.OrderBy(n => n.ClaimedAt == null ? n.ClaimDueAt : n.ResultDueAt).ThenBy(n => n.Id);
    }

    private IQueryable<DualNotice> Filtered(ListQuery query, bool byTab)
    {
        var rows = desk.Visible.AsNoTracking();
        if (byTab)
        {
            var states = Tab(query).States;
            rows = rows.Where(n => states.Contains(n.State));
        }

        if (SeesAll && query.Text("department") is { } department)
            rows = rows.Where(n => n.Department == department);
        if (query.Text("q") is { } word)
        {
            var code = NormalisedText.Codes(word);
            rows = rows.Where(n => n.EntityName.Contains(word) || n.Permit.Contains(word) || n.Uscc == code || n.CaseNo == code);
        }

        return Late(rows, query.Text("clock"), clock.UtcNow());
    }

    public static (string Key, string Word, NoticeState[] States) Tab(ListQuery query) => Tabs.FirstOrDefault(t => t.Key == query.Text("tab"), query.Text("clock") is null ? Tabs[0] : Tabs[^1]);

    private static IQueryable<DualNotice> Late(IQueryable<DualNotice> rows, string? which, DateTime now) => which switch
    {
        "claim-late" => rows.Where(n => (n.State == NoticeState.Pushed || n.State == NoticeState.Published) && n.ClaimDueAt < now),
        "result-late" => rows.Where(n => (n.State == NoticeState.Claimed || n.State == NoticeState.InProgress) && n.ResultAt == null && n.ResultDueAt < now),
        "joint" => rows.Where(n => (n.State == NoticeState.Pushed || n.State == NoticeState.Published) && n.Escalated >= 2),
        "30" => rows.Where(n => NoticeFlow.Tracked.Contains(n.State) && n.Reminded >= 1),
        "60" => rows.Where(n => NoticeFlow.Tracked.Contains(n.State) && n.Reminded >= 2),
        "90" => rows.Where(n => NoticeFlow.Tracked.Contains(n.State) && n.Reminded >= 3),
        _ => rows,
    };

    /// <summary>Departments of the rows there are, for the filter.</summary>
    public async Task<IReadOnlyList<Option>> DepartmentsAsync(CancellationToken ct) => SeesAll
        ? [.. (await db.Set<DualNotice>().Where(n => n.Department != null).Select(n => new { n.Department, n.DepartmentName }).Distinct().ToListAsync(ct)).DistinctBy(d => d.Department).Select(d => new Option(d.Department!, d.DepartmentName ?? d.Department!))]
        : [];
}
