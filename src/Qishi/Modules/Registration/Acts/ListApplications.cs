using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Export;
using Qishi.Platform.Web;

namespace Qishi.Modules.Registration.Acts;

internal sealed record ApplicationRow(
    string Number, string Act, string Title, string? Uscc, ApplicationState State, DateTime? SubmittedAt, DateTime? AcceptedAt, DateTime? DueAt, bool DueProvisional, DateTime? DecidedAt, string? DecidedBy, string Lanes, bool Late, string? Proposed);

internal sealed record ApplicationsExported(int Rows) : IEvent
{
    public string Subject => "registration:export";
}

/// <summary>The office's list of applications.</summary>
internal sealed class ListApplicationsHandler(AppDb db, ActList acts, EventLog log, Actor actor, TimeProvider clock)
{
    public Task<Paged<ApplicationRow>> HandleAsync(ListQuery query, CancellationToken ct) => Query(query).PageAsync(query, ct);

    public async Task<IResult> ExportAsync(ListQuery query, CancellationToken ct)
    {
        var rows = await Query(query).Take(ExcelFile.MostRows).ToListAsync(ct);
        var words = query.Text("act") is { } act ? acts.Find(act)?.Info.Word ?? "全部" : "全部";
        log.Record(actor, "ApplicationsExporting", words, new ApplicationsExported(rows.Count));
        await db.SaveChangesAsync(ct);
        ExcelColumn<ApplicationRow>[] columns =
        [
            new("办件编号", r => r.Number, 20), new("事项", r => acts.Find(r.Act)?.Info.Word), new("名称", r => r.Title, 36), new("统一社会信用代码", r => r.Uscc, 24), new("状态", r => ApplicationFlow.Flow[r.State].Word, 12),
            new("提交", r => r.SubmittedAt is { } s ? ChinaTime.At(s) : null), new("办结", r => r.DecidedAt is { } d ? ChinaTime.At(d) : null), new("经办", r => r.DecidedBy), new("逾期申请", r => r.Late ? "是" : ""), new("通道", r => r.Lanes),
        ];
        var now = clock.UtcNow();
        return ExcelFile.Download(ExcelFile.Write("登记、备案申请", words, columns, rows, actor, now), "登记备案申请", now);
    }

    private IQueryable<ApplicationRow> Query(ListQuery query)
    {
        var rows = db.Set<RegistrationApplication>().AsNoTracking();
        rows = query.Text("tab") switch
        {
            "draft" => rows.Where(a => a.State == ApplicationState.Draft && a.ClerkId == actor.AccountId),
            "returned" => rows.Where(a => a.State == ApplicationState.Returned),
            "done" => rows.Where(a => a.DecidedAt != null && a.State != ApplicationState.Returned),
            "all" => rows.Where(a => a.SubmittedAt != null),
            _ => rows.Where(a => a.State == ApplicationState.Submitted || a.State == ApplicationState.Received || a.State == ApplicationState.Accepted || a.State == ApplicationState.Extended),
        };
        if (query.Text("act") is { } act)
            rows = rows.Where(a => a.Act == act);
        if (query.Text("lane") is { } lane)
            rows = rows.Where(a => a.Lanes.Contains(lane));
        if (query.Text("q") is { } q)
        {
            var code = NormalisedText.Codes(q);
            rows = rows.Where(a => a.Number == code || a.Uscc == code || a.Title.Contains(q));
        }

        return rows.OrderBy(a => a.DueAt == null).ThenBy(a => a.DecidedAt != null).ThenBy(a => a.DueAt).ThenByDescending(a => a.SavedAt)
            .Select(a => new ApplicationRow(a.Number, a.Act, a.Title, a.Uscc, a.State, a.SubmittedAt, a.AcceptedAt, a.DueAt, a.DueProvisional, a.DecidedAt, a.DecidedBy, a.Lanes, a.Late, a.Proposed));
    }
}
