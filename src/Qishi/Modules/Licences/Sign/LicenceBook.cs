using System.Text;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Kernel.Sm;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Licences.Contracts;
using Qishi.Modules.Licences.Model;
using Qishi.Modules.Registration.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Licences.Sign;

/// <summary>
/// Keeps the electronic licences beside the register: signs the last licence once, and lets its state follow the entity's. Licences of an imported register are signed when
/// somebody first asks for them.
/// </summary>
internal sealed class LicenceBook(AppDb db, ILicenceFacts facts, IBureauSigning bureau, IDocuments documents, EventLog log, TimeProvider clock)
{
    private static readonly Actor Program = Actor.Program("电子营业执照");

    /// <summary>The electronic licence as it must be now, saved; null when there is none and none can be made.</summary>
    public async Task<ElectronicLicence?> CurrentAsync(string uscc, CancellationToken ct)
    {
        if (await facts.FindAsync(uscc, ct) is not { } f)
            return null;
        try
        {
            return await FollowAsync(f, ct);
        }
        catch (DbUpdateException) when (db.Database.CurrentTransaction is null)
        {
            // Somebody else signed or moved it at the same moment.
            db.ChangeTracker.Clear();
            return await FollowAsync(f, ct);
        }
    }

    private async Task<ElectronicLicence?> FollowAsync(LicenceFacts f, CancellationToken ct)
    {
        var (now, wanted) = (clock.UtcNow(), ElectronicLicence.Of(f.Status));
        var all = await db.Set<ElectronicLicence>().Where(l => l.Uscc == f.Uscc).OrderBy(l => l.No).ToListAsync(ct);
        var events = new List<IEvent>();
        var current = all.SingleOrDefault(l => l.No == f.No);
        if (current is null && wanted is ElectronicLicenceState.Valid or ElectronicLicenceState.Frozen && current is null)
        {
            current = await SignAsync(f, now, ct);
            current.Become(wanted, now);
            db.Add(current);
            events.Add(new ElectronicLicenceSigned(f.Uscc, f.No, current.Digest, Sm3.Hex(Convert.FromBase64String(current.Certificate))));
        }

        foreach (var l in all)
        {
            var state = l.No == f.No ? wanted : ElectronicLicenceState.Superseded;
            if (l.State == state)
                continue;
            l.Become(state, now);
            events.Add(new ElectronicLicenceFollowed(f.Uscc, l.No, state.ToString()));
        }

        if (events.Count > 0)
        {
            log.Record(Program, "ElectronicLicenceFollowing", null, events);
            await db.SaveChangesAsync(ct);
        }

        return current;
    }

    private async Task<ElectronicLicence> SignAsync(LicenceFacts f, DateTime now, CancellationToken ct)
    {
        var text = LicenceText.Of(f);
        var bytes = Encoding.UTF8.GetBytes(text);
        var signed = await bureau.SignAsync(bytes, ct);
        return new()
        {
            Id = Guid.CreateVersion7(new DateTimeOffset(now)),
            Uscc = f.Uscc,
            No = f.No,
            Text = text,
            Digest = Sm3.Hex(bytes),
            Signature = Convert.ToBase64String(signed.Signature),
            Certificate = Convert.ToBase64String(signed.Certificate),
            SignedAt = now,
            DocumentId = documents.Issue(new(DocumentKinds.LicenceOriginal, SubjectOf(f.Uscc), "电子营业执照", $"{f.Uscc}-{f.No}", f.Slots)).Id,
        };
    }

    public static string SubjectOf(string uscc) => "licence:" + uscc;
}
