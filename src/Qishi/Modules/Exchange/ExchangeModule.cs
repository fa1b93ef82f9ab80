using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Order;
using Qishi.Modules.Exchange.Seed;
using Qishi.Platform;

namespace Qishi.Modules.Exchange;

public sealed class ExchangeModule : IModule
{
    public static ModuleInfo Info => new("Exchange", "数据共享与推送、回执", "exc_", "Identity", "Worklist", "Documents");

    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(ExchangeOptions.From(configuration));
        services.AddScoped<IHandOvers, HandOverBook>();
        services.AddScoped<IDepartments, DepartmentBook>();
    }

    public static Task SeedAsync(SeedContext context, CancellationToken ct) => SeedDepartments.RunAsync(context, ct);
}
