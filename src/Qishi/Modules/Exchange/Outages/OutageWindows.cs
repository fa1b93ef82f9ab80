using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Messaging;
using Qishi.Platform.Web;

namespace Qishi.Modules.Exchange.Outages;

/// <summary>Opens and closes outage windows in the caller's unit of work: the department, its waiting hand-overs, the alert to both sides and the to-do item together.</summary>
internal sealed class OutageWindows(AppDb db, EventLog log, IWorklist worklist, Messages messages, Site site, ExchangeOptions options, TimeProvider clock)
{
    private const int AtOnce = 500;

    /// <summary>Declares a department down; a second declaration while a window is open changes nothing.</summary>
    public async Task OpenAsync(Department department, DateTime since, string evidence, Actor actor, bool byPerson, CancellationToken ct)
    {
        if (department.DownSince is not null)
            return;
        var now = clock.UtcNow();
        var window = new Outage
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Department = department.Code,
            From = since,
            Evidence = evidence,
            ReportedBy = actor.NameOnRecord,
            ByPerson = byPerson,
        };
        db.Add(window);
        (department.DownSince, department.DownByPerson, department.NextProbeAt) = (since, byPerson, now + options.ProbeEvery);
        // Those not yet loaded are held back one by one when they fall due.
        var waiting = await db.Set<HandOver>().Where(h => h.Department == department.Code && (h.Status == HandOverStatus.Pending || h.Status == HandOverStatus.Failed))
            .OrderBy(h => h.CreatedAt).Take(AtOnce).ToListAsync(ct);
        var held = waiting.SelectMany(h => h.DeclareOutage(since)).ToList();
        log.Record(actor, "OutageDeclaring", null, [new DepartmentWentDown(department.Code, window.Id, since, byPerson), .. held]);
        await AlertAsync(department, since, byPerson, ct);
        await worklist.OpenAsync(
            new NewWorkItem($"exchange.outage:{department.Code}", "部门数据交换", department.ShortName, "处理系统故障", Urls.BoardOf(department.Code), Roles.Operator, null, null, now, null), ct);
    }

    /// <summary>Ends the open window; waiting hand-overs are resumed by the worker, in order.</summary>
    public async Task CloseAsync(Department department, DateTime at, Actor actor, CancellationToken ct)
    {
        if (department.DownSince is null)
            return;
        (department.DownSince, department.DownByPerson, department.CircuitOpenSince, department.FailingSince, department.FailuresInRow, department.NextProbeAt) = (null, false, null, null, 0, null);
        var open = await db.Set<Outage>().Where(o => o.Department == department.Code && o.To == null).ToListAsync(ct);
        foreach (var window in open)
            (window.To, window.ClosedBy) = (at, actor.NameOnRecord);
        log.Record(actor, "OutageClosing", null, open.Select(w => new DepartmentRecovered(department.Code, w.Id, at)));
        await worklist.CloseAsync($"exchange.outage:{department.Code}", ct);
    }

    private async Task AlertAsync(Department department, DateTime since, bool byPerson, CancellationToken ct)
    {
        var oldest = await db.Set<HandOver>().Where(h => h.Department == department.Code && h.Current && !HandOverFlow.Final.Contains(h.Status)).OrderBy(h => h.CreatedAt)
            .Select(h => (DateTime?)h.CreatedAt).FirstOrDefaultAsync(ct) ?? since;
        var count = await db.Set<HandOver>().CountAsync(h => h.Department == department.Code && h.Current && !HandOverFlow.Final.Contains(h.Status), ct);
        var why = byPerson ? "联络员已报告系统故障" : "连续推送失败7次，已记为系统故障";
        var text = $"【{site.SmsSignature}】{department.ShortName}{why}，积压{count}件，最早{ChinaTime.At(oldest):H:mm}。请核实并回告恢复时间。";
        foreach (var phone in new[] { options.AlertPhone, department.AlertPhone }.Where(p => !string.IsNullOrEmpty(p)).Distinct())
            messages.Queue(phone!, text, "exchange.outage", "department:" + department.Code);
    }
}
