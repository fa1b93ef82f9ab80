using Qishi.Kernel;
using Qishi.Platform.Auth;
using Qishi.Platform.Export;
using Qishi.Platform.Web;

namespace Qishi.Modules.Identity.Audit;

/// <summary>The audit log as a file, at most 5000 rows of the current filter.</summary>
internal static class ExportAudit
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet(Urls.Audit + "/export", async (HttpContext http, ListProcessesHandler handler, TimeProvider clock, CancellationToken ct) =>
        ExcelFile.Download(await handler.ExportAsync(ListQuery.From(http), ct), "审计日志", clock.UtcNow())).Needs(Permissions.ExportAudit);
}
