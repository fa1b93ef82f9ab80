using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Jobs;
using Qishi.Platform.Messaging;
using Qishi.Platform.Web;

namespace Qishi.Modules.Exchange.AlertOverdue;

/// <summary>Tells both departments by SMS what has passed its limit, once per hand-over, together per department. A declared outage has told them already.</summary>
internal sealed class AlertOverdue(AppDb db, Messages messages, EventLog log, Site site, ExchangeOptions options, TimeProvider clock) : IJob
{
    private const int AtOnce = 500;
    private static readonly Actor Self = Actor.Program("数据交换");

    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.UtcNow();
        foreach (var department in await db.Set<Department>().AsNoTracking().Where(d => d.Matter != "" && d.DownSince == null).ToListAsync(ct))
        {
            var late = await db.Set<HandOver>().AsNoTracking()
                .Where(h => h.Department == department.Code && !h.AtDesk && h.Current && !HandOverFlow.Final.Contains(h.Status) && h.DueAt < now && h.OverdueAlertedAt == null)
                .OrderBy(h => h.DueAt).Take(AtOnce).Select(h => new { h.Id, h.DueAt }).ToListAsync(ct);
            if (late.Count > 0)
                await TellAsync(department, late.ConvertAll(l => l.Id), late[0].DueAt, now, ct);
        }
    }

    private async Task TellAsync(Department department, List<Guid> late, DateTime oldest, DateTime now, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var told = await db.Set<HandOver>().Where(h => late.Contains(h.Id) && h.OverdueAlertedAt == null).ExecuteUpdateAsync(s => s.SetProperty(h => h.OverdueAlertedAt, now), ct);
        if (told == 0)
            return;
        var text = $"【{site.SmsSignature}】{department.ShortName}有{told}件开办事项超过承诺时限，最早应于{ChinaTime.Moment(oldest, ChinaTime.DayOf(now))}前办结。请尽快办理并回报，有系统故障的请登记。";
        foreach (var phone in new[] { options.AlertPhone, department.AlertPhone }.Where(p => !string.IsNullOrEmpty(p)).Distinct())
            messages.Queue(phone!, text, "exchange.overdue", "department:" + department.Code);
        log.Record(Self, "OverdueAlerting", null, new OverdueAlerted(department.Code, told, oldest));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
