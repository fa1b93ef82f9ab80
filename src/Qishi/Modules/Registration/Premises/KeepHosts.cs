using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Rules;
using Qishi.Platform.Web;

namespace Qishi.Modules.Registration.Premises;

public sealed class ClusterHostForm
{
    /// <summary>enter, stop or lost.</summary>
    public string? Act { get; set; }
    public string? Uscc { get; set; }

    /// <summary>Credit code of the hosted entity that can no longer be reached.</summary>
    public string? Hosted { get; set; }
    public string? Contact { get; set; }
    public string? Note { get; set; }
}

/// <summary>An enterprise may host others at its address from now on.</summary>
internal sealed record ClusterHostEntered(string Uscc, DateOnly From) : IEvent
{
    public string Subject => "entity:" + Uscc;
}

/// <summary>An enterprise takes no new entities at its address any more; those that are there stay until they change it.</summary>
internal sealed record ClusterHostStopped(string Uscc, DateOnly To) : IEvent
{
    public string Subject => "entity:" + Uscc;
}

/// <summary>The host says that a hosted entity can no longer be reached; the station looks.</summary>
internal sealed record HostedEntityReportedLost(string Uscc, string Host) : IEvent
{
    public string Subject => "entity:" + Uscc;
}

/// <summary>A host of the list.</summary>
internal sealed record ClusterHostRow(string Uscc, string Name, string Address, DateOnly From, DateOnly? To, int Hosted);

/// <summary>Hosts of clusters: entered, stopped; and the host's report that somebody can no longer be reached becomes a task of the station in charge.</summary>
internal sealed class KeepHostsHandler(AppDb db, IRules rules, IWorklist worklist, Once once, EventLog log, Actor actor, TimeProvider clock)
{
    public Task<Paged<ClusterHostRow>> ListAsync(ListQuery query, CancellationToken ct) =>
        (from h in db.Set<ClusterHost>().AsNoTracking()
         join e in db.Set<Entity>() on h.Uscc equals e.Uscc
         orderby h.To != null, h.From descending, h.Uscc
         select new ClusterHostRow(h.Uscc, e.Name, e.Address, h.From, h.To, db.Set<Entity>().Count(x => x.HostUscc == h.Uscc && x.EndedOn == null))).PageAsync(query, ct);

    public async Task<Result<string>> HandleAsync(ClusterHostForm form, string key, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        if (await once.FindAsync(key, ct) is { } done)
            return done;
        var code = NormalisedText.Codes(form.Act == "lost" ? form.Hosted : form.Uscc);
        var entity = await db.Set<Entity>().AsNoTracking().SingleOrDefaultAsync(e => e.Uscc == code, ct);
        var host = await db.Set<ClusterHost>().SingleOrDefaultAsync(h => h.Uscc == code, ct);
        var result = form.Act switch
        {
            "enter" => Enter(form, entity, host),
            "stop" => Stop(host),
            "lost" => await LostAsync(form, entity, ct),
            _ => new Problem("act-required", "请选择要办的事"),
        };
        if (!result.Ok)
            return result;
        once.Remember(key, result.Value);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            return new Problem("changed", "另一人刚刚办过这一件。请刷新页面");
        }

        return result;
    }

    private Result<string> Enter(ClusterHostForm form, Entity? entity, ClusterHost? host)
    {
        var (contact, today) = (NormalisedText.Text(form.Contact), clock.Today());
        List<Problem> problems = [];
        if (entity is null)
            problems.Add(new("entity-unknown", "主体库里没有这个代码。请检查", nameof(form.Uscc)));
        else if (KindBook.Of(entity.Kind) is { Family: KindFamily.Individual or KindFamily.Branch } sheet)
            problems.Add(new("host-kind", $"托管的须是企业，{sheet.Word}不能托管", nameof(form.Uscc), "R-11.9"));
        else if (entity.Status != EntityStatus.Registered)
            problems.Add(new("host-status", $"这户现在是“{Checks.Wording.Statuses[entity.Status].Word}”，不能托管", nameof(form.Uscc), "R-11.9"));
        else if (entity.HostUscc is not null || entity.Proof is PremisesProof.Commitment)
            problems.Add(new("host-place", "托管企业须有自己的办公场所，住所以产权证或者租赁合同登记", nameof(form.Uscc), "R-11.9"));
        if (host is { To: null })
            problems.Add(new("host-twice", "这户已经在名单里", nameof(form.Uscc)));
        if (contact.Length is 0 or > 100)
            problems.Add(new("contact-required", "请填写代收信函的人和电话，不超过100个字", nameof(form.Contact)));
        if (problems.Count > 0)
            return Result<string>.Refused(problems);
        if (host is not null)
            host.To = null;
        else
            db.Add(new ClusterHost { Id = Guid.CreateVersion7(clock.GetUtcNow()), Uscc = entity!.Uscc, From = today, Contact = contact, EnteredBy = actor.NameOnRecord });
        log.Record(actor, "ClusterHostEntering", null, new ClusterHostEntered(entity!.Uscc, today));
        return "已列入托管企业名单";
    }

    private Result<string> Stop(ClusterHost? host)
    {
        if (host is not { To: null })
            return new Problem("host-stopped", "这户已经停止托管。请刷新页面");
        host.To = clock.Today();
        log.Record(actor, "ClusterHostStopping", null, new ClusterHostStopped(host.Uscc, host.To.Value));
        return "已停止托管，从明天起不能再用这个地址登记";
    }

    private async Task<Result<string>> LostAsync(ClusterHostForm form, Entity? entity, CancellationToken ct)
    {
        var note = NormalisedText.Text(form.Note);
        if (entity?.HostUscc is not { } host || !entity.Active)
            return new Problem("not-hosted", "这户不在托管之列。请检查代码", nameof(form.Hosted));
        if (note.Length is 0 or > 200)
            return new Problem("note-required", "请写明怎样联系、从哪天起联系不上，不超过200个字", nameof(form.Note));
        if (await db.Set<PremisesCheck>().AnyAsync(c => c.Uscc == entity.Uscc && c.State != PremisesCheckState.Confirmed && c.State != PremisesCheckState.Corrected && c.State != PremisesCheckState.Dropped, ct))
            return new Problem("check-open", "这户已有住所核查任务，没有重复登记", nameof(form.Hosted));
        var (book, days, on, now) = (await rules.BookAsync(ct), await rules.WorkingDaysAsync(ct), clock.Today(), clock.UtcNow());
        var due = days.AddWorkingDays(on, book.Int("addr.verifyWD", on));
        var check = new PremisesCheck
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Uscc = entity.Uscc,
            EntityName = entity.Name,
            Address = entity.Address,
            AddressKey = entity.AddressKey,
            Station = entity.Station,
            Points = 0,
            Reasons = "托管企业报告联系不上：" + note,
            OpenedAt = now,
            DueOn = due.Date,
            DueProvisional = due.Provisional,
        };
        db.Add(check);
        await worklist.OpenAsync(new(RecordPremisesCheckHandler.KeyOf(check.Id), "住所核查", entity.Name, "上门核查", PremisesUrls.Check(check.Id), Roles.StationInspector, entity.Station, null, now,
            days.CloseOf(due.Date), due.Provisional, Tags: ["托管企业报告联系不上"]), ct);
        log.Record(actor, "HostedEntityReporting", null, [new HostedEntityReportedLost(entity.Uscc, host), new PremisesCheckOpened(check.Id, entity.Uscc, 0, due.Date)]);
        return "已登记，转监管所核查";
    }
}
