using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Web;

namespace Qishi.Modules.Identity.EndPosting;

public sealed class EndPostingForm
{
    public string? To { get; set; }
    public string? Reason { get; set; }
    public int Version { get; set; }
}

/// <summary>The last day of a posting. From the day after, it opens nothing: sessions in it end with their next request.</summary>
internal sealed class EndPostingHandler(AppDb db, EventLog log, CurrentActor current, TimeProvider clock)
{
    public static Problem Changed { get; } = new("posting-changed", "这条任职刚被别人改过。请看过现在的内容再改");

    public Task<Posting?> FindAsync(Guid accountId, Guid postingId, CancellationToken ct) =>
        db.Set<Posting>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == postingId && p.AccountId == accountId, ct);

    public async Task<Result<DateOnly>> HandleAsync(Guid accountId, Guid postingId, EndPostingForm form, CancellationToken ct)
    {
        var posting = await db.Set<Posting>().SingleOrDefaultAsync(p => p.Id == postingId && p.AccountId == accountId, ct);
        if (posting is null)
            return new Problem("posting-unknown", "没有找到这条任职。请从人员页面重新进入");
        var decided = Decide(posting, form, clock.Today());
        if (!decided.Ok)
            return decided;
        if (accountId == current.Actor.AccountId)
            return new Problem("posting-own", "不能结束自己的任职。请另一位系统管理员办理");
        db.Entry(posting).Property(p => p.Version).OriginalValue = form.Version;
        posting.To = decided.Value;
        log.Record(current.Actor, "PostingEnding", NormalisedText.Text(form.Reason) is { Length: > 0 } r ? r : null, new PostingEnded(accountId, postingId, decided.Value));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Changed;
        }

        return decided;
    }

    internal static Result<DateOnly> Decide(Posting posting, EndPostingForm form, DateOnly today)
    {
        var to = TypedDate.Parse(form.To, "最后一天", today);
        if (!to.Ok)
            return Result<DateOnly>.Refused([.. to.Problems.Select(p => p.At(nameof(form.To)))]);
        return to.Value < posting.From
            ? new Problem("posting-backwards", $"最后一天早于任职开始的{ChinaTime.FullDay(posting.From)}。请检查", nameof(form.To))
            : to;
    }
}
