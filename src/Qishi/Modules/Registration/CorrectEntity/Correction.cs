using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Changes;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.EstablishEntity;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Names;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.CorrectEntity;

/// <summary>What a correction changes; null leaves an item as it is.</summary>
internal sealed record Correction(string? TradeName, string? AreaCode, string? Detail, string? Mobile)
{
    public bool Printed => TradeName is not null || AreaCode is not null || Detail is not null;

    /// <summary>Names of the items, without their values.</summary>
    public IReadOnlyList<string> Fields =>
        [.. new[] { TradeName is null ? null : "Name", AreaCode is null && Detail is null ? null : "Address", Mobile is null ? null : "Mobile" }.OfType<string>()];
}

/// <summary>
/// Carries a correction out: the old state is kept, a printed item that changed makes a new licence, and the code of the old one then says 已变更
/// (条例 art. 37: the entity returns the old paper).
/// </summary>
internal sealed class CorrectionAct(AppDb db, LicenceReissue reissue, Addresses.AddressLibrary addresses, FieldCipher cipher)
{
    public async Task<EntityCorrected> ApplyAsync(Entity e, Correction correction, string reason, DateTime at, Ground ground, CancellationToken ct)
    {
        if (correction.Mobile is { } mobile)
            await ReachAsync(e, mobile, ct);
        if (!correction.Printed)
            return new(e.Uscc, e.Edition, correction.Fields, null);
        db.Add(e.NextEdition(at, reason));
        if (correction.TradeName is { } trade && NamePartsOf(e) is { } parts)
            await reissue.RenameAsync(e, parts with { TradeName = trade }, ground, ct);
        if (correction.AreaCode is not null || correction.Detail is not null)
        {
            NewEntity.Place(e, new(correction.AreaCode ?? e.AreaCode, correction.Detail ?? e.AddressDetail, e.Proof), ground);
            await addresses.PutAsync(e, ground.On, ct);
        }

        return new(e.Uscc, e.Edition, correction.Fields, await reissue.IssueAsync(e, at, ground, ct));
    }

    public static NameParts? NamePartsOf(Entity e) => e.TradeName is null ? null : new(e.Division ?? "", e.TradeName, e.Industry ?? "", e.Form ?? "");

    private async Task ReachAsync(Entity e, string mobile, CancellationToken ct)
    {
        var head = KindBook.Of(e.Kind).Head;
        var person = await db.Set<Person>().Where(p => p.EntityId == e.Id && (p.Roles & head) != 0).OrderBy(p => p.Place).FirstAsync(ct);
        (person.Mobile, person.MobileKey) = (mobile, cipher.LookupKey(mobile, Person.MobilePurpose));
    }
}
