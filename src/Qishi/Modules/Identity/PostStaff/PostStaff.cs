using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Web;

namespace Qishi.Modules.Identity.PostStaff;

public sealed class PostStaffForm
{
    public string? Unit { get; set; }
    public string? Title { get; set; }
    public string? From { get; set; }
    public string? To { get; set; }
}

/// <summary>A new posting from a day on, perhaps to a day; it carries no role until one is granted.</summary>
internal sealed class PostStaffHandler(AppDb db, EventLog log, Once once, CurrentActor current, TimeProvider clock)
{
    public async Task<Result<Guid>> HandleAsync(Guid accountId, PostStaffForm form, string key, CancellationToken ct)
    {
        if (await once.FindAsync(key, ct) is { } first)
            return Guid.Parse(first);
        var today = clock.Today();
        var from = TypedDate.Parse(form.From, "任职开始日期", today);
        var to = string.IsNullOrWhiteSpace(form.To) ? default(Result<DateOnly>?) : TypedDate.Parse(form.To, "任职结束日期", today);
        List<Problem> problems = [.. from.Problems.Select(p => p.At(nameof(form.From))), .. (to?.Problems ?? []).Select(p => p.At(nameof(form.To)))];
        if (!await db.Set<OrgUnit>().AnyAsync(u => u.Code == form.Unit, ct))
            problems.Add(new("unit-missing", "请选择单位", nameof(form.Unit)));
        if (from.Ok && to is { Ok: true } end && end.Value < from.Value)
            problems.Add(new("posting-backwards", "结束日期早于开始日期。请检查", nameof(form.To)));
        if (form.Title is { Length: > 40 })
            problems.Add(new("title-long", "岗位名称最多40个字", nameof(form.Title)));
        if (problems.Count > 0)
            return Result<Guid>.Refused(problems);
        if (!await db.Set<Staff>().AnyAsync(s => s.AccountId == accountId, ct))
            return new Problem("staff-unknown", "没有找到这个人员。请从人员列表重新进入");
        var posting = new Posting
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            AccountId = accountId,
            Unit = form.Unit!,
            Title = NormalisedText.Text(form.Title) is { Length: > 0 } t ? t : null,
            From = from.Value,
            To = to?.Value,
        };
        db.Add(posting);
        log.Record(current.Actor, "StaffPosting", null, new StaffPosted(accountId, posting.Id, posting.Unit, posting.From, posting.To));
        once.Remember(key, posting.Id.ToString());
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (Once.IsRepeat(e))
        {
            // A double click: the other arrival has made the posting.
        }

        return posting.Id;
    }
}
