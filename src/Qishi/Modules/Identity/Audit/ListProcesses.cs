using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Export;
using Qishi.Platform.Web;

namespace Qishi.Modules.Identity.Audit;

/// <summary>The audit trail: every process with its events, by time, person, kind, record and source.</summary>
internal sealed class ListProcessesHandler(AppDb db, EventLog log, CurrentActor current, TimeProvider clock)
{
    public async Task<Paged<ProcessLine>> HandleAsync(ListQuery query, CancellationToken ct)
    {
        var page = await Filtered(query).PageAsync(query, ct);
        return new(await WithEventsAsync(page.Rows, ct), page.Total);
    }

    /// <summary>The same rows as a file; the export is itself recorded.</summary>
    public async Task<byte[]> ExportAsync(ListQuery query, CancellationToken ct)
    {
        var lines = await WithEventsAsync(await Filtered(query).Take(ExcelFile.MostRows).ToListAsync(ct), ct);
        var filters = string.Join("，", new[] { "from", "to", "who", "what", "subject", "source" }.Where(f => query.Text(f) is not null).Select(f => $"{f}={query.Text(f)}"));
        var file = ExcelFile.Write<ProcessLine>("审计日志", filters.Length == 0 ? "全部" : filters,
        [
            new("时间", l => $"{ChinaTime.At(l.At):yyyy-MM-dd HH:mm:ss}", 20), new("人员", l => l.Who), new("单位", l => l.Unit), new("来源", l => l.Source), new("操作", l => l.Kind, 26),
            new("内容", l => l.What, 40), new("对象", l => l.Subjects, 40), new("原因", l => l.Reason, 30), new("关联号", l => l.Correlation, 34),
        ], lines, current.Actor, clock.UtcNow());
        log.Record(current.Actor, "AuditExporting", null, new AuditExported(current.Actor.AccountId ?? Guid.Empty, lines.Count));
        await db.SaveChangesAsync(ct);
        return file;
    }

    private IQueryable<ProcessRow> Filtered(ListQuery query)
    {
        IQueryable<ProcessRow> rows = db.Set<ProcessRow>().AsNoTracking();
        if (query.Day("from") is { } from)
        {
            var start = ChinaTime.ToUtc(from, TimeOnly.MinValue);
            rows = rows.Where(p => p.At >= start);
        }

        if (query.Day("to") is { } to)
        {
            var end = ChinaTime.ToUtc(to.AddDays(1), TimeOnly.MinValue);
            rows = rows.Where(p => p.At < end);
        }

        if (query.Text("who") is { } who)
            rows = rows.Where(p => p.ActorName.Contains(who) || p.ActorUnit == who);
        if (query.Text("source") is { } source)
            rows = rows.Where(p => p.SourceAddress == source);
        if (query.Text("what") is { } what)
        {
            var types = EventWords.All.Where(w => w.Value.Contains(what, StringComparison.Ordinal)).Select(w => w.Key).ToList();
            rows = rows.Where(p => p.Kind == what || db.Set<EventRow>().Any(e => e.ProcessId == p.Id && (e.Type == what || types.Contains(e.Type))));
        }

        if (query.Text("subject") is { } subject)
            rows = rows.Where(p => db.Set<EventRow>().Any(e => e.ProcessId == p.Id && e.Subject == subject));
        return rows.OrderByDescending(p => p.At).ThenByDescending(p => p.Id);
    }

    private async Task<List<ProcessLine>> WithEventsAsync(IReadOnlyList<ProcessRow> rows, CancellationToken ct)
    {
        var ids = rows.Select(r => r.Id).ToList();
        var events = (await db.Set<EventRow>().AsNoTracking().Where(e => ids.Contains(e.ProcessId)).OrderBy(e => e.Seq).Select(e => new { e.ProcessId, e.Type, e.Subject }).ToListAsync(ct))
            .ToLookup(e => e.ProcessId);
        return [.. rows.Select(p => new ProcessLine(
            p.Id, p.At, p.ActorName, p.ActorUnit, p.SourceAddress, p.Kind, string.Join("、", events[p.Id].Select(e => EventWords.Of(e.Type)).Distinct().Take(5)),
            string.Join(" ", events[p.Id].Select(e => e.Subject).Distinct().Take(3)), p.Reason, p.CorrelationId))];
    }
}

internal sealed record ProcessLine(Guid Id, DateTime At, string Who, string? Unit, string? Source, string Kind, string What, string Subjects, string? Reason, string Correlation);
