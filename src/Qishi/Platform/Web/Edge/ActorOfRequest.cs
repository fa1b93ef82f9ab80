using System.Diagnostics;
using Qishi.Platform.Auth;

namespace Qishi.Platform.Web;

/// <summary>Tells the scope of a request who acts.</summary>
internal sealed class ActorOfRequest(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http, CurrentActor current, IEnumerable<IActorReader> readers)
    {
        Actor? actor = null;
        foreach (var reader in readers)
            actor ??= await reader.ReadAsync(http);
        current.Actor = (actor ?? Actor.Visitor) with
        {
            SourceAddress = http.Connection.RemoteIpAddress?.ToString(),
            CorrelationId = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier,
        };
        await next(http);
    }
}
