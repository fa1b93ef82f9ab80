using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Kernel;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Rules;
using Qishi.Platform.Web;

namespace Qishi.Modules.Registration.Premises;

/// <summary>A letter to the registered place that came back (经营异常名录管理办法 art. 9, R-11.12). Twice, at least fifteen days apart, and nobody signed: the entity cannot be reached there.</summary>
internal sealed class ReturnedMail
{
    public Guid Id { get; init; }
    public required string Uscc { get; init; }

    /// <summary>Place it was sent to; letters to an older place say nothing about the present one.</summary>
    public required string AddressKey { get; init; }
    public DateOnly SentOn { get; init; }
    public DateOnly ReturnedOn { get; init; }
    public required string PostNo { get; init; }
    public required string EnteredBy { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<ReturnedMail>
    {
        public void Configure(EntityTypeBuilder<ReturnedMail> builder)
        {
            builder.ToTable("reg_returned_mail");
            builder.Property(m => m.Id).ValueGeneratedNever();
            builder.Property(m => m.Uscc).HasMaxLength(18);
            builder.Property(m => m.PostNo).HasMaxLength(40);
            builder.HasIndex(m => m.PostNo).IsUnique();
            builder.HasIndex(m => new { m.Uscc, m.AddressKey });
        }
    }
}

public sealed class ReturnedMailForm
{
    public string? Uscc { get; set; }
    public string? SentOn { get; set; }
    public string? ReturnedOn { get; set; }
    public string? PostNo { get; set; }
}

/// <summary>A letter to an entity's place came back.</summary>
internal sealed record MailReturned(string Uscc, DateOnly SentOn, DateOnly ReturnedOn) : IEvent
{
    public string Subject => "entity:" + Uscc;
}

internal sealed record ReturnedMailRow(string Uscc, string Name, DateOnly SentOn, DateOnly ReturnedOn, string PostNo, string EnteredBy);

/// <summary>Writes a returned letter down; the second one makes the place one where nobody can be reached, with an order to correct.</summary>
internal sealed class RecordReturnedMailHandler(AppDb db, IRules rules, IDocuments documents, Site site, Once once, EventLog log, Actor actor, TimeProvider clock)
{
    public Task<Paged<ReturnedMailRow>> ListAsync(ListQuery query, CancellationToken ct)
    {
        var rows = from m in db.Set<ReturnedMail>().AsNoTracking() join e in db.Set<Entity>() on m.Uscc equals e.Uscc select new { m, e };
        if (query.Text("q") is { } words)
        {
            var (code, text) = (NormalisedText.Codes(words), NormalisedText.Text(words));
            rows = rows.Where(x => x.m.Uscc == code || x.m.PostNo == code || x.e.Name.Contains(text));
        }

        return rows.OrderByDescending(x => x.m.ReturnedOn).ThenByDescending(x => x.m.Id).Select(x => new ReturnedMailRow(x.m.Uscc, x.e.Name == Entity.NoName ? x.e.HeadName : x.e.Name, x.m.SentOn, x.m.ReturnedOn, x.m.PostNo, x.m.EnteredBy)).PageAsync(query, ct);
    }

