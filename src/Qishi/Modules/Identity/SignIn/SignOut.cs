using Microsoft.AspNetCore.Antiforgery;
using Qishi.Modules.Identity.Model;
using Qishi.Modules.Identity.Sessions;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Identity.SignIn;

/// <summary>Ends the session: its row is deleted, so the cookie is worth nothing wherever it was copied to.</summary>
internal static class SignOut
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost(Urls.SignOut, HandleAsync).WithMetadata(new RequireAntiforgeryTokenAttribute()).OpenToAll("退出登录：没登录的人点了也不出错");

    private static async Task<IResult> HandleAsync(SessionStore sessions, AppDb db, EventLog log, CurrentActor current, HttpContext http, CancellationToken ct)
    {
        await sessions.EndCurrentAsync(ct);
        if (current.Actor.AccountId is { } account)
            log.Record(current.Actor, "SigningOut", null, new SignedOut(account));
        await db.SaveChangesAsync(ct);
        return new SeeOther(current.Actor.Kind == ActorKind.Staff ? Urls.SignIn : "/");
    }
}

/// <summary>303: the browser goes on with a GET.</summary>
internal sealed record SeeOther(string Location) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        (httpContext.Response.StatusCode, httpContext.Response.Headers.Location) = (StatusCodes.Status303SeeOther, Location);
        return Task.CompletedTask;
    }
}
