using Qishi.Kernel;
using Qishi.Modules.Registration.Codes;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.DeclareName;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Names;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Registration.EstablishEntity;

/// <summary>
/// Writes a new entity into the caller's transaction (条例 art. 21: the day the licence is issued is the day of establishment). The name is looked up
/// once more, since days may have passed (企业名称登记管理规定 art. 20); two approvals at the same moment meet at the unique name lock.
/// </summary>
internal sealed class EstablishEntityHandler(AppDb db, CodePool codes, NameLibrary library, NameCheck names, NameBook book, EventLog log, Actor actor, GroundReader grounds, Addresses.AddressLibrary addresses, FieldCipher cipher)
{
    public async Task<EstablishedEntity> HandleAsync(EntityDraft draft, string caseNo, DateTime at, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException("An entity is established inside the caller's transaction: code and entity commit together.");
        var ground = await grounds.ReadAsync(ChinaTime.DayOf(at), ct);
        var own = await names.HeldAsync(draft.NameReservation, draft.Name, draft.Kind, ground.On, ct);
        if (draft.Name is not null && !KindBook.Of(draft.Kind).IsBranch)
            await QueueForAsync(NameRules.Clean(draft.Name), draft.Kind, ground, own, ct);
        var uscc = await codes.ClaimAsync(draft.Kind, draft.Parent?.Kind, ground.County.Code, ct);
        var made = NewEntity.From(draft, uscc, caseNo, at, ground, cipher);
        await addresses.PutAsync(made.Entity, ground.On, ct);
        if (own.Reservation is { } reservation)
            await UseAsync(reservation, made.Entity, ct);
        var licence = LicenceIssue.Of(made.Entity, 1, draft.Duplicates, at, ground);
        db.AddRange([.. made.Rows, licence.Row]);
        var e = made.Entity;
        return new(e.Id, uscc, e.Name, licence.Row.Id, Urls.Verify(licence.Row.Token), licence.Slots, licence.Row.Digest,
            new EntityEstablished(uscc, e.Kind, caseNo, licence.Row.Id, licence.Row.Digest, e.EstablishedOn));
    }

    private async Task QueueForAsync(NameParts name, EntityKind kind, Ground ground, OwnName own, CancellationToken ct)
    {
        await book.TakeTurnAsync(name, kind, ground, ct);
        if (await library.TakenAsync(name, kind, ground, own, ct) is { } taken)
            throw new NameTakenException(taken);
    }

    // A name the supervisor allowed beside an equal one holds a lock of its own.
    private async Task UseAsync(NameReservation reservation, Entity e, CancellationToken ct)
    {
        if (reservation.Lifted)
            e.Rename(reservation.Parts, e.IndustryKey, $"{e.NameLock}|{reservation.Number}");
        reservation.Move("use");
        reservation.UseFor(e.Uscc);
        await book.RemoveAsync(reservation, ct);
        log.Record(actor, "NameUsing", null, new NameReservationUsed(reservation.Number, e.Uscc));
    }
}
