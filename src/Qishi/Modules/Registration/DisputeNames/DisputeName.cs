using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Registration.DisputeNames;

public sealed class NameDisputeForm
{
    public string? Uscc { get; set; }
    public string? Claimant { get; set; }
    public string? Claim { get; set; }
}

/// <summary>A name dispute was accepted; the ruling is due by the day.</summary>
internal sealed record NameDisputeAccepted(string Number, string Uscc, DateOnly DueOn) : IEvent
{
    public string Subject => "entity:" + Uscc;
}

/// <summary>Accepts a dispute about an entity's name; the clock of three months starts (art. 21).</summary>
internal sealed class DisputeNameHandler(AppDb db, IRules rules, IWorklist worklist, Once once, EventLog log, Actor actor, TimeProvider clock)
{
    public static string KeyOf(string number) => "registration.name-dispute:" + number;

    public async Task<Result<string>> HandleAsync(NameDisputeForm form, string key, CancellationToken ct)
    {
        if (await once.FindAsync(key, ct) is { } done)
            return done;
        var code = NormalisedText.Codes(form.Uscc);
        var entity = await db.Set<Entity>().SingleOrDefaultAsync(e => e.Uscc == code, ct);
        var problems = Decide(form, entity);
        if (entity is not null && await db.Set<NameDispute>().AnyAsync(d => d.EntityId == entity.Id && d.State == DisputeState.Accepted, ct))
            problems.Add(new("dispute-open", "这个名称已有一件争议在处理。请在那一件里办理", nameof(form.Uscc)));
        if (problems.Count > 0)
            return Result<string>.Refused(problems);
        var (today, book) = (clock.Today(), await rules.BookAsync(ct));
        var due = new TimeLimit(book.Int("name.disputeMonths", today), LimitUnit.Months, Rolls: false).DueFrom(today, await rules.WorkingDaysAsync(ct));
        var dispute = new NameDispute
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Number = NameDispute.NewNumber(today),
            EntityId = entity!.Id,
            Uscc = entity.Uscc,
            Name = entity.Name,
            Claimant = NormalisedText.Name(form.Claimant),
            Claim = NormalisedText.Text(form.Claim),
            AcceptedOn = today,
            DueOn = due.Date,
        };
        db.Add(dispute);
        log.Record(actor, "NameDisputeAccepting", null, new NameDisputeAccepted(dispute.Number, entity.Uscc, due.Date));
        await worklist.OpenAsync(new(KeyOf(dispute.Number), "名称争议", entity.Name, "调解或者裁决", Urls.Dispute(dispute.Number), Roles.RegistrationSupervisor, null, null,
            clock.UtcNow(), ChinaTime.ToUtc(due.Date, new TimeOnly(17, 0)), due.Provisional), ct);
        once.Remember(key, dispute.Number);
        await db.SaveChangesAsync(ct);
        return dispute.Number;
    }

    internal static List<Problem> Decide(NameDisputeForm form, Entity? entity)
    {
        var problems = new List<Problem>();
        if (entity is null)
            problems.Add(new("entity-unknown", "没有找到这个统一社会信用代码的主体。请核对", nameof(form.Uscc)));
        else if (!entity.Active || entity.TradeName is null)
            problems.Add(new("entity-ended", "这户已经退出或者没有名称，不能对它的名称提出争议", nameof(form.Uscc)));
        if (string.IsNullOrWhiteSpace(form.Claimant))
            problems.Add(new("claimant-required", "请填写提出争议的企业名称", nameof(form.Claimant)));
        if (string.IsNullOrWhiteSpace(form.Claim))
            problems.Add(new("claim-required", "请写明请求和理由", nameof(form.Claim)));
        return problems;
    }
}
