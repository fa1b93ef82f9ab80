using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.LiaisonDesk;
using Qishi.Modules.Exchange.Model;
using Qishi.Modules.Exchange.Routes;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Web;

namespace Qishi.Modules.Exchange.ChangeRoute;

public sealed class ChangeRouteForm
{
    public string? Department { get; set; }
    public string? Kind { get; set; }
    public string? From { get; set; }
    public string? Reason { get; set; }

    /// <summary>A decision on a proposal instead of a new one: its id and what was pressed.</summary>
    public string? Proposal { get; set; }

    public string? Decision { get; set; }
}

/// <summary>A department's route changes on a coming day, proposed by one person and looked at by another. What is under way is not touched: it arrives under the same key.</summary>
internal sealed class ChangeRouteHandler(AppDb db, RouteBook routes, EventLog log, IWorklist worklist, Once once, ExchangeOptions options, Actor actor, TimeProvider clock)
{
    public async Task<IReadOnlyList<RouteLine>> LinesAsync(CancellationToken ct)
    {
        var today = clock.Today();
        var (inForce, all) = (await routes.AllAsync(today, ct), await db.Set<DepartmentRoute>().AsNoTracking().OrderByDescending(r => r.From).ThenByDescending(r => r.ProposedAt).ToListAsync(ct));
        return
        [
            .. (await db.Set<Department>().AsNoTracking().Where(d => d.Matter != "").OrderBy(d => d.Position).ToListAsync(ct)).Select(d => new RouteLine(
                d.Code, d.ShortName, inForce.GetValueOrDefault(d.Code, RouteKind.Push), [.. all.Where(r => r.Department == d.Code && r.RejectedAt == null && (r.ApprovedAt == null || r.From > today)).OrderBy(r => r.From)],
                [.. all.Where(r => r.Department == d.Code && r.ApprovedAt != null && r.From <= today)])),
        ];
    }

    public async Task<Result<Guid>> HandleAsync(ChangeRouteForm form, string key, CancellationToken ct)
    {
        if (!actor.May(Permissions.Repair))
            return OwnHandOvers.NotThere;
        if (form.Proposal is not null)
            return await DecideAsync(form, ct);
        if (await once.FindAsync(key, ct) is { } known)
            return Guid.Parse(known);
        var department = await db.Set<Department>().AsNoTracking().SingleOrDefaultAsync(d => d.Code == form.Department && d.Matter != "", ct);
        var waiting = department is not null && await db.Set<DepartmentRoute>().AnyAsync(r => r.Department == department.Code && r.ApprovedAt == null && r.RejectedAt == null, ct);
        var decided = Check(form, department, waiting, options, clock.Today());
        if (!decided.Ok)
            return Result<Guid>.Refused(decided.Problems);
        var row = new DepartmentRoute
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Department = department!.Code,
            Kind = decided.Value.Kind,
            From = decided.Value.From,
            Reason = NormalisedText.Text(form.Reason),
            ProposedById = actor.AccountId,
            ProposedBy = actor.NameOnRecord,
            ProposedAt = clock.UtcNow(),
        };
        db.Add(row);
        once.Remember(key, row.Id.ToString());
        log.Record(actor, "RouteProposing", row.Reason, new RouteProposed(row.Id, row.Department, row.Kind.ToString(), row.From));
        await worklist.OpenAsync(
            new NewWorkItem(ItemOf(row), "部门数据交换", department.ShortName, $"审核对接方式改为{RouteBook.Word(row.Kind)}", Urls.Routes, Roles.Operator, null, null, clock.UtcNow(), null, Watcher: actor.AccountId), ct);
        try
        {
            await db.SaveChangesAsync(ct);
            return row.Id;
        }
        catch (DbUpdateException e) when (Once.IsRepeat(e))
        {
            db.ChangeTracker.Clear();
            return Guid.Parse((await once.FindAsync(key, ct))!);
        }
    }

    private async Task<Result<Guid>> DecideAsync(ChangeRouteForm form, CancellationToken ct)
    {
        if (!Guid.TryParse(form.Proposal, out var id) || await db.Set<DepartmentRoute>().SingleOrDefaultAsync(r => r.Id == id, ct) is not { } row || row.ApprovedAt is not null || row.RejectedAt is not null)
            return new Problem("route-decided", "这条已经处理过了。请刷新页面");
        if (row.ProposedById == actor.AccountId)
            return new Problem("two-persons", "对接方式须由另一人审核，提出人不能审核自己提出的。请交同事办理");
        var (approve, now) = (form.Decision == "approve", clock.UtcNow());
        if (approve && row.From <= clock.Today())
            return new Problem("route-late", $"启用日{ChinaTime.FullDay(row.From)}已经到了，不能再批准。请退回，重新提出");
        (row.DecidedById, row.DecidedBy) = (actor.AccountId, actor.NameOnRecord);
        if (approve)
            row.ApprovedAt = now;
        else
            row.RejectedAt = now;
        log.Record(actor, "RouteDeciding", null, approve ? new RouteApproved(row.Id, row.Department, row.Kind.ToString(), row.From) : new RouteRefused(row.Id, row.Department));
        await worklist.CloseAsync(ItemOf(row), ct);
        try
        {
            await db.SaveChangesAsync(ct);
            return row.Id;
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Problem("route-decided", "这条刚刚由别人处理了。请刷新页面");
        }
    }

    internal static Result<(RouteKind Kind, DateOnly From)> Check(ChangeRouteForm form, Department? department, bool waiting, ExchangeOptions options, DateOnly today)
    {
        var problems = new List<Problem>();
        if (department is null)
            problems.Add(new("department-missing", "请选择部门", nameof(form.Department)));
        else if (waiting)
            problems.Add(new("route-waiting", $"{department.ShortName}已有一条等审核的变更。请先处理那一条", nameof(form.Department)));
        if (!Enum.TryParse<RouteKind>(form.Kind, out var kind) || !Enum.IsDefined(kind))
            problems.Add(new("route-missing", "请选择对接方式", nameof(form.Kind)));
        else if (kind == RouteKind.Queue && options.RabbitMq is null)
            problems.Add(new("route-no-broker", "还没有登记消息队列的地址，不能选这种方式。请系统管理员先配置", nameof(form.Kind)));
        if (!TypedDate.TryParse(form.From, today, out var from))
            problems.Add(new("from-missing", "请填写启用日，如“2026-12-01”", nameof(form.From)));
        else if (from <= today)
            problems.Add(new("from-past", "启用日最早是明天，好让对方和第二人有时间核对", nameof(form.From)));
        if (NormalisedText.Text(form.Reason).Length is 0 or > 300)
            problems.Add(new("reason-missing", "请写明原因和与对方商定的情况，300字以内", nameof(form.Reason)));
        return problems.Count > 0 ? Result<(RouteKind, DateOnly)>.Refused(problems) : (kind, from);
    }

    private static string ItemOf(DepartmentRoute row) => $"exchange.route:{row.Id:N}";
}

/// <param name="Coming">Proposed, or approved for a coming day.</param>
/// <param name="Past">In force now or before, newest first.</param>
internal sealed record RouteLine(string Code, string Name, RouteKind Now, IReadOnlyList<DepartmentRoute> Coming, IReadOnlyList<DepartmentRoute> Past);
