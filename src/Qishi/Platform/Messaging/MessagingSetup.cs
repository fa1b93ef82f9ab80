namespace Qishi.Platform.Messaging;

internal static class MessagingSetup
{
    public static void AddMessaging(this IServiceCollection services) => services.AddScoped<Messages>();
}
