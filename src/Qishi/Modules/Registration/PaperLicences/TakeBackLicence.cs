using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Notices;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Web;

namespace Qishi.Modules.Registration.PaperLicences;

public sealed class TakeBackLicenceForm
{
    public string? Licence { get; set; }

    /// <summary>back or void.</summary>
    public string? Act { get; set; }
}

/// <summary>The paper of a licence that no longer counts came back.</summary>
internal sealed record PaperLicenceReturned(string Uscc, int No) : IEvent
{
    public string Subject => "entity:" + Uscc;
}

/// <summary>The paper of a licence was announced void: it did not come back, or was lost.</summary>
internal sealed record PaperLicenceVoided(string Uscc, int No, string Notice) : IEvent
{
    public string Subject => "entity:" + Uscc;
}

/// <summary>A paper that is still out.</summary>
internal sealed record PaperOut(Guid Licence, string Uscc, string Name, int No, DateTime IssuedAt, int Duplicates, DateOnly AskedOn, bool Replaced, EntityStatus Status);

/// <summary>
/// Papers that are to come back after a change or a deregistration (条例 art. 37, 实施细则 art. 23; ): taken back at the window, or announced void by the office. Each paper once.
/// </summary>
internal sealed class TakeBackLicenceHandler(AppDb db, NoticeBoard board, Once once, EventLog log, Actor actor, TimeProvider clock)
{
    public Task<Paged<PaperOut>> ListAsync(ListQuery query, CancellationToken ct)
    {
        var rows = from l in db.Set<Licence>().AsNoTracking()
                   join e in db.Set<Entity>() on l.EntityId equals e.Id
                   where l.BackAskedOn != null && l.BackOn == null && l.VoidOn == null
                   select new { l, e };
        if (query.Text("q") is { } words)
        {
            var (code, text) = (NormalisedText.Codes(words), NormalisedText.Text(words));
            rows = rows.Where(x => x.e.Uscc == code || x.e.Name.Contains(text));
        }

        return rows.OrderBy(x => x.l.BackAskedOn).ThenBy(x => x.l.Id)
            .Select(x => new PaperOut(x.l.Id, x.e.Uscc, x.e.Name == Entity.NoName ? x.e.HeadName : x.e.Name, x.l.No, x.l.IssuedAt, x.l.Duplicates, x.l.BackAskedOn!.Value, x.l.ReplacedAt != null, x.e.Status)).PageAsync(query, ct);
    }

    public async Task<Result<string>> HandleAsync(TakeBackLicenceForm form, string key, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        if (await once.FindAsync(key, ct) is { } done)
            return done;
        if (form.Act is not ("back" or "void"))
            return new Problem("act-required", "请选择已交回还是公告作废");
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Two clerks at one paper: the row decides who was first.
        if (!Guid.TryParse(form.Licence, out var id) || await db.Set<Licence>().Where(l => l.Id == id).ExecuteUpdateAsync(s => s.SetProperty(l => l.No, l => l.No), ct) == 0)
            return new Problem("licence-unknown", "没有找到这份执照。请刷新页面");
        var paper = await db.Set<Licence>().SingleAsync(l => l.Id == id, ct);
        if (paper.BackAskedOn is null || paper.BackOn is not null || paper.VoidOn is not null)
            return new Problem("licence-settled", paper.BackAskedOn is null ? "这份执照还有效，不用交回" : "同事刚刚办过这一份。请刷新页面");
        var e = await db.Set<Entity>().AsNoTracking().SingleAsync(x => x.Id == paper.EntityId, ct);
        var sentence = form.Act == "back" ? Back(paper, e) : await VoidAsync(paper, e, ct);
        once.Remember(key, sentence);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return sentence;
    }

    /// <summary>The notice of a paper that no longer counts, in the caller's transaction.</summary>
    public static Task<(PublicNotice Notice, NoticePublished Event)> AnnounceAsync(NoticeBoard board, Licence paper, Entity e, string why, CancellationToken ct) => board.PublishAsync(
        NoticeKind.LicenceVoid, e, $"{e.Uscc}-Z{paper.No}", $"{(e.Name == Entity.NoName ? e.HeadName : e.Name)}的营业执照（第{paper.No}次核发）作废",
        $"统一社会信用代码{e.Uscc}，{ChinaTime.FullDay(ChinaTime.DayOf(paper.IssuedAt))}核发的营业执照正本、副本{why}，自公告之日起作废。", null, ct);

    private string Back(Licence paper, Entity e)
    {
        paper.BackOn = clock.Today();
        log.Record(actor, "LicenceTakingBack", null, new PaperLicenceReturned(e.Uscc, paper.No));
        return "已登记交回";
    }

    private async Task<string> VoidAsync(Licence paper, Entity e, CancellationToken ct)
    {
        paper.VoidOn = clock.Today();
        var (notice, published) = await AnnounceAsync(board, paper, e, "没有交回", ct);
        log.Record(actor, "LicenceVoiding", null, [published, new PaperLicenceVoided(e.Uscc, paper.No, notice.Number)]);
        return $"已公告作废（{notice.Number}）";
    }
}
