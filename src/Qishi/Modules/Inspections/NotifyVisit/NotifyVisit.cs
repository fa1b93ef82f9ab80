using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Inspections.Contracts;
using Qishi.Modules.Inspections.Field;
using Qishi.Modules.Inspections.Libraries;
using Qishi.Modules.Inspections.Model;
using Qishi.Modules.Registration.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Messaging;
using Qishi.Platform.Rules;
using Qishi.Platform.Web;

namespace Qishi.Modules.Inspections.NotifyVisit;

public sealed class NotifyVisitForm
{
    /// <summary>Day of the visit.</summary>
    public string? On { get; set; }

    /// <summary>What the firm should have ready, one a line.</summary>
    public string? Materials { get; set; }
}

/// <summary>
/// The firm is told before a check (检查必通知, 国办发〔2024〕54号): day, items, team, what to have ready, its right to ask for avoidance; at least <c>rnd.noticeWD</c> working days before. A task without
/// notice (飞行检查, 食品安全法实施条例) is never told.
/// </summary>
internal sealed class NotifyVisitHandler(AppDb db, ItemBook book, IRules rules, IDocuments documents, IEntityFacts entities, Messages messages, Site site, EventLog log, Actor actor, TimeProvider clock)
{
    /// <summary>The visit when this person may send its notice.</summary>
    public async Task<(Visit Visit, InspectionTask Task, DateOnly Earliest)?> FindAsync(Guid id, CancellationToken ct)
    {
        if (!actor.May(Permissions.Check) || await db.Set<Visit>().Include(v => v.Inspectors).Include(v => v.Parts).AsSplitQuery().SingleOrDefaultAsync(v => v.Id == id, ct) is not { } visit
            || visit.Inspectors.All(i => i.AccountId != actor.AccountId || i.ReplacedAt is not null) || visit.State is not (VisitState.Assigned or VisitState.Notified))
            return null;
        var task = await db.Set<InspectionTask>().SingleAsync(t => t.Id == visit.TaskId, ct);
        if (task.Unannounced || task.State is not (TaskState.Dispatched or TaskState.InProgress))
            return null;
        var today = clock.Today();
        return (visit, task, (await rules.WorkingDaysAsync(ct)).AddWorkingDays(today, (await rules.BookAsync(ct)).Int("rnd.noticeWD", today)).Date);
    }

    public async Task<Result<string>> HandleAsync(Guid id, NotifyVisitForm form, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not var (visit, task, earliest))
            return new Problem("notice-not-possible", "这一户现在不能发检查通知");
        var (now, today) = (clock.UtcNow(), clock.Today());
        if (!TypedDate.TryParse(form.On, today, out var on) || on < earliest || on > visit.DueOn)
            return new Problem("notice-day-bad", $"检查日期应当在{ChinaTime.FullDay(earliest)}和{ChinaTime.FullDay(visit.DueOn)}之间，提前通知对方", nameof(form.On), "B §1.6");
        var letter = documents.Issue(await LetterAsync(visit, task, on, NormalisedText.Text(form.Materials), ct));
        (visit.NotifiedAt, visit.NoticeFor) = (now, on);
        if (visit.State == VisitState.Assigned)
            visit.Move(VisitFlow.Notify, now);
        var sent = await entities.FindAsync(visit.ObjectCode, ct) is { HeadMobile: { Length: > 0 } mobile };
        if (sent && await entities.FindAsync(visit.ObjectCode, ct) is { } firm)
            messages.Queue(firm.HeadMobile, $"【{site.SmsSignature}】{visit.ObjectName}：我局定于{ChinaTime.Day(on, today)}到您处检查，检查编号{visit.No}。需要准备的材料见检查通知书。检查不收费。", "inspections.notice", FieldSubject.Of(visit));
        log.Record(actor, "VisitNotifying", null, new VisitMoved(task.No, visit.No, visit.ObjectCode, "Notified"));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Problem("notified", "同组的人刚刚处理过这一户。请刷新页面核对");
        }

        return sent ? "检查通知书已生成，短信已发给对方" : $"检查通知书（{letter.Title}）已生成。登记里没有对方的手机号，请送达或者当面交给对方";
    }

    private async Task<NewDocument> LetterAsync(Visit visit, InspectionTask task, DateOnly on, string materials, CancellationToken ct)
    {
        var items = await book.OnAsync(visit.Parts.SelectMany(p => p.ItemCodes).ToList(), task.StartOn, ct);
        return new(DocumentKinds.Notice, FieldSubject.Of(visit), "行政检查通知书", visit.No, new Dictionary<string, string>
        {
            ["To"] = visit.ObjectName,
            ["Body"] = $"根据“{task.Name}”，我局定于{ChinaTime.FullDay(on)}对你单位（{visit.Address}）进行检查，检查人员为{string.Join('、', visit.Inspectors.Where(i => i.ReplacedAt is null).OrderBy(i => i.Department).ThenBy(i => i.Place).Select(i => i.Name))}。检查事项："
                + $"{string.Join('；', items.Select(i => i.Name))}。",
            ["Items"] = string.Join('\n', materials.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(m => "请准备：" + m)
                .Concat(["检查人员会出示执法证件；不出示的，你单位有权拒绝检查。", "认为检查人员和你单位有利害关系的，可以申请回避。", "检查不收费，不接受礼品、宴请。"])),
            ["Basis"] = string.Join('；', items.SelectMany(i => i.Basis.Split('\n')).Distinct()),
            ["Sender"] = site.Bureau,
            ["Date"] = ChinaTime.FullDay(clock.Today()),
            ["Contact"] = site.Phone ?? "",
        });
    }
}
