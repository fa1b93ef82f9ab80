using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Licences.Model;
using Qishi.Modules.Registration.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;

namespace Qishi.Modules.Licences;

/// <param name="Uscc">Credit code.</param>
/// <param name="Name">Name.</param>
/// <param name="StatusWord">Status in words.</param>
/// <param name="Status">Status.</param>
/// <param name="Grant">Null for the holder.</param>
internal sealed record Holding(string Uscc, string Name, EntityStatus Status, string StatusWord, LicenceGrant? Grant)
{
    public bool IsHolder => Grant is null;

    /// <summary>While the entity is suspended or ending, only the holder goes on.</summary>
    public bool Frozen => ElectronicLicence.Of(Status) != ElectronicLicenceState.Valid;

    /// <summary>What the reader may use it for.</summary>
    public IReadOnlyList<string> Matters => Grant is null ? [.. LicenceMatters.Words.Keys] : Frozen ? [] : [.. Grant.MatterList];

    public string By => Grant is null ? "持有人" : Grant.Role == GrantRole.Manager ? "证照管理员" : "办事人员";
}

/// <summary>Whose licence it is: the head of the entity holds it, others use it under a grant. For everybody else it does not exist.</summary>
internal sealed class LicenceDoor(AppDb db, Actor actor, ILicenceFacts facts, IApplicants applicants, IRegistration registration, FieldCipher cipher, TimeProvider clock)
{
    public async Task<IReadOnlyList<Holding>> MineAsync(CancellationToken ct)
    {
        if (actor.AccountId is not { } account)
            return [];
        var mine = (await facts.OfPersonAsync(account, ct)).Where(e => e.IsHead).Select(e => new Holding(e.Uscc, e.Name, e.Status, e.StatusWord, null)).ToList();
        if (await applicants.FindAsync(account, ct) is { IdNumber: { } number, Level: RealNameLevel.RealName })
        {
            var (key, today) = (cipher.LookupKey(number, LicenceGrant.IdPurpose), clock.Today());
            var grants = await db.Set<LicenceGrant>().AsNoTracking().Where(g => g.IdKey == key && g.RevokedAt == null && g.From <= today && g.To >= today).OrderByDescending(g => g.GivenAt).Take(100).ToListAsync(ct);
            foreach (var g in grants.Where(g => mine.All(m => m.Uscc != g.Uscc)).DistinctBy(g => g.Uscc))
                if (await registration.FindAsync(g.Uscc, ct) is { } e && await facts.FindAsync(g.Uscc, ct) is { } f)
                    mine.Add(new(g.Uscc, e.Name == "*" ? e.HeadName : e.Name, e.Status, f.StatusWord, g));
        }

        return mine;
    }

    public async Task<Holding?> FindAsync(string uscc, CancellationToken ct) => actor.May(Permissions.Hold) ? (await MineAsync(ct)).FirstOrDefault(h => h.Uscc == uscc) : null;
}
