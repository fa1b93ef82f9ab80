using Qishi.Modules.StartUp.ApproveStartUp;
using Qishi.Modules.StartUp.RefuseStartUp;
using Qishi.Modules.StartUp.ReviewCase;
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
    ];

    public static IEnumerable<JobPlan> Jobs => [];

    public static IEnumerable<Metric> Metrics => [];

    public static void AddServices(IServiceCollection services)
    {
        services.AddScoped<CaseFiles>();
        services.AddScoped<CaseHistory>();
        services.AddScoped<Decisions>();
        services.AddScoped<Grant>();
        services.AddScoped<Refusal>();
        services.AddSingleton<OpenCases>();
    }

    public static void MapEndpoints(IEndpointRouteBuilder app)
    {
        _ = app;
    }
}
