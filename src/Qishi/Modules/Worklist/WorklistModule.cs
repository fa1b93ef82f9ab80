using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform;

namespace Qishi.Modules.Worklist;

public sealed class WorklistModule : IModule
{
    public static ModuleInfo Info => new("Worklist", "待办、时限", "wkl_", "Identity");

    public static void AddServices(IServiceCollection services, IConfiguration configuration) => services.AddScoped<IWorklist, Worklist>();
}
