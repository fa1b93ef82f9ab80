using Qishi.Platform.Auth;
using Scalar.AspNetCore;

namespace Qishi.Platform.Web;

/// <summary>The interface described by itself: the OpenAPI document, and outside Production a page to browse it.</summary>
internal static class ApiDescription
{
    public const string Name = "v1";

    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi(Name, o =>
    {
        o.ShouldInclude = d => d.RelativePath?.StartsWith("api/v1", StringComparison.Ordinal) == true;
        o.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "启市接口";
            document.Info.Description = "机器客户端用OAuth 2.0客户端凭据（/connect/token）取得令牌。出错时回RFC 9457，code是稳定的代码，title是中文说明。";
            return Task.CompletedTask;
        });
    });

    public static void MapApiDescription(this WebApplication app, bool demo)
    {
        app.MapOpenApi("/api/openapi/{documentName}.json").OpenToAll("接口说明");
        if (!demo)
            return;
        // The browsing page brings a small script of its own in the page; only this page, and only where the demo runs, may do that.
        app.MapScalarApiReference("/api/docs", o =>
        {
            o.DefaultFonts = false;
            o.WithTitle("启市接口").WithOpenApiRoutePattern("/api/openapi/{documentName}.json").AddDocument(Name);
        })
            .AddEndpointFilter(async (context, next) =>
            {
                context.HttpContext.Response.Headers.ContentSecurityPolicy =
                    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";
                return await next(context);
            })
            .OpenToAll("接口说明页，只在演示时有");
    }
}
