using Qishi.Kernel;
using Qishi.Modules.Registration.Codes;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Names;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.EstablishEntity;

/// <summary>
/// Writes a new entity into the caller's transaction (条例 art. 21: the day the licence is issued is the day of establishment). The name is looked up
/// once more, since days may have passed (企业名称登记管理规定 art. 20); two approvals at the same moment meet at the unique name lock.
/// </summary>
internal sealed class EstablishEntityHandler(AppDb db, CodePool codes, NameLibrary library, GroundReader grounds, FieldCipher cipher)
{
    public async Task<EstablishedEntity> HandleAsync(EntityDraft draft, string caseNo, DateTime at, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException("An entity is established inside the caller's transaction: code and entity commit together.");
        var ground = await grounds.ReadAsync(ChinaTime.DayOf(at), ct);
        if (draft.Name is not null && await library.TakenAsync(NameRules.Clean(draft.Name), draft.Kind, ground, null, ct) is { } taken)
            throw new NameTakenException(taken);
        var uscc = await codes.ClaimAsync(draft.Kind, ground.County.Code, ct);
        var made = NewEntity.From(draft, uscc, caseNo, at, ground, cipher);
        var licence = LicenceIssue.Of(made.Entity, made.Shareholders.Count, 1, draft.Duplicates, at, ground);
        db.AddRange([.. made.Rows, licence.Row]);
        var e = made.Entity;
        return new(e.Id, uscc, e.Name, licence.Row.Id, Urls.Verify(licence.Row.Token), licence.Slots, licence.Row.Digest,
            new EntityEstablished(uscc, e.Kind, caseNo, licence.Row.Id, licence.Row.Digest, e.EstablishedOn));
    }
}
