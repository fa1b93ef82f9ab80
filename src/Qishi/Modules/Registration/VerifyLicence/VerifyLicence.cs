using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Kernel.Flow;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Registration.VerifyLicence;

/// <summary>What a check of a licence found.</summary>
internal enum LicenceState { Valid, Changed, Suspended, Ending, Revoked, Closed, Cancelled, Deregistered, MovedOut, Unknown }

/// <summary>The answer in words with its tone; the entity is there unless the licence is unknown.</summary>
internal sealed record LicenceAnswer(LicenceState State, DateTime CheckedAt, Entity? Entity, int LicenceNo)
{
    public (Tone Tone, string Word, string Note) Words => State switch
    {
        LicenceState.Valid => (Tone.G, "执照有效", "与登记机关现在的记录一致"),
        LicenceState.Changed => (Tone.A, "执照内容已变更，请看最新", "这张执照已经换发，下面是登记机关现在的记录"),
        LicenceState.Suspended => (Tone.V, "企业已歇业（仍有效）", "歇业期间主体资格仍在"),
        LicenceState.Ending => (Tone.V, "企业正在办理注销", "清算或者注销公示期间，执照还没有注销"),
        LicenceState.Revoked => (Tone.R, "已吊销", "营业执照已被吊销，不能继续经营"),
        LicenceState.Closed => (Tone.R, "已责令关闭", "这户企业已被责令关闭"),
        LicenceState.Cancelled => (Tone.R, "登记已撤销", "这户企业的登记已被撤销"),
        LicenceState.Deregistered => (Tone.R, "已注销", "这户企业已经注销，执照失效"),
        LicenceState.MovedOut => (Tone.L, "已迁出", "这户企业已迁往其他登记机关，请到迁入地核验"),
        LicenceState.Unknown => (Tone.R, "没有这张执照的签发记录，可能是伪造", "二维码可能不完整，请重新扫描；仍然如此，请向登记机关举报"),
    };
}

/// <summary>A licence was checked by its QR code; says nothing of who asked or whose licence it is.</summary>
internal sealed record LicenceChecked(Guid? LicenceId, string Found) : IEvent
{
    public string Subject => $"licence:{LicenceId?.ToString() ?? "unknown"}";
}

/// <summary>Compares the licence behind a token with the register as it is now. Every check is recorded.</summary>
internal sealed class VerifyLicenceHandler(AppDb db, EventLog log, Actor actor, TimeProvider clock)
{
    public async Task<LicenceAnswer> HandleAsync(string token, CancellationToken ct)
    {
        var found = token.Length == 32 ? await (from l in db.Set<Licence>().AsNoTracking()
                                                join e in db.Set<Entity>().AsNoTracking() on l.EntityId equals e.Id
                                                where l.Token == token
                                                select new { Licence = l, Entity = e }).SingleOrDefaultAsync(ct) : null;
        var state = found is null ? LicenceState.Unknown : Judge(found.Entity.Status, found.Licence.ReplacedAt is not null);
        log.Record(actor, "LicenceChecking", null, new LicenceChecked(found?.Licence.Id, state.ToString()));
        await db.SaveChangesAsync(ct);
        return new(state, clock.UtcNow(), found?.Entity, found?.Licence.No ?? 0);
    }

    // The end of the entity says more than an old print: it comes first.
    internal static LicenceState Judge(EntityStatus status, bool replaced) => status switch
    {
        EntityStatus.Deregistered or EntityStatus.ForcedDereg => LicenceState.Deregistered,
        EntityStatus.Revoked => LicenceState.Revoked,
        EntityStatus.OrderedClosed => LicenceState.Closed,
        EntityStatus.RegCancelled => LicenceState.Cancelled,
        EntityStatus.MovedOut => LicenceState.MovedOut,
        EntityStatus.Suspended => replaced ? LicenceState.Changed : LicenceState.Suspended,
        EntityStatus.Liquidating or EntityStatus.DeregNotice => replaced ? LicenceState.Changed : LicenceState.Ending,
        EntityStatus.Registered => replaced ? LicenceState.Changed : LicenceState.Valid,
    };
}
