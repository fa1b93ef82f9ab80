using Qishi.Platform.Jobs;

namespace Qishi.Platform.Events;

internal static class EventSetup
{
    public static void AddEvents(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<EventLog>().AddScoped<Data.Once>();
        services.AddSingleton(DispatchOptions.From(configuration));
        services.AddSingleton<LogHeads>().AddSingleton<LogProgress>();
        services.AddScoped<ParkedEvents>();
        services.AddScoped<LogCheck>();
        if (ProgramRoles.From(configuration).Jobs)
            services.AddHostedService<LogKeeper>();
    }
}
