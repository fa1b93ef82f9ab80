namespace Qishi.Platform.Events;

internal static class EventSetup
{
    public static void AddEvents(this IServiceCollection services) => services.AddScoped<EventLog>().AddScoped<Data.Once>();
}
