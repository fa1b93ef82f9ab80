using Microsoft.Extensions.FileProviders;
using Qishi.Platform.Web;

namespace Qishi.Modules.Inspections.Field.ShowField;

/// <summary>What makes the page an installed one. Its worker answers below <c>/field</c> and nowhere else.</summary>
internal static class FieldFiles
{
    public static IResult Manifest(HttpContext http, Site site)
    {
        object[] icons =
        [
            new { src = "/img/field-192.png", sizes = "192x192", type = "image/png", purpose = "any maskable" },
            new { src = "/img/field-512.png", sizes = "512x512", type = "image/png", purpose = "any maskable" },
        ];
        return Results.Json(
            new { id = Urls.Field, name = $"我的检查 - {site.Name}", short_name = "我的检查", lang = "zh-CN", start_url = Urls.Field, scope = Urls.Field, display = "standalone", orientation = "portrait", background_color = "#F5F7FA", theme_color = "#0A2A52", icons },
            contentType: "application/manifest+json");
    }

    /// <summary>Served here, not from <c>/js</c>: a worker reaches no further than where it lies, and the header says how far that is.</summary>
    public static IResult Worker(HttpContext http, IWebHostEnvironment environment)
    {
        http.Response.Headers["Service-Worker-Allowed"] = Urls.Field;
        http.Response.Headers.CacheControl = "no-cache";
        var file = environment.WebRootFileProvider.GetFileInfo("js/field/worker.js");
        return file.Exists ? Results.Stream(file.CreateReadStream(), "text/javascript; charset=utf-8") : Results.NotFound();
    }
}
