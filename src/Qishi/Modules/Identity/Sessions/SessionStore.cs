using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Web;

namespace Qishi.Modules.Identity.Sessions;

/// <summary>Opens, moves on and ends sessions. Every step up gets a new token, so a token seen before sign-in is worth nothing after it.</summary>
internal sealed class SessionStore(AppDb db, TimeProvider clock, IHttpContextAccessor http)
{
    private HttpContext Context => http.HttpContext ?? throw new InvalidOperationException("A session belongs to a request.");

    /// <summary>Adds the row and sets the cookie; real with the caller's save. Replaces the session the request came with.</summary>
    public async Task<Session> OpenAsync(Account account, SessionStage stage, Guid? posting, string? returnUrl, CancellationToken ct)
    {
        await EndCurrentAsync(ct);
        var token = SessionCookie.NewToken();
        var agent = Context.Request.Headers.UserAgent.ToString();
        var session = Add(db, clock, account, stage, posting, token, ActorFromRequest.SourceOf(Context), DeviceName.From(agent), LocalUrl.IsLocal(returnUrl) ? returnUrl : null);
        if (stage == SessionStage.Full)
        {
            (account.LastSignInAt, account.LastSignInFrom) = (clock.UtcNow(), session.SourceAddress);
            TellLastSignIn(session);
        }

        SessionCookie.Write(Context, token);
        SessionCookie.HintStaff(Context, account.Kind == AccountKind.Staff);
        return session;
    }

    private void TellLastSignIn(Session session)
    {
        if (session.PreviousSignInAt is { } at)
            FlashCookie.Write(Context, $"上次登录{ChinaTime.Moment(at, clock.Today())}，网络地址{session.PreviousSignInFrom}。不是您？请立即改密码");
    }

    /// <summary>The row of a session, for the pages and for whoever opens one without a browser (tests).</summary>
    public static Session Add(AppDb db, TimeProvider clock, Account account, SessionStage stage, Guid? posting, string token, string source, string device, string? returnUrl = null)
    {
        var now = clock.UtcNow();
        var session = new Session
        {
            TokenDigest = SessionCookie.DigestOf(token),
            AccountId = account.Id,
            Stage = stage,
            PostingId = posting,
            CreatedAt = now,
            LastSeenAt = now,
            ProvedAt = now,
            SourceAddress = source,
            Device = device,
            ReturnUrl = returnUrl,
            PreviousSignInAt = account.LastSignInAt,
            PreviousSignInFrom = account.LastSignInFrom,
        };
        db.Add(session);
        return session;
    }

    /// <summary>The session of the request at any stage, tracked; null when there is none or it ran out.</summary>
    public async Task<Session?> CurrentAsync(AuthRules rules, CancellationToken ct)
    {
        if (SessionCookie.Read(Context) is not { } token)
            return null;
        var digest = SessionCookie.DigestOf(token);
        var session = await db.Set<Session>().SingleOrDefaultAsync(s => s.TokenDigest == digest, ct);
        return session is null || HasRunOut(session, rules, clock.UtcNow()) ? null : session;
    }

    public async Task EndCurrentAsync(CancellationToken ct)
    {
        if (SessionCookie.Read(Context) is not { } token)
            return;
        var digest = SessionCookie.DigestOf(token);
        if (await db.Set<Session>().SingleOrDefaultAsync(s => s.TokenDigest == digest, ct) is { } session)
            db.Remove(session);
        SessionCookie.Clear(Context);
    }

    /// <summary>Removes every session of an account except one; the count for the record.</summary>
    public async Task<int> EndOthersAsync(Guid accountId, string? keepDigest, CancellationToken ct)
    {
        var others = await db.Set<Session>().Where(s => s.AccountId == accountId && s.TokenDigest != keepDigest).ToListAsync(ct);
        db.RemoveRange(others);
        return others.Count;
    }

    public static bool HasRunOut(Session session, AuthRules rules, DateTime now) =>
        now - session.LastSeenAt > TimeSpan.FromMinutes(rules.IdleMinutes) || now - session.CreatedAt > TimeSpan.FromHours(rules.AbsoluteHours)
        || (session.Stage != SessionStage.Full && now - session.CreatedAt > TimeSpan.FromMinutes(rules.CodeMinutes * 2));
}
