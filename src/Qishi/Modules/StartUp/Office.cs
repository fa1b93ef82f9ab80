using Qishi.Modules.StartUp.ApproveStartUp;
using Qishi.Modules.StartUp.ListCases;
using Qishi.Modules.StartUp.Metrics;
using Qishi.Modules.StartUp.RecheckCases;
using Qishi.Modules.StartUp.RefuseStartUp;
using Qishi.Modules.StartUp.ReviewCase;
using Qishi.Modules.StartUp.ShowSubsidies;
using Qishi.Platform.Auth;
using Qishi.Platform.Jobs;
using Qishi.Platform.Metrics;
using Qishi.Platform.Web;

namespace Qishi.Modules.StartUp;

/// <summary>What the office's side of the module registers: review, decisions, lists, figures.</summary>
internal static class Office
{
    public static IEnumerable<MenuItem> Menu =>
    [
        new("登记许可", "企业开办", Urls.Cases, Permissions.Review, "document", 10),
        new("登记监管", "单人审核复查", Urls.Rechecks, Permissions.Recheck, "check", 40),
        new("登记许可", "免费开办补贴", Urls.Subsidies, Permissions.Subsidies, "save", 50),
        new("查询", "开办情况", Urls.Leader, Permissions.Lead, "shop", 10),
    ];

    public static IEnumerable<JobPlan> Jobs => [JobPlan.Daily<DrawRechecks>("06:10"), JobPlan.Each<EscalateOverdue.EscalateOverdue>(TimeSpan.FromMinutes(5))];

    public static IEnumerable<Metric> Metrics => StartUpMetrics.All;

    public static void AddServices(IServiceCollection services)
    {
        services.AddScoped<CaseFiles>();
        services.AddScoped<CaseHistory>();
        services.AddScoped<Decisions>();
        services.AddScoped<Grant>();
        services.AddScoped<Refusal>();
        services.AddScoped<StartUpFigures>();
        services.AddSingleton<FigureCache>();
        services.AddSingleton<OpenCases>();
    }

    public static void MapEndpoints(IEndpointRouteBuilder app)
    {
        app.MapGet(Urls.CasesExcel, (ListCasesHandler handler, HttpContext http, CancellationToken ct) => handler.ExportAsync(ListQuery.From(http), ct)).Needs(Permissions.Export);
        app.MapGet(Urls.SubsidiesExcel, (ShowSubsidiesHandler handler, HttpContext http, CancellationToken ct) => handler.ExportAsync(ListQuery.From(http), ct)).Needs(Permissions.Subsidies);
    }
}
