using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Kernel;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Rules;
using Qishi.Platform.Web;

namespace Qishi.Modules.Registration.Relocation;

/// <summary>The archive of an entity on its way between two authorities (条例 art. 27, 实施细则 art. 62; ): three months, whichever way it goes.</summary>
internal sealed class ArchiveTransfer : IVersioned
{
    public Guid Id { get; init; }
    public Guid EntityId { get; init; }

    /// <summary>Application that moved the entity.</summary>
    public required string Number { get; init; }

    /// <summary>Expected here; otherwise to be handed over.</summary>
    public bool Incoming { get; init; }
    public required string Authority { get; init; }
    public required string LetterNo { get; init; }
    public DateOnly DueOn { get; init; }
    public bool DueProvisional { get; init; }
    public DateTime OpenedAt { get; init; }
    public DateOnly? DoneOn { get; set; }
    public string? DoneBy { get; set; }
    public string? Note { get; set; }
    public int Version { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ArchiveTransfer>
    {
        public void Configure(EntityTypeBuilder<ArchiveTransfer> builder)
        {
            builder.ToTable("reg_archive_transfer");
            builder.Property(t => t.Id).ValueGeneratedNever();
            builder.HasOne<Entity>().WithMany().HasForeignKey(t => t.EntityId);
            builder.HasIndex(t => t.Number).IsUnique();
            builder.HasIndex(t => new { t.DoneOn, t.DueOn });
        }
    }
}

/// <summary>The archive of a moved entity was handed over, or arrived.</summary>
internal sealed record ArchiveTransferred(string Uscc, string Number, bool Incoming, DateOnly On) : IEvent
{
    public string Subject => "entity:" + Uscc;
}

/// <summary>Opens the three months in the transaction of the move.</summary>
internal sealed class ArchiveDesk(AppDb db, IRules rules, IWorklist worklist)
{
    public static string KeyOf(string number) => "registration.archive:" + number;

    public async Task<DueDate> OpenAsync(Entity e, Acts.ActCase c, bool incoming, string authority, string letter, DateTime at, CancellationToken ct)
    {
        var days = await rules.WorkingDaysAsync(ct);
        var due = days.AddMonths(ChinaTime.DayOf(at), c.Ground.Rules.Int("moveOut.archiveMonths", c.Ground.On), true);
        db.Add(new ArchiveTransfer { Id = Guid.CreateVersion7(new DateTimeOffset(at)), EntityId = e.Id, Number = c.Application.Number, Incoming = incoming, Authority = authority, LetterNo = letter, DueOn = due.Date, DueProvisional = due.Provisional, OpenedAt = at });
        await worklist.OpenAsync(new(KeyOf(c.Application.Number), incoming ? "档案接收" : "档案移交", c.Application.Title, incoming ? $"接收{authority}移交的档案" : $"移交档案给{authority}", Urls.Archives + "?q=" + e.Uscc, Roles.Registrar, null, null, at, days.CloseOf(due.Date), due.Provisional), ct);
        return due;
    }

    /// <summary>The entity comes back before its archive was handed over: it stays where it is. False when none was waiting.</summary>
    public async Task<bool> KeepAsync(Entity e, DateTime at, CancellationToken ct)
    {
        if (await db.Set<ArchiveTransfer>().Where(t => t.EntityId == e.Id && !t.Incoming && t.DoneOn == null).OrderByDescending(t => t.OpenedAt).FirstOrDefaultAsync(ct) is not { } waiting)
            return false;
        (waiting.DoneOn, waiting.DoneBy, waiting.Note) = (ChinaTime.DayOf(at), "迁回登记", "主体已迁回，档案没有移交，继续留在本局");
        await worklist.CloseAsync(KeyOf(waiting.Number), ct);
        return true;
    }
}

public sealed class ConfirmArchiveForm
{
    public string? Transfer { get; set; }
    public string? Note { get; set; }
}

internal sealed record ArchiveRow(Guid Id, string Uscc, string Name, bool Incoming, string Authority, string LetterNo, DateOnly DueOn, bool DueProvisional, DateOnly? DoneOn, string? DoneBy, string? Note);

/// <summary>Archives between authorities: the list, and the word that one is handed over or has arrived.</summary>
internal sealed class ConfirmArchiveHandler(AppDb db, IWorklist worklist, Once once, EventLog log, Actor actor, TimeProvider clock)
{
    public Task<Paged<ArchiveRow>> ListAsync(ListQuery query, CancellationToken ct)
    {
        var rows = from t in db.Set<ArchiveTransfer>().AsNoTracking()
                   join e in db.Set<Entity>() on t.EntityId equals e.Id
                   select new { t, e };
        if (query.Text("tab") != "all")
            rows = rows.Where(x => x.t.DoneOn == null || query.Text("q") != null);
        if (query.Text("q") is { } words)
        {
            var (code, text) = (NormalisedText.Codes(words), NormalisedText.Text(words));
            rows = rows.Where(x => x.e.Uscc == code || x.e.Name.Contains(text) || x.t.Authority.Contains(text));
        }

        return rows.OrderBy(x => x.t.DoneOn != null).ThenBy(x => x.t.DueOn).ThenBy(x => x.t.Id)
            .Select(x => new ArchiveRow(x.t.Id, x.e.Uscc, x.e.Name == Entity.NoName ? x.e.HeadName : x.e.Name, x.t.Incoming, x.t.Authority, x.t.LetterNo, x.t.DueOn, x.t.DueProvisional, x.t.DoneOn, x.t.DoneBy, x.t.Note)).PageAsync(query, ct);
    }

    public async Task<Result<string>> HandleAsync(ConfirmArchiveForm form, string key, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        if (await once.FindAsync(key, ct) is { } done)
            return done;
        if (!actor.May(Acts.ActPermissions.Approve))
            return new Problem("not-permitted", "您的账号不能登记档案移交。请联系登记人员");
        if (!Guid.TryParse(form.Transfer, out var id) || await db.Set<ArchiveTransfer>().SingleOrDefaultAsync(t => t.Id == id, ct) is not { } transfer)
            return new Problem("archive-unknown", "没有找到这一件。请刷新页面");
        if (transfer.DoneOn is { } on)
            return new Problem("archive-done", $"{transfer.DoneBy}已在{ChinaTime.FullDay(on)}登记过，没有重复登记");
        var note = NormalisedText.Text(form.Note);
        if (note.Length is 0 or > 200)
            return new Problem("note-required", "请写明卷数和经手人，不超过200个字", nameof(form.Note));
        (transfer.DoneOn, transfer.DoneBy, transfer.Note) = (clock.Today(), actor.NameOnRecord, note);
        var uscc = await db.Set<Entity>().Where(e => e.Id == transfer.EntityId).Select(e => e.Uscc).SingleAsync(ct);
        log.Record(actor, "ArchiveTransferring", null, new ArchiveTransferred(uscc, transfer.Number, transfer.Incoming, transfer.DoneOn.Value));
        await worklist.CloseAsync(ArchiveDesk.KeyOf(transfer.Number), ct);
        var sentence = transfer.Incoming ? "已登记档案收到" : "已登记档案移交";
        once.Remember(key, sentence);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            return new Problem("archive-done", "同事刚刚登记过这一件，没有重复登记");
        }

        return sentence;
    }
}
