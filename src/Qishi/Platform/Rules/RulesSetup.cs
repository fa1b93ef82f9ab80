namespace Qishi.Platform.Rules;

internal static class RulesSetup
{
    public static void AddRules(this IServiceCollection services)
    {
        services.AddSingleton<RulesInForce>();
        services.AddSingleton<IRules>(s => s.GetRequiredService<RulesInForce>());
        services.AddScoped<RuleChanges>();
    }
}
