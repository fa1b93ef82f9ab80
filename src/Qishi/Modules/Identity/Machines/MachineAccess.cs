using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Validation;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;

namespace Qishi.Modules.Identity.Machines;

/// <summary>OAuth 2.0 client credentials, and nothing else of OAuth: own clients, own audience, own scopes.</summary>
internal static class MachineAccess
{
    public const string Audience = "qishi-api";

    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        var demo = configuration.GetValue("Demo", true);
        services.AddOpenIddict()
            .AddServer(server =>
            {
                server.SetTokenEndpointUris(Urls.Token.TrimStart('/')).AllowClientCredentialsFlow().EnableDegradedMode();
                server.RegisterScopes([.. ApiScopes.All.Keys]);
                server.SetAccessTokenLifetime(TimeSpan.FromMinutes(30));
                server.AddEventHandler<OpenIddictServerEvents.ValidateTokenRequestContext>(b => b.UseScopedHandler<CheckMachineSecret>());
                var web = server.UseAspNetCore().EnableTokenEndpointPassthrough();
                if (!configuration.GetValue("Https", !demo))
                    web.DisableTransportSecurityRequirement();
            })
            .AddValidation(validation =>
            {
                validation.UseLocalServer();
                validation.AddAudiences(Audience);
                validation.UseAspNetCore();
                validation.AddEventHandler<OpenIddictValidationEvents.ProcessAuthenticationContext>(b => b.UseScopedHandler<ReadMachineClient>().SetOrder(int.MaxValue - 10_000));
            });
        services.AddOptions<OpenIddictServerOptions>().Configure<FieldCipher>(MachineKeys.Add);
        services.AddOptions<OpenIddictServerOptions>().Configure<TimeProvider>((o, clock) => o.TimeProvider = clock);
        services.AddOptions<OpenIddictValidationOptions>().Configure<TimeProvider>((o, clock) => o.TimeProvider = clock);
    }
}
