using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Qishi.Modules.Identity;
using Qishi.Modules.Identity.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Tests.Modules.Identity.SignIn;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Identity.Regional;

/// <summary>A tiny identity provider in this process: discovery, keys, a page that agrees at once, a token endpoint.</summary>
public sealed class RegionalSignInTests
{
    private const string Authority = "http://provider.example";

    [Theory, OnEachDatabase]
    public async Task SignIn_ThroughTheProvider_FindsOrMakesTheOneAccountOfThePerson(DatabaseKind kind)
    {
        using var provider = await Provider.StartAsync();
        using var app = AppWith(kind, provider);
        using var known = app.ClientWith();
        provider.Claims = new() { ["name"] = "梁小河", ["id_number"] = "451521199605180126", ["phone_number"] = "13800000001" };
        Assert.Equal("/my/account/data", await ThroughAsync(known, provider));
        Assert.Contains("自治区统一身份认证", (await known.GetPageAsync(Urls.MeData)).Text(), StringComparison.Ordinal);

        using var fresh = app.ClientWith();
        provider.Claims = new() { ["name"] = "韦新", ["id_number"] = Qishi.Kernel.CitizenId.Compose("451521", new DateOnly(1991, 2, 3), 11).Value, ["phone_number"] = "13900000088" };
        var before = await app.WithDbAsync(db => db.Set<Applicant>().CountAsync());
        Assert.Equal("/my/account/data", await ThroughAsync(fresh, provider));
        using var again = app.ClientWith();
        await ThroughAsync(again, provider);
        Assert.Equal(before + 1, await app.WithDbAsync(db => db.Set<Applicant>().CountAsync()));

        using var nameless = app.ClientWith();
        provider.Claims = new() { ["phone_number"] = "13900000089" };
        Assert.Equal(Urls.SignInPerson, await ThroughAsync(nameless, provider));
        Assert.Equal(HttpStatusCode.Redirect, (await nameless.GetAsync(Urls.Me)).StatusCode);
    }

    [Fact]
    public async Task SignIn_WithoutAProvider_IsNotThere()
    {
        using var client = TestApp.Shared(DatabaseKind.Sqlite).ClientWith();
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(Urls.SignInRegional)).StatusCode);
        Assert.DoesNotContain("统一身份认证登录", (await client.GetPageAsync(Urls.SignInPerson)).Text(), StringComparison.Ordinal);
    }

    private static TestApp AppWith(DatabaseKind kind, Provider provider) => new(
        kind, extra: new() { ["Oidc:Authority"] = Authority, ["Oidc:ClientId"] = "qishi", ["Oidc:ClientSecret"] = "secret" },
        configure: services => services.PostConfigure<OpenIdConnectOptions>(AuthSchemes.RegionalProvider, o =>
        {
            o.Backchannel = new HttpClient(provider.Handler);
            o.ConfigurationManager = new Microsoft.IdentityModel.Protocols.ConfigurationManager<Microsoft.IdentityModel.Protocols.OpenIdConnect.OpenIdConnectConfiguration>(
                Authority + "/.well-known/openid-configuration", new Microsoft.IdentityModel.Protocols.OpenIdConnect.OpenIdConnectConfigurationRetriever(),
                new Microsoft.IdentityModel.Protocols.HttpDocumentRetriever(o.Backchannel) { RequireHttps = false });
        }));

    private static async Task<string?> ThroughAsync(HttpClient client, Provider provider)
    {
        var start = await client.GetAsync(Urls.SignInRegional + "?returnUrl=" + Uri.EscapeDataString(Urls.MeData));
        using var browser = new HttpClient(provider.Handler);
        var agreed = await browser.GetAsync(start.Headers.Location);
        var back = await client.GetAsync(agreed.Headers.Location!.PathAndQuery);
        return back.Target();
    }

    private sealed class Provider : IDisposable
    {
        private readonly RsaSecurityKey key = new(RSA.Create(2048)) { KeyId = "k1" };
        private readonly Dictionary<string, string> nonces = [];
        private WebApplication app = null!;

        public Dictionary<string, object> Claims { get; set; } = [];

        public HttpMessageHandler Handler => app.GetTestServer().CreateHandler();

        public static async Task<Provider> StartAsync()
        {
            var provider = new Provider();
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseTestServer();
            var app = provider.app = builder.Build();
            app.MapGet("/.well-known/openid-configuration", () => Results.Json(new
            {
                issuer = Authority,
                authorization_endpoint = Authority + "/authorize",
                token_endpoint = Authority + "/token",
                jwks_uri = Authority + "/keys",
                response_types_supported = new[] { "code" },
                subject_types_supported = new[] { "public" },
                id_token_signing_alg_values_supported = new[] { "RS256" },
            }));
            app.MapGet("/keys", () =>
            {
                var parameters = provider.key.Rsa.ExportParameters(false);
                return Results.Json(new { keys = new[] { new { kty = "RSA", use = "sig", kid = "k1", n = Base64UrlEncoder.Encode(parameters.Modulus), e = Base64UrlEncoder.Encode(parameters.Exponent) } } });
            });
            app.MapGet("/authorize", (string state, string nonce, string redirect_uri) =>
            {
                var code = Guid.NewGuid().ToString("N");
                provider.nonces[code] = nonce;
                return Results.Redirect($"{redirect_uri}?code={code}&state={Uri.EscapeDataString(state)}");
            });
            app.MapPost("/token", async (HttpRequest request) =>
            {
                var form = await request.ReadFormAsync();
                var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
                {
                    Issuer = Authority,
                    Audience = "qishi",
                    Expires = DateTime.UtcNow.AddMinutes(5),
                    SigningCredentials = new SigningCredentials(provider.key, SecurityAlgorithms.RsaSha256),
                    Claims = new Dictionary<string, object>(provider.Claims) { ["sub"] = "person", ["nonce"] = provider.nonces[form["code"].ToString()] },
                });
                return Results.Json(new { access_token = "x", token_type = "Bearer", id_token = token });
            });
            await app.StartAsync();
            return provider;
        }

        public void Dispose()
        {
            app.DisposeAsync().AsTask().GetAwaiter().GetResult();
            key.Rsa.Dispose();
        }
    }
}
