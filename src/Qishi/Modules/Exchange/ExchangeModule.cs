using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Deliver;
using Qishi.Modules.Exchange.Figures;
using Qishi.Modules.Exchange.Jobs;
using Qishi.Modules.Exchange.LiaisonDesk;
using Qishi.Modules.Exchange.Order;
using Qishi.Modules.Exchange.Outages;
using Qishi.Modules.Exchange.ReceiveReceipts;
using Qishi.Modules.Exchange.Seed;
using Qishi.Modules.Exchange.ShowExchange;
using Qishi.Platform;
using Qishi.Platform.Auth;
using Qishi.Platform.Jobs;
using Qishi.Platform.Metrics;
using Qishi.Platform.Web;

namespace Qishi.Modules.Exchange;

public sealed class ExchangeModule : IModule
{
    public static ModuleInfo Info => new("Exchange", "数据共享与推送、回执", "exc_", "Identity", "Worklist", "Documents");

    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(ExchangeOptions.From(configuration));
        services.AddSingleton<DepartmentClient>().AddSingleton<DeliveryLane>().AddSingleton<DepartmentProbes>();
        services.AddScoped<OutageWindows>().AddScoped<OwnHandOvers>();
        services.AddTransient<OutboundAllowList>();
        services.AddHttpClient(DepartmentClient.ClientName).AddHttpMessageHandler<OutboundAllowList>().RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(s => OutboundAllowList.Connections(s.GetRequiredService<ExchangeOptions>()));
        if (ProgramRoles.From(configuration).Exchange)
            services.AddHostedService<DeliveryWorker>();
        services.AddScoped<IMenuCounts, WaitingAtTheDesk>();
        services.AddScoped<IHandOvers, HandOverBook>();
        services.AddScoped<IDepartments, DepartmentBook>();
    }

    public static IEnumerable<Permission> Permissions =>
    [
        new(Exchange.Permissions.WorkLiaisonDesk, "办理本部门的开办事项", Roles.Liaison),
        new(Exchange.Permissions.Watch, "查看部门数据交换", Roles.Registrar, Roles.RegistrationSupervisor, Roles.Leader, Roles.Operator, Roles.AuditAdmin),
        new(Exchange.Permissions.Repair, "处理推送异常、登记故障、对账", Roles.RegistrationSupervisor, Roles.Operator),
        new(Exchange.Permissions.Steer, "操纵演示用的部门模拟系统", [.. Roles.Staff]),
    ];

    public static IEnumerable<MenuItem> Menu =>
    [
        new("部门协同", "联络员工作台", Urls.Liaison, Exchange.Permissions.WorkLiaisonDesk, "swap", 10),
        new("部门协同", "数据交换观察台", Urls.Board, Exchange.Permissions.Watch, "dot", 20),
        new("部门协同", "部门模拟系统（演示）", Urls.Steering, Exchange.Permissions.Steer, "plug", 90),
    ];

    public static IEnumerable<Metric> Metrics => ExchangeMetrics.All;

    public static IEnumerable<JobPlan> Jobs => [JobPlan.Each<ForgetOldNonces>(TimeSpan.FromMinutes(10)), JobPlan.Daily<ReconcileEveryEvening>("18:00")];

    public static void MapEndpoints(IEndpointRouteBuilder app)
    {
        ReceiptsEndpoint.Map(app);
        app.MapGet(Urls.LiaisonExport, LiaisonExport.HandleAsync).Needs(Exchange.Permissions.WorkLiaisonDesk);
        app.MapGet(Urls.BoardExport, BoardExport.HandleAsync).Needs(Exchange.Permissions.Watch);
    }

    public static Task SeedAsync(SeedContext context, CancellationToken ct) => SeedDepartments.RunAsync(context, ct);
}
