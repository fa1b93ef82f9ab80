namespace Qishi.Platform.Rules;

internal static class RulesSetup
{
    public static void AddRules(this IServiceCollection services) { }
}
