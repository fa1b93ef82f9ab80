using Qishi.Platform.Auth;

namespace Qishi.Platform.Web;

internal static class WebSetup
{
    public static void AddWeb(this IServiceCollection services, WebApplicationBuilder builder)
    {
        services.AddRazorComponents();
        services.AddHttpContextAccessor();
        services.AddAntiforgery();
        services.AddProblemDetails();
        services.AddAuthentication();
    }

    /// <summary>The request pipeline, outermost first.</summary>
    public static void UsePlatform(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets().OpenToAll("样式、脚本和图片");
        app.MapRazorComponents<App>();
        foreach (var module in app.Services.GetRequiredService<ModuleList>())
            module.MapEndpoints(app);
    }
}
