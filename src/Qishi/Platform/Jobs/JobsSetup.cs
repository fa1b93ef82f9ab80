namespace Qishi.Platform.Jobs;

internal static class JobsSetup
{
    public static void AddJobs(this IServiceCollection services, IConfiguration configuration)
    {
        var roles = ProgramRoles.From(configuration);
        services.AddSingleton(roles);
        services.AddSingleton<ProgramCopy>().AddSingleton<Leases>().AddSingleton<JobRunner>();
        if (roles.Jobs)
            services.AddHostedService(s => s.GetRequiredService<JobRunner>());
    }
}
