namespace Qishi.Platform.Jobs;

internal static class JobsSetup
{
    public static void AddJobs(this IServiceCollection services) => services.AddSingleton<ProgramCopy>().AddSingleton<Leases>();
}
