using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Deliver;
using Qishi.Modules.Exchange.Jobs;
using Qishi.Modules.Exchange.Order;
using Qishi.Modules.Exchange.Outages;
using Qishi.Modules.Exchange.ReceiveReceipts;
using Qishi.Modules.Exchange.Seed;
using Qishi.Platform;
using Qishi.Platform.Jobs;

namespace Qishi.Modules.Exchange;

public sealed class ExchangeModule : IModule
{
    public static ModuleInfo Info => new("Exchange", "数据共享与推送、回执", "exc_", "Identity", "Worklist", "Documents");

    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(ExchangeOptions.From(configuration));
        services.AddSingleton<DepartmentClient>().AddSingleton<DeliveryLane>().AddSingleton<DepartmentProbes>();
        services.AddScoped<OutageWindows>();
        services.AddTransient<OutboundAllowList>();
        services.AddHttpClient(DepartmentClient.ClientName).AddHttpMessageHandler<OutboundAllowList>().RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(s => OutboundAllowList.Connections(s.GetRequiredService<ExchangeOptions>()));
        if (ProgramRoles.From(configuration).Exchange)
            services.AddHostedService<DeliveryWorker>();
        services.AddScoped<IHandOvers, HandOverBook>();
        services.AddScoped<IDepartments, DepartmentBook>();
    }

    public static IEnumerable<JobPlan> Jobs => [JobPlan.Each<ForgetOldNonces>(TimeSpan.FromMinutes(10))];

    public static void MapEndpoints(IEndpointRouteBuilder app) => ReceiptsEndpoint.Map(app);

    public static Task SeedAsync(SeedContext context, CancellationToken ct) => SeedDepartments.RunAsync(context, ct);
}
