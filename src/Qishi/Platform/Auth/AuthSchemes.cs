namespace Qishi.Platform.Auth;

/// <summary>Names of the ways a request says who it is: pages by the session cookie, the API by a bearer token, never the other way round.</summary>
public static class AuthSchemes
{
    /// <summary>Chooses by the address: <c>/api</c> → bearer, everything else → session.</summary>
    public const string Default = "qishi";

    public const string Session = "qishi-session";

    /// <summary>OpenIddict's own name for its validation handler.</summary>
    public const string Bearer = "OpenIddict.Validation.AspNetCore";

    /// <summary>A regional identity provider, when one is configured.</summary>
    public const string RegionalProvider = "qishi-oidc";

    public static bool IsApi(HttpRequest request) => request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);
}

/// <summary>Claim types of a request's principal; read per request from the database, so a right taken away is gone with the next request.</summary>
public static class ActorClaims
{
    public const string Account = System.Security.Claims.ClaimTypes.NameIdentifier;
    public const string Name = System.Security.Claims.ClaimTypes.Name;
    public const string Role = System.Security.Claims.ClaimTypes.Role;
    public const string Kind = "qishi:kind";
    public const string Unit = "qishi:unit";
    public const string Department = "qishi:department";
    public const string Session = "qishi:session";

    /// <summary>Set while the last password or code answer is fresh enough for a sensitive act.</summary>
    public const string Fresh = "qishi:fresh";

    /// <summary>Scope granted to a machine client.</summary>
    public const string Scope = "qishi:scope";
}
