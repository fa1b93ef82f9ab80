using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Inspections.Contracts;
using Qishi.Modules.Inspections.DeclareInterests;
using Qishi.Modules.Inspections.Model;
using Qishi.Modules.Inspections.ShowProgress;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Jobs;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Inspections.Jobs;

/// <summary>Before a milestone (30, 15, 7 days by parameter) the joint office is told how far the county is, once each; certificates that end soon likewise (rulebook B §1.10, 1.2).</summary>
internal sealed class AlertInspections(AppDb db, ShowProgressHandler progress, IDirectory directory, IRules rules, IWorklist worklist, EventLog log, Actor actor, TimeProvider clock) : IJob
{
    private const int CertificateDays = 30;

    public async Task RunAsync(CancellationToken ct)
    {
        var (today, now) = (clock.Today(), clock.UtcNow());
        var steps = (await rules.BookAsync(ct)).Ints("rnd.alertCD", today);
        foreach (var milestone in (await progress.MilestonesAsync(today.Year, ct)).Where(m => m.Issued > 0 && !m.Reached && m.On >= today))
            foreach (var step in steps.Where(s => milestone.On.DayNumber - today.DayNumber <= s).OrderBy(s => s).Take(1))
                await TellAsync($"milestone:{milestone.On:yyyyMMdd}:{step}", $"{milestone.On:M月d日}前应完成{milestone.Percent}％，现在{Percent.Completion(milestone.Done, milestone.Issued)}", "督促检查进度", Urls.Progress, ChinaTime.ToUtc(milestone.On, new TimeOnly(18, 0)), now, ct);
        var soon = today.AddDays(CertificateDays);
        // Expired already: told too, until the office enters what became of it.
        foreach (var person in await db.Set<InspectorRecord>().Where(i => i.Active && i.Cert == CertificateState.Valid && i.CertTo <= soon).OrderBy(i => i.StaffNo).ToListAsync(ct))
            await TellAsync(CertificateKey(person.AccountId, person.CertTo!.Value), $"{person.Name}的执法证{ChinaTime.FullDay(person.CertTo.Value)}到期", "更新执法证", Urls.Inspector(person.AccountId), ChinaTime.ToUtc(person.CertTo.Value, new TimeOnly(18, 0)), now, ct);
        if (today.Month == 1)
            await AskToDeclareAsync(today, now, ct);
        await TellOfPlanAsync(today, now, ct);
        await db.SaveChangesAsync(ct);
    }

    public static string WorkKey(string key) => "inspections.alert:" + key;

    public static string CertificateKey(Guid account, DateOnly until) => $"certificate:{account:N}:{until:yyyyMMdd}";

    /// <summary>Each January every inspector declares conflicts of interest anew (rulebook B §1.2).</summary>
    private async Task AskToDeclareAsync(DateOnly today, DateTime now, CancellationToken ct)
    {
        var first = new DateOnly(today.Year, 1, 1);
        var posted = (await directory.PostedAsync(today, ct)).ToLookup(s => s.AccountId, s => s.Roles);
        foreach (var person in await db.Set<InspectorRecord>().Where(i => i.Active && (i.DeclaredOn == null || i.DeclaredOn < first)).OrderBy(i => i.StaffNo).ToListAsync(ct))
        {
            var key = InterestsHandler.YearKey(today.Year, person.AccountId);
            if (await db.Set<GivenAlert>().AnyAsync(a => a.Key == key, ct))
                continue;
            db.Add(new GivenAlert { Key = key, At = now });
            var role = posted[person.AccountId].Any(r => r.Contains(Roles.Inspector)) ? Roles.Inspector : Roles.StationInspector;
            await worklist.OpenAsync(new NewWorkItem(key, "双随机抽查", $"{today.Year}年利益关系申报", "申报", Urls.Interests, role, null, person.AccountId, now, ChinaTime.ToUtc(new(today.Year, 1, 31), new TimeOnly(18, 0))), ct);
            log.Record(actor, "InspectionAlerting", null, new InspectionAlertGiven(key));
        }
    }

    /// <summary>The plans of the year are public by the day of the parameter; a month before the office is told while none is.</summary>
    private async Task TellOfPlanAsync(DateOnly today, DateTime now, CancellationToken ct)
    {
        var by = DateOnly.ParseExact($"{today.Year:0000}{(await rules.BookAsync(ct)).Text("rnd.planPublishBy", today)}", "yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);
        if (today < by.AddDays(-30) || today > by || await db.Set<InspectionPlan>().AnyAsync(p => p.Year == today.Year && p.PublishedAt != null, ct))
            return;
        await TellAsync($"plan:{today.Year}", $"{today.Year}年度抽查计划应在{ChinaTime.FullDay(by)}前公布，现在还没有", "公布年度计划", Urls.Plans, ChinaTime.ToUtc(by, new TimeOnly(18, 0)), now, ct);
    }

    private async Task TellAsync(string key, string title, string act, string url, DateTime due, DateTime now, CancellationToken ct)
    {
        if (await db.Set<GivenAlert>().AnyAsync(a => a.Key == key, ct))
            return;
        db.Add(new GivenAlert { Key = key, At = now });
        await worklist.OpenAsync(new NewWorkItem(WorkKey(key), "双随机抽查", title, act, url, Roles.InspectionOffice, null, null, now, due), ct);
        log.Record(actor, "InspectionAlerting", null, new InspectionAlertGiven(key));
    }
}
