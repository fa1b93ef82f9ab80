using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Model;
using Qishi.Modules.Identity.Sessions;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;

namespace Qishi.Bench.Under;

/// <summary>Who drives the program: a machine client and a registrar, both made in the database by Identity's own types.</summary>
internal static class People
{
    /// <summary>A machine client that may send start-ups.</summary>
    public static async Task<(string Id, string Secret)> MachineAsync(OwnDatabase database, CancellationToken ct)
    {
        await using var db = database.Context();
        var (now, secret) = (TimeProvider.System.UtcNow(), MachineClient.NewSecret());
        db.Add(new MachineClient
        {
            Id = Guid.CreateVersion7(),
            ClientId = "bench",
            Name = "测量",
            Scopes = string.Join(' ', ApiScopes.All.Keys),
            SecretDigest = MachineClient.DigestOf(secret),
            SecretSetAt = now,
            CreatedAt = now,
        });
        await db.SaveChangesAsync(ct);
        return ("bench", secret);
    }

    /// <summary>Cookie of a registrar's session.</summary>
    public static async Task<string> RegistrarAsync(OwnDatabase database, CancellationToken ct)
    {
        await using var db = database.Context();
        var today = TimeProvider.System.Today();
        var posting = await db.Set<Posting>().Where(p => p.From <= today && (p.To == null || p.To >= today) && p.Roles.Any(r => r.Role == Roles.Registrar)).OrderBy(p => p.AccountId).FirstAsync(ct);
        var account = new Account { Id = posting.AccountId, Kind = AccountKind.Staff, Duty = Duty.Business, PasswordHash = "", PasswordSetAt = default, CreatedAt = default };
        var token = SessionCookie.NewToken();
        SessionStore.Add(db, TimeProvider.System, account, SessionStage.Full, posting.Id, token, "local", "测量");
        await db.SaveChangesAsync(ct);
        return $"{SessionCookie.PlainName}={token}";
    }
}
