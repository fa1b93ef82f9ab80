using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Notices;

/// <summary>A notice was published.</summary>
internal sealed record NoticePublished(string Number, string Kind, string Uscc, DateOnly From, DateOnly? To) : IEvent
{
    public string Subject => "notice:" + Number;
}

/// <summary>Socket within the module: the procedure behind a kind of notice is told what becomes of it, in the transaction of the change.</summary>
internal interface INoticeOwner
{
    IReadOnlyCollection<NoticeKind> Kinds { get; }

    /// <summary>Somebody objected in time.</summary>
    Task<IReadOnlyList<IEvent>> ObjectedAsync(PublicNotice notice, NoticeObjection objection, CancellationToken ct);

    /// <summary>The office decided an objection, or the objector withdrew it; <paramref name="open"/> says how many are left undecided.</summary>
    Task<IReadOnlyList<IEvent>> DecidedAsync(PublicNotice notice, NoticeObjection objection, int open, CancellationToken ct);
}

/// <summary>Publishes notices in the caller's unit of work.</summary>
internal sealed class NoticeBoard(AppDb db, TimeProvider clock)
{
    public async Task<(PublicNotice Notice, NoticePublished Event)> PublishAsync(NoticeKind kind, Entity e, string source, string title, string text, int? days, CancellationToken ct)
    {
        var today = clock.Today();
        var count = await db.Set<PublicNotice>().CountAsync(n => n.Source == source, ct) + db.ChangeTracker.Entries<PublicNotice>().Count(n => n.State == EntityState.Added && n.Entity.Source == source);
        var notice = new PublicNotice
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Number = $"{source}-G{count + 1}",
            Kind = kind,
            Source = source,
            EntityId = e.Id,
            Uscc = e.Uscc,
            EntityName = e.Name == Entity.NoName ? e.HeadName : e.Name,
            Title = title,
            Text = text,
            From = today,
            // The start day is not counted; the period is not extended by days off.
            To = days is { } n ? today.AddDays(n) : null,
            PublishedAt = clock.UtcNow(),
        };
        db.Add(notice);
        return (notice, new(notice.Number, kind.ToString(), e.Uscc, notice.From, notice.To));
    }
}
