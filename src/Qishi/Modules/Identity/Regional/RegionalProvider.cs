using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Qishi.Modules.Identity.SignIn;
using Qishi.Platform.Auth;
using Qishi.Platform.Web;

namespace Qishi.Modules.Identity.Regional;

/// <summary>Sign-in through a regional identity provider by OpenID Connect (code flow with PKCE); off unless configured.</summary>
internal static class RegionalProvider
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        var options = RegionalOptions.From(configuration);
        services.AddSingleton(options);
        if (!options.On)
            return;
        services.AddAuthentication().AddOpenIdConnect(AuthSchemes.RegionalProvider, oidc =>
        {
            (oidc.Authority, oidc.ClientId, oidc.ClientSecret) = (options.Authority, options.ClientId, options.ClientSecret);
            oidc.RequireHttpsMetadata = options.Authority!.StartsWith("https://", StringComparison.Ordinal);
            oidc.ResponseType = OpenIdConnectResponseType.Code;
            oidc.ResponseMode = OpenIdConnectResponseMode.Query;
            oidc.UsePkce = true;
            oidc.MapInboundClaims = false;
            oidc.SaveTokens = false;
            oidc.CallbackPath = Urls.SignInRegional + "/callback";
            oidc.SignInScheme = AuthSchemes.Session;
            foreach (var cookie in new[] { oidc.NonceCookie, oidc.CorrelationCookie })
                (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
            oidc.Events.OnTokenValidated = ArriveAsync;
            oidc.Events.OnRemoteFailure = context => RefuseAsync(context, "统一身份认证没有完成，没有登录。请再试一次，或改用手机号登录");
        });
    }

    public static void Map(IEndpointRouteBuilder app)
    {
        if (app.ServiceProvider.GetRequiredService<RegionalOptions>().On)
            app.MapGet(Urls.SignInRegional, (string? returnUrl) => Results.Challenge(
                new AuthenticationProperties { RedirectUri = LocalUrl.Safe(returnUrl, Urls.ApplicantHome) }, [AuthSchemes.RegionalProvider])).OpenToAll("到统一身份认证登录");
    }

    private static async Task ArriveAsync(TokenValidatedContext context)
    {
        var services = context.HttpContext.RequestServices;
        var current = services.GetRequiredService<CurrentActor>();
        current.Actor = Actor.Visitor with { SourceAddress = ActorFromRequest.SourceOf(context.HttpContext), CorrelationId = context.HttpContext.TraceIdentifier };
        var result = await services.GetRequiredService<RegionalSignInHandler>().HandleAsync(context.Principal!, context.Properties?.RedirectUri, context.HttpContext.RequestAborted);
        if (!result.Ok)
            FlashCookie.Write(context.HttpContext, result.Problems[0].Sentence);
        context.Response.Redirect(result.Ok ? result.Value : Urls.SignInPerson);
        context.HandleResponse();
    }

    private static Task RefuseAsync(RemoteFailureContext context, string sentence)
    {
        FlashCookie.Write(context.HttpContext, sentence);
        context.Response.Redirect(Urls.SignInPerson);
        context.HandleResponse();
        return Task.CompletedTask;
    }
}