    public async Task<Result<string>> HandleAsync(ReturnedMailForm form, string key, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        if (await once.FindAsync(key, ct) is { } done)
            return done;
        var (today, code, post) = (clock.Today(), NormalisedText.Codes(form.Uscc), NormalisedText.Codes(form.PostNo));
        List<Problem> problems = [];
        // Two letters of one entity entered at once come one after the other, so that one of them is the second.
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Set<Entity>().Where(x => x.Uscc == code).ExecuteUpdateAsync(s => s.SetProperty(x => x.Edition, x => x.Edition), ct);
        if (await db.Set<Entity>().AsNoTracking().SingleOrDefaultAsync(x => x.Uscc == code, ct) is not { Active: true } e)
            return new Problem("entity-unknown", "没有找到这个代码的在册主体。请检查", nameof(form.Uscc));
        if (post.Length is 0 or > 40)
            problems.Add(new("post-required", "请填写邮件号，不超过40个字符", nameof(form.PostNo)));
        else if (await db.Set<ReturnedMail>().AnyAsync(m => m.PostNo == post, ct))
            problems.Add(new("post-twice", "这个邮件号已经登记过，没有重复登记", nameof(form.PostNo)));
        var (sent, returned) = (TypedDay.Parse(form.SentOn, today), TypedDay.Parse(form.ReturnedOn, today));
        problems.AddRange(sent.Problems.Select(p => p.At(nameof(form.SentOn))));
        problems.AddRange(returned.Problems.Select(p => p.At(nameof(form.ReturnedOn))));
        if (sent.Ok && returned.Ok && (returned.Value > today || returned.Value < sent.Value))
            problems.Add(new("mail-order", "退回日期不能晚于今天，也不能早于寄出日期。请检查", nameof(form.ReturnedOn)));
        if (problems.Count > 0)
            return Result<string>.Refused(problems);
        var (book, earlier) = (await rules.BookAsync(ct), await db.Set<ReturnedMail>().AsNoTracking().Where(m => m.Uscc == code && m.AddressKey == e.AddressKey).Select(m => m.SentOn).ToListAsync(ct));
        db.Add(new ReturnedMail { Id = Guid.CreateVersion7(clock.GetUtcNow()), Uscc = code, AddressKey = e.AddressKey, SentOn = sent.Value, ReturnedOn = returned.Value, PostNo = post, EnteredBy = actor.NameOnRecord });
        List<IEvent> events = [new MailReturned(code, sent.Value, returned.Value)];
        var sentence = "已登记退信";
        var apart = book.Int("addr.mailApartCD", today);
        if (earlier.Any(day => Math.Abs(sent.Value.DayNumber - day.DayNumber) >= apart)
            && !await db.Set<PremisesCheck>().AnyAsync(c => c.Uscc == code && c.AddressKey == e.AddressKey && (c.State == PremisesCheckState.LostContact || c.State == PremisesCheckState.False), ct))
        {
            var by = await LostAsync(e, today, events, ct);
            sentence = $"两次邮寄都被退回，认定通过登记的住所无法联系；已生成责令改正通知书，限{ChinaTime.FullDay(by)}前改正";
        }

        log.Record(actor, "MailReturning", null, events);
        once.Remember(key, sentence);
        try
        {
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        catch (DbUpdateException)
        {
            return new Problem("post-twice", "同事刚刚登记过这封信，没有重复登记", nameof(form.PostNo));
        }

        return sentence;
    }

    private async Task<DateOnly> LostAsync(Entity e, DateOnly today, List<IEvent> events, CancellationToken ct)
    {
        var (book, now) = (await rules.BookAsync(ct), clock.UtcNow());
        var by = (await rules.WorkingDaysAsync(ct)).AddCalendarDays(today, book.Int("addr.correctCD", today), rollPastDaysOff: true).Date;
        var check = new PremisesCheck
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Uscc = e.Uscc,
            EntityName = e.Name,
            Address = e.Address,
            AddressKey = e.AddressKey,
            Station = e.Station,
            Reasons = "两次邮寄信函都被退回",
            OpenedAt = now,
            DueOn = today,
        };
        check.Decide(PremisesCheckState.LostContact, today, "向登记的住所两次邮寄信函，都无人签收被退回", by, actor.NameOnRecord, now);
        db.Add(check);
        documents.Issue(RecordPremisesCheckHandler.Order(check, by, today, site));
        events.Add(new Contracts.PremisesChecked(check.Id, e.Uscc, false, true, by));
        return by;
    }
}

/// <summary>Who was found not to be at the registered place changes the place first, or with the rest (实施细则 art. 20, R-11.12).</summary>
internal sealed class PlaceFirst(AppDb db)
{
    public async Task<Problem?> FindAsync(Entity e, CancellationToken ct) =>
        await db.Set<PremisesCheck>().AsNoTracking().Where(c => c.Uscc == e.Uscc && !c.Extra && c.AddressKey == e.AddressKey && (c.State == PremisesCheckState.False || c.State == PremisesCheckState.LostContact))
            .OrderByDescending(c => c.DecidedAt).FirstOrDefaultAsync(ct) is { } found
            ? new("place-first", $"登记的住所{ChinaTime.FullDay(found.VisitedOn!.Value)}核查{PremisesCheckFlow.Word(found.State)}，应当先变更住所，或者这次一并变更", Changes.ChangeFields.Items, "R-11.12") : null;
}
