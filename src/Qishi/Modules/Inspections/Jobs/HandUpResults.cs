using System.Globalization;
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
/// Each night the results published on a day go to the platform above as one file of the exchange (rulebook B §1.10: push upstream). A day is marked in the transaction that logs it; a file written before a crash is written again, the same.
/// </summary>
internal sealed class HandUpResults(AppDb db, IOutFiles files, IRules rules, EventLog log, Actor actor, TimeProvider clock) : IJob
{
    public const string Party = "UPPER", Mark = "handed-up:";
    private const int DaysBack = 90;

    public async Task RunAsync(CancellationToken ct)
    {
        var today = clock.Today();
        var division = (await rules.BookAsync(ct)).Text("bureau.divisionCode", today);
        foreach (var day in await DaysAsync(today, ct))
        {
            var (key, results) = (KeyOf(day), await ResultsAsync(day, ct));
            var body = JsonSerializer.SerializeToUtf8Bytes(new { schema = "urn:qishi:inspection-results:v1", division, day = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), results }, JsonSerializerOptions.Web);
            var digest = await files.PutAsync(Party, $"inspection-results-{day.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}", body, ct);
            db.Add(new GivenAlert { Key = key, At = clock.UtcNow() });
            log.Record(actor, "InspectionResultsHandingUp", null, new InspectionResultsHandedUp(day, results.Count, digest));
            await db.SaveChangesAsync(ct);
        }
    }

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

    private static string KeyOf(DateOnly day) => Mark + day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>What the public page shows, no more: no inspector, no evidence.</summary>
    private async Task<List<object>> ResultsAsync(DateOnly day, CancellationToken ct)
    {
        var (from, to) = (ChinaTime.ToUtc(day, TimeOnly.MinValue), ChinaTime.ToUtc(day.AddDays(1), TimeOnly.MinValue));
        var rows = await (from v in db.Set<Visit>().AsNoTracking()
                          join t in db.Set<InspectionTask>() on v.TaskId equals t.Id
                          where v.PublishedAt >= @from && v.PublishedAt < to && v.State != VisitState.Cancelled
                          orderby v.No
                          select new { v.No, TaskNo = t.No, TaskName = t.Name, v.ObjectCode, v.ObjectName, t.Members, v.CheckedOn, v.OverallCodes }).ToListAsync(ct);
        return rows.ConvertAll(r => (object)new
        {
            visitNo = r.No,
            taskNo = r.TaskNo,
            taskName = r.TaskName,
            objectCode = r.ObjectCode,
            objectName = r.ObjectName,
            departments = Words.Split(r.Members),
            checkedOn = r.CheckedOn,
            codes = Words.Split(r.OverallCodes),
        });
    }
}
