using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Registration.Premises;

/// <summary>
/// Believing first is only fair with a look afterwards: an address entered by commitment, or one at risk, becomes a task of the station in charge; and a new
/// address, or the end of the entity, settles what was found or to be looked at about the old one.
/// </summary>
internal sealed class OpenPremisesCheckWhenEstablished(AppDb db, IRules rules, IWorklist worklist, EventLog log) : IHandle<EntityEstablished>, IHandle<EntityCorrected>, IHandle<EntityItemsChanged>, IHandle<ExtraPlaceFiled>, IHandle<ExtraPlaceEnded>, IHandle<EntityMovedIn>, IHandle<EntityStatusChanged>
{
    private static readonly Actor Self = Actor.Program("主体登记");

    public async Task HandleAsync(EntityEstablished e, EventContext context, CancellationToken ct) => await LookAsync(e.Uscc, context, ct);

    public async Task HandleAsync(EntityMovedIn e, EventContext context, CancellationToken ct) => await LookAsync(e.Uscc, context, ct);

    /// <summary>Who left the register is not looked for; who comes back is looked at again.</summary>
    public async Task HandleAsync(EntityStatusChanged e, EventContext context, CancellationToken ct)
    {
        if (Entity.Ended(e.To))
        {
            foreach (var check in await db.Set<PremisesCheck>().Where(c => c.Uscc == e.Uscc && c.State == PremisesCheckState.Open).ToListAsync(ct))
            {
                check.Drop();
                await LeftAsync(check, ct);
            }

            await db.SaveChangesAsync(ct);
        }
        else if (Entity.Ended(e.From))
            await LookAsync(e.Uscc, context, ct);
    }

    public async Task HandleAsync(ExtraPlaceEnded e, EventContext context, CancellationToken ct)
    {
        var place = await db.Set<ExtraPlace>().AsNoTracking().SingleAsync(p => p.Id == e.Place, ct);
        await LeaveAsync(await db.Set<PremisesCheck>().Where(c => c.Uscc == e.Uscc && c.Extra && c.AddressKey == place.AddressKey).ToListAsync(ct), ct);
        await db.SaveChangesAsync(ct);
    }

    public Task HandleAsync(EntityCorrected e, EventContext context, CancellationToken ct) =>
        e.Fields.Contains("Address") ? MovedAsync(e.Uscc, context, ct) : Task.CompletedTask;

    // Its name depends on the kind: 住所, 经营场所, 主要经营场所.
    public Task HandleAsync(EntityItemsChanged e, EventContext context, CancellationToken ct) =>
        e.Items.Any(i => i.Contains("住所", StringComparison.Ordinal) || i.Contains("场所", StringComparison.Ordinal)) ? MovedAsync(e.Uscc, context, ct) : Task.CompletedTask;

    /// <summary>A further place filed by commitment is looked at like a registered one; the points of risk are those of the commitment.</summary>
    public async Task HandleAsync(ExtraPlaceFiled e, EventContext context, CancellationToken ct)
    {
        var place = await db.Set<ExtraPlace>().AsNoTracking().SingleAsync(p => p.Id == e.Place, ct);
        var name = await db.Set<Entity>().Where(x => x.Uscc == e.Uscc).Select(x => x.Name).SingleAsync(ct);
        var (book, on) = (await rules.BookAsync(ct), ChinaTime.DayOf(context.At));
        var risk = PremisesRisk.Of(place.Proof, null, e.ConsentPromised, e.ConsentPromised ? OwnersConsent.Committed : null, 0, book, on);
        if (risk.NeedsCheck(place.Proof, book, on) && !await StandsAsync(e.Uscc, place.AddressKey, ct))
            await OpenAsync(e.Uscc, name, place.Address, place.AddressKey, place.Station, risk, e.ConsentPromised, extra: true, context, ct);
        await db.SaveChangesAsync(ct);
    }

