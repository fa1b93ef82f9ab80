using System.Globalization;
using System.Linq.Expressions;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Inspections.Contracts;
using Qishi.Modules.Inspections.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Jobs;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Inspections.Jobs;

/// <summary>
/// Each night the results published on a day go to the platform above as one file of the exchange, and those it refused and that were put right as another (rulebook B §1.10: push upstream).
/// A day is marked in the transaction that logs it; a file written before a crash is written again, the same.
/// </summary>
internal sealed class HandUpResults(AppDb db, IOutFiles files, IRules rules, EventLog log, Actor actor, TimeProvider clock) : IJob
{
    public const string Mark = "handed-up:";
    private const int DaysBack = 90, MostMended = 2_000;

    public async Task RunAsync(CancellationToken ct)
    {
        var today = clock.Today();
        var division = (await rules.BookAsync(ct)).Text("bureau.divisionCode", today);
        foreach (var day in await DaysAsync(today, ct))
        {
            var (from, to) = (ChinaTime.ToUtc(day, TimeOnly.MinValue), ChinaTime.ToUtc(day.AddDays(1), TimeOnly.MinValue));
            // What stood in a file before, e.g. published again after a correction, goes with the corrections.
            var rows = await RowsAsync(v => v.PublishedAt >= from && v.PublishedAt < to && v.State != VisitState.Cancelled && !db.Set<HandedUp>().Any(h => h.VisitId == v.Id), ct);
            var stem = $"inspection-results-{Compact(day)}";
            var digest = await PutAsync(stem, division, day, false, [.. rows.Select(r => Line(r, null))], ct);
            db.AddRange(rows.Select(r => new HandedUp { VisitId = r.Id, VisitNo = r.No, ObjectName = r.ObjectName, File = stem, Round = 1, SentAt = clock.UtcNow() }));
            db.Add(new GivenAlert { Key = KeyOf(day), At = clock.UtcNow() });
            log.Record(actor, "InspectionResultsHandingUp", null, new InspectionResultsHandedUp(day, rows.Count, digest));
            await db.SaveChangesAsync(ct);
        }

        await HandUpMendedAsync(division, today, ct);
    }

    private async Task HandUpMendedAsync(string division, DateOnly today, CancellationToken ct)
    {
        var mended = await db.Set<HandedUp>().Where(h => h.State == HandUpState.Mended).OrderBy(h => h.VisitNo).Take(MostMended).ToListAsync(ct);
        if (mended.Count == 0)
            return;
        var ids = mended.ConvertAll(h => h.VisitId);
        var rows = (await RowsAsync(v => ids.Contains(v.Id), ct)).ToDictionary(r => r.Id);
        var head = $"inspection-results-{Compact(today)}-c";
        var stem = head + (await db.Set<HandedUp>().Where(h => h.File.StartsWith(head)).Select(h => h.File).Distinct().CountAsync(ct) + 1).ToString(CultureInfo.InvariantCulture);
        var digest = await PutAsync(stem, division, today, true, [.. mended.Where(h => rows.ContainsKey(h.VisitId)).Select(h => Line(rows[h.VisitId], h))], ct);
        foreach (var row in mended)
            (row.State, row.File, row.Round, row.SentAt, row.AnsweredAt) = (HandUpState.Sent, stem, row.Round + 1, clock.UtcNow(), null);
        log.Record(actor, "InspectionResultsHandingUp", null, new InspectionResultsHandedUp(today, mended.Count, digest));
        await db.SaveChangesAsync(ct);
    }

    private Task<string> PutAsync(string stem, string division, DateOnly day, bool correction, IReadOnlyList<object> results, CancellationToken ct) =>
        files.PutAsync(Wire.Upper, stem, JsonSerializer.SerializeToUtf8Bytes(new { schema = "urn:qishi:inspection-results:v1", division, day = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), correction, results }, JsonSerializerOptions.Web), ct);

    /// <summary>Days before today on which something was published and which were not handed up, oldest first.</summary>
    private async Task<List<DateOnly>> DaysAsync(DateOnly today, CancellationToken ct)
    {
        var (from, to) = (ChinaTime.ToUtc(today.AddDays(-DaysBack), TimeOnly.MinValue), ChinaTime.ToUtc(today, TimeOnly.MinValue));
        var published = await db.Set<Visit>().AsNoTracking().Where(v => v.PublishedAt >= from && v.PublishedAt < to && v.State != VisitState.Cancelled).Select(v => v.PublishedAt!.Value).Distinct().ToListAsync(ct);
        var days = published.Select(ChinaTime.DayOf).Distinct().Order().ToList();
        var keys = days.ConvertAll(KeyOf);
        var done = (await db.Set<GivenAlert>().AsNoTracking().Where(a => keys.Contains(a.Key)).Select(a => a.Key).ToListAsync(ct)).ToHashSet();
        return days.FindAll(d => !done.Contains(KeyOf(d)));
    }

    private static string KeyOf(DateOnly day) => Mark + Compact(day);

    private static string Compact(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private Task<List<Row>> RowsAsync(Expression<Func<Visit, bool>> which, CancellationToken ct) =>
        (from v in db.Set<Visit>().AsNoTracking().Where(which)
         join t in db.Set<InspectionTask>() on v.TaskId equals t.Id
         orderby v.No
         select new Row(v.Id, v.No, t.No, t.Name, v.ObjectCode, v.ObjectName, t.Members, v.CheckedOn, v.OverallCodes)).ToListAsync(ct);

    /// <summary>What the public page shows, no more: no inspector, no evidence.</summary>
    private static object Line(Row r, HandedUp? mended) => new
    {
        visitNo = r.No,
        taskNo = r.TaskNo,
        taskName = r.TaskName,
        objectCode = mended?.UpperCode ?? r.ObjectCode,
        objectName = mended?.UpperName ?? r.ObjectName,
        departments = Words.Split(r.Members),
        checkedOn = r.CheckedOn,
        codes = Words.Split(r.OverallCodes),
        round = (mended?.Round ?? 0) + 1,
    };

    private sealed record Row(Guid Id, string No, string TaskNo, string TaskName, string ObjectCode, string ObjectName, string Members, DateOnly? CheckedOn, string? OverallCodes);
}
