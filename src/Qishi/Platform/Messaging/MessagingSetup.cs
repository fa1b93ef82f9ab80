namespace Qishi.Platform.Messaging;

internal static class MessagingSetup
{
    public static void AddMessaging(this IServiceCollection services)
    {
        services.AddScoped<Messages>();
        // A provider's adapter is registered after the platform and takes its place.
        services.AddSingleton<IMessageGateway, DemoMessageGateway>();
    }
}