    private async Task MovedAsync(string uscc, EventContext context, CancellationToken ct)
    {
        var now = await db.Set<Entity>().Where(x => x.Uscc == uscc).Select(x => x.AddressKey).SingleAsync(ct);
        await LeaveAsync(await db.Set<PremisesCheck>().Where(c => c.Uscc == uscc && c.AddressKey != now && !c.Extra).ToListAsync(ct), ct);
        await LookAsync(uscc, context, ct);
    }

    private async Task LeaveAsync(List<PremisesCheck> checks, CancellationToken ct)
    {
        foreach (var check in checks.Where(c => !PremisesCheckFlow.Flow[c.State].Final))
        {
            check.Leave();
            await LeftAsync(check, ct);
        }
    }

    private async Task LeftAsync(PremisesCheck check, CancellationToken ct)
    {
        log.Record(Self, "PremisesCheckSettling", null, new PremisesCheckSettled(check.Id, check.Uscc));
        await worklist.CloseAsync(RecordPremisesCheckHandler.KeyOf(check.Id), ct);
    }

    /// <summary>Is there a check of the place that still says something? One that ended with an earlier stay there does not.</summary>
    private Task<bool> StandsAsync(string uscc, string key, CancellationToken ct) =>
        db.Set<PremisesCheck>().AnyAsync(c => c.Uscc == uscc && c.AddressKey == key && c.State != PremisesCheckState.Corrected && c.State != PremisesCheckState.Dropped, ct);

    private async Task LookAsync(string uscc, EventContext context, CancellationToken ct)
    {
        var e = await db.Set<Entity>().AsNoTracking().SingleAsync(x => x.Uscc == uscc, ct);
        if (!e.Active || await StandsAsync(uscc, e.AddressKey, ct))
        {
            await db.SaveChangesAsync(ct);
            return;
        }

        var (book, on) = (await rules.BookAsync(ct), ChinaTime.DayOf(context.At));
        var others = e.HostUscc is not null ? 0 : await db.Set<Entity>().CountAsync(x => x.AddressKey == e.AddressKey && x.EndedOn == null && x.Uscc != uscc, ct);
        var risk = PremisesRisk.Of(e.Proof, e.SelfBuiltFloors, e.Residential, e.Consent, others, book, on);
        if (risk.NeedsCheck(e.Proof, book, on))
            await OpenAsync(uscc, e.Name, e.Address, e.AddressKey, e.Station, risk, e is { Residential: true, Consent: OwnersConsent.Committed }, extra: false, context, ct);
        await db.SaveChangesAsync(ct);
    }

    private async Task OpenAsync(string uscc, string name, string address, string key, string? station, PremisesRisk risk, bool asksConsent, bool extra, EventContext context, CancellationToken ct)
    {
        var (book, on, days) = (await rules.BookAsync(ct), ChinaTime.DayOf(context.At), await rules.WorkingDaysAsync(ct));
        var due = days.AddWorkingDays(on, book.Int("addr.verifyWD", on));
        var check = new PremisesCheck
        {
            Id = Guid.CreateVersion7(context.At),
            Uscc = uscc,
            EntityName = name,
            Address = address,
            AddressKey = key,
            Station = station,
            Points = risk.Points,
            Reasons = string.Join('\n', risk.Reasons),
            OpenedAt = context.At,
            DueOn = due.Date,
            DueProvisional = due.Provisional,
            AsksConsent = asksConsent,
            Extra = extra,
        };
        db.Add(check);
        await worklist.OpenAsync(new(RecordPremisesCheckHandler.KeyOf(check.Id), "住所核查", name, "上门核查", PremisesUrls.Check(check.Id), Roles.StationInspector, station, null, context.At,
            days.CloseOf(due.Date), due.Provisional, Tags: [.. risk.Reasons.Take(2)]), ct);
        log.Record(Self, "PremisesCheckOpening", null, new PremisesCheckOpened(check.Id, uscc, risk.Points, due.Date));
    }
}
