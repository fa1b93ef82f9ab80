using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Permits.Contracts;
using Qishi.Modules.Permits.Figures;
using Qishi.Modules.Permits.HandOverUnpermitted;
using Qishi.Modules.Permits.Jobs;
using Qishi.Modules.Permits.ListMatters;
using Qishi.Modules.Permits.Matters;
using Qishi.Modules.Permits.Seed;
using Qishi.Modules.Permits.ShowBoard;
using Qishi.Modules.Permits.ShowNotice;
using Qishi.Modules.Permits.TellApplicant;
using Qishi.Modules.Permits.TellDepartments;
using Qishi.Modules.Registration.Contracts;
using Qishi.Platform;
using Qishi.Platform.Auth;
using Qishi.Platform.Jobs;
using Qishi.Platform.Metrics;
using Qishi.Platform.Web;

namespace Qishi.Modules.Permits;

public sealed class PermitsModule : IModule
{
    public static ModuleInfo Info => new("Permits", "证照分离、双告知", "prm_", "Identity", "Worklist", "Documents", "Registration", "Exchange");

    public static IEnumerable<Permission> Permissions => Permits.Permissions.All;

    public static IEnumerable<MenuItem> Menu =>
    [
        new("部门协同", "双告知", Urls.Board, Permits.Permissions.Board, "swap", 30),
        new("部门协同", "许可事项清单", Urls.Matters, Permits.Permissions.ReadMatters, "document", 40),
    ];

    public static IEnumerable<JobPlan> Jobs => [JobPlan.Each<RemindAndEscalate>(TimeSpan.FromMinutes(30))];

    public static IEnumerable<Metric> Metrics => PermitMetrics.All;

    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<MatterBook>().AddScoped<NoticeTeller>().AddScoped<NoticeDesk>().AddScoped<NoticeWork>().AddScoped<NoticeHistory>().AddScoped<MatterRows>().AddScoped<CommitmentKeeper>();
        services.AddScoped<IPermitNotices, PermitNotices>().AddScoped<IPermitCancellation, CancelPermits.PermitsOfEntity>();
        services.AddScoped<IDocumentAccess, NoticeDocumentAccess>();
        services.AddScoped<IMenuCounts, WaitingForClaim>();
    }

    public static void MapEndpoints(IEndpointRouteBuilder app)
    {
        app.MapGet(Urls.Excel, BoardExport.HandleAsync).Needs(Permits.Permissions.Board);
        app.MapGet(Urls.DepartmentsExcel, DepartmentsExport.HandleAsync).Needs(Permits.Permissions.WatchAll);
        app.MapGet(Urls.MattersExcel, MattersExport.HandleAsync).Needs(Permits.Permissions.ReadMatters);
    }

    public static async Task SeedAsync(SeedContext context, CancellationToken ct)
    {
        await SeedMatters.RunAsync(context, ct);
        if (context.Demo)
            await SeedNotices.RunAsync(context, ct);
    }
}
