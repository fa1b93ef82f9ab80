using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Features;
using Qishi.Platform.Auth;
using Qishi.Platform.Ops;
using Qishi.Platform.Telemetry;

namespace Qishi.Platform.Web;

internal static class WebSetup
{
    public static void AddWeb(this IServiceCollection services, WebApplicationBuilder builder)
    {
        var site = Site.From(builder.Configuration);
        services.AddSingleton(site);
        services.AddRazorComponents(o => o.MaxFormMappingCollectionSize = 500);
        // Chinese text as it is: the default encoder writes every character as an entity and makes pages almost three times as long.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddHttpContextAccessor();
        services.Configure<ForwardedHeadersOptions>(o => TrustedProxies.Configure(o, builder.Configuration));
        services.AddScoped<StashedForms>().AddSingleton<MenuCounts>();
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = site.CookieName("q-form");
            o.Cookie.SecurePolicy = site.Https ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            o.Cookie.SameSite = SameSiteMode.Strict;
            o.SuppressXFrameOptionsHeader = true;
        });
        services.AddHsts(o =>
        {
            o.MaxAge = TimeSpan.FromDays(365);
            o.IncludeSubDomains = true;
        });
        services.AddProblemPages();
        services.AddApiDescription();
        services.AddResponseCompression(o => o.EnableForHttps = true);
        services.AddRateLimits(builder.Configuration, builder.Environment);
        services.Configure<FormOptions>(RequestSizes.Configure);
        builder.WebHost.ConfigureKestrel(o =>
        {
            o.AddServerHeader = false;
            o.Limits.MaxRequestBodySize = RequestSizes.WithFiles;
        });
    }

    /// <summary>The request pipeline, outermost first.</summary>
    public static void UsePlatform(this WebApplication app)
    {
        var site = app.Services.GetRequiredService<Site>();
        // The measure of bench/: the least this server can answer, before everything else. Never on without being asked for.
        if (app.Configuration.GetValue("Bench", false))
            app.Use(next => http => http.Request.Path == "/bench/hello" ? http.Response.WriteAsync("hello", http.RequestAborted) : next(http));
        app.UseForwardedHeaders();
        app.UseRequestLog();
        app.UseMiddleware<SecurityHeaders>();
        if (site.Https)
            app.UseHsts();
        app.UseProblemPages();
        app.Use(ApiAnswers.ReadErrorPagesAsync);
        app.UseMiddleware<CleanText>();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseMiddleware<OpenPages>();
        app.UseAuthentication();
        app.UseMiddleware<ActorOfRequest>();
        app.UseMiddleware<RequestSizes>();
        app.UseMiddleware<CleanJson>();
        // Compressing an answer that carries a session's secrets beside what a stranger may choose would leak them (BREACH).
        app.UseWhen(http => http.User.Identity?.IsAuthenticated != true, b => b.UseResponseCompression());
        app.UseMiddleware<FormsAfterSession>();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseMiddleware<FormEdge>();
        app.MapHealth();
        app.MapApiDescription(site.Demo);
        app.MapStaticAssets().OpenToAll("样式、脚本和图片");
        app.MapGet("/reading", (HttpContext http, string? back) => ReadingSettings.Change(http, back)).OpenToAll("字号、对比度等阅读设置");
        app.MapRazorComponents<App>();
        foreach (var module in app.Services.GetRequiredService<ModuleList>())
            module.MapEndpoints(app);
    }
}
