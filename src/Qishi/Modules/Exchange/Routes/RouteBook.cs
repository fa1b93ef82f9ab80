using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Data;

namespace Qishi.Modules.Exchange.Routes;

/// <summary>Which route a department has on a day.</summary>
internal sealed class RouteBook(AppDb db)
{
    public static readonly IReadOnlyList<(RouteKind Kind, string Word, string Hint)> Words =
    [
        (RouteKind.Push, "接口推送", "本局调用对方接口，对方用接口发回执"),
        (RouteKind.Pull, "对方来取", "对方按约定来取待办队列，取到后确认"),
        (RouteKind.Queue, "消息队列", "经消息队列交换，断线期间留在队列里"),
        (RouteKind.Files, "文件交换", "经共享目录交换文件，附清单和摘要"),
        (RouteKind.Desk, "网页办理", "对方没有系统，由联络员在工作台上办理"),
        (RouteKind.Platform, "一体化平台", "经数字政务一体化平台转送，本局照样留存回执和时限"),
    ];

    public static string Word(RouteKind kind) => Words.First(w => w.Kind == kind).Word;

    /// <summary>The route in force; HTTP push for a department nobody has decided about.</summary>
    public async Task<RouteKind> OfAsync(string department, DateOnly day, CancellationToken ct) =>
        await InForce(day).Where(r => r.Department == department).OrderByDescending(r => r.From).ThenByDescending(r => r.ApprovedAt).Select(r => (RouteKind?)r.Kind).FirstOrDefaultAsync(ct) ?? RouteKind.Push;

    /// <summary>The routes in force of all departments that have one.</summary>
    public async Task<IReadOnlyDictionary<string, RouteKind>> AllAsync(DateOnly day, CancellationToken ct) =>
        (await InForce(day).OrderBy(r => r.From).ThenBy(r => r.ApprovedAt).Select(r => new { r.Department, r.Kind }).ToListAsync(ct)).GroupBy(r => r.Department).ToDictionary(g => g.Key, g => g.Last().Kind);

    private IQueryable<DepartmentRoute> InForce(DateOnly day) => db.Set<DepartmentRoute>().AsNoTracking().Where(r => r.ApprovedAt != null && r.From <= day);
}
