using Qishi.Platform.Auth;

namespace Qishi.Platform.Web;

/// <summary>Socket: makes the actor of a request from its sign-in; asked once per request, after authentication. Registered by the module that keeps accounts.</summary>
public interface IActorReader
{
    /// <summary>The actor, or null for a visitor.</summary>
    ValueTask<Actor?> ReadAsync(HttpContext http);
}
