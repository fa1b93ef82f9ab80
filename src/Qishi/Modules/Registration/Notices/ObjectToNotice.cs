using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Registration.Notices;

public sealed class ObjectToNoticeForm
{
    public string? By { get; set; }
    public string? Name { get; set; }
    public string? Mobile { get; set; }
    public string? Reason { get; set; }
}

/// <summary>An objection of the office was decided or taken back.</summary>
internal sealed record ObjectionDecided(string NoticeNumber, Guid ObjectionId, string Outcome) : IEvent
{
    public string Subject => "notice:" + NoticeNumber;
}

/// <summary>Anybody concerned objects to a notice within its period (条例 art. 33; 实施细则 art. 49; SAMR Order 105 art. 4).</summary>
internal sealed class ObjectToNoticeHandler(AppDb db, IEnumerable<INoticeOwner> owners, IWorklist worklist, Once once, EventLog log, Actor actor, TimeProvider clock)
{
    public const int LongestReason = 1_000;

    public Task<PublicNotice?> FindAsync(string number, CancellationToken ct) =>
        db.Set<PublicNotice>().AsNoTracking().SingleOrDefaultAsync(n => n.Number == number && (actor.Kind == ActorKind.Staff || n.Kind != NoticeKind.SoleTraderExit), ct);

    public async Task<Result<string>?> HandleAsync(string number, ObjectToNoticeForm form, string key, CancellationToken ct)
    {
        if (await once.FindAsync(key, ct) is { } done)
            return done;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await FindAsync(number, ct) is null)
            return null;
        var notice = await db.Set<PublicNotice>().SingleAsync(n => n.Number == number, ct);
        if (Decide(notice, form, actor, clock.Today()) is { Count: > 0 } problems)
            return Result<string>.Refused(problems);
        var objection = new NoticeObjection
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            NoticeId = notice.Id,
            By = Enum.Parse<ObjectorKind>(form.By!),
            Name = NormalisedText.Text(form.Name),
            Mobile = PhoneNumber.ParseMobile(form.Mobile).Value.Value,
            Reason = NormalisedText.Text(form.Reason),
            At = clock.UtcNow(),
        };
        db.Add(objection);
        var events = new List<IEvent> { new NoticeObjected(number, objection.Id) };
        foreach (var owner in owners.Where(o => o.Kinds.Contains(notice.Kind)))
            events.AddRange(await owner.ObjectedAsync(notice, objection, ct));
        await worklist.OpenAsync(new(KeyOf(objection.Id), "公示异议", notice.EntityName, "审查异议", NoticeUrls.DeskOf(number), Roles.Registrar, null, null, clock.UtcNow(), null), ct);
        once.Remember(key, "异议已经收到，登记机关会与您联系");
        log.Record(actor, "NoticeObjecting", null, events);
        try
        {
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Problem("changed-meanwhile", "公示状态刚有变化，异议没有提交。请刷新后再试");
        }

        return "异议已经收到，登记机关会与您联系";
    }

    public static string KeyOf(Guid objection) => $"registration.objection:{objection:N}";

    internal static List<Problem> Decide(PublicNotice notice, ObjectToNoticeForm form, Actor actor, DateOnly today)
    {
        if (!notice.TakesObjections(today))
            return [new("notice-over", notice.To is { } to && notice.State == NoticeState.Open && to < today ? $"公示期{ChinaTime.FullDay(to)}已满，不再接收异议。可以向登记机关反映或者依法起诉" : "这份公示已经停止或者不接收异议")];
        var problems = new List<Problem>();
        if (!Enum.TryParse<ObjectorKind>(form.By, out var by) || !Enum.IsDefined(by))
            problems.Add(new("by-required", "请选择您是什么人", nameof(form.By)));
        else if (by == ObjectorKind.Department && actor.Kind != ActorKind.Staff)
            problems.Add(new("by-department", "部门的异议请由部门人员登录后提出", nameof(form.By)));
        if (NormalisedText.Text(form.Name).Length is 0 or > 60)
            problems.Add(new("name-required", "请填写姓名或者单位名称，最多60个字", nameof(form.Name)));
        problems.AddRange(PhoneNumber.ParseMobile(form.Mobile).Problems.Select(p => p.At(nameof(form.Mobile))));
        if (NormalisedText.Text(form.Reason).Length is < 10 or > LongestReason)
            problems.Add(new("reason-required", $"请写明异议的事实和理由，10到{LongestReason}个字", nameof(form.Reason)));
        return problems;
    }
}

public sealed class DecideObjectionForm
{
    public string? ObjectionId { get; set; }

    /// <summary>upheld, dismissed or withdrawn.</summary>
    public string? Outcome { get; set; }
    public string? Reply { get; set; }
}

/// <summary>The office decides on an objection; the procedure behind the notice goes on from there.</summary>
internal sealed class DecideObjectionHandler(AppDb db, IEnumerable<INoticeOwner> owners, IWorklist worklist, Once once, EventLog log, Actor actor, TimeProvider clock)
{
    public async Task<Result<string>?> HandleAsync(string number, DecideObjectionForm form, string key, CancellationToken ct)
    {
        if (await once.FindAsync(key, ct) is { } done)
            return done;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!Guid.TryParse(form.ObjectionId, out var id) || await db.Set<PublicNotice>().SingleOrDefaultAsync(n => n.Number == number, ct) is not { } notice
            || await db.Set<NoticeObjection>().SingleOrDefaultAsync(o => o.Id == id && o.NoticeId == notice.Id, ct) is not { } objection)
            return null;
        if (objection.State != ObjectionState.Open)
            return new Problem("decided", $"这条异议{objection.DecidedBy}已经处理过（{NoticeObjection.Word(objection.State)}）。请刷新页面");
        if (form.Outcome is not ("upheld" or "dismissed" or "withdrawn"))
            return new Problem("outcome-required", "请选择异议成立、不成立还是异议人已撤回", nameof(form.Outcome));
        if (NormalisedText.Text(form.Reply).Length is 0 or > 500)
            return new Problem("reply-required", "请写明处理意见和答复，最多500个字", nameof(form.Reply));
        objection.Decide(form.Outcome switch { "upheld" => ObjectionState.Upheld, "dismissed" => ObjectionState.Dismissed, _ => ObjectionState.Withdrawn }, actor.NameOnRecord, NormalisedText.Text(form.Reply), clock.UtcNow());
        var open = await db.Set<NoticeObjection>().CountAsync(o => o.NoticeId == notice.Id && o.Id != id && o.State == ObjectionState.Open, ct);
        var events = new List<IEvent> { new ObjectionDecided(number, id, form.Outcome) };
        foreach (var owner in owners.Where(o => o.Kinds.Contains(notice.Kind)))
            events.AddRange(await owner.DecidedAsync(notice, objection, open, ct));
        await worklist.CloseAsync(ObjectToNoticeHandler.KeyOf(id), ct);
        once.Remember(key, "异议已处理");
        log.Record(actor, "ObjectionDeciding", null, events);
        try
        {
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Problem("decided", "另一人刚刚处理过这条异议。请刷新页面");
        }

        return "异议已处理";
    }
}
