using Qishi.Modules.Worklist.Contracts;
using Qishi.Modules.Worklist.ShowDesk;
using Qishi.Platform;
using Qishi.Platform.Auth;
using Qishi.Platform.Web;
using DeskPermissions = Qishi.Modules.Worklist.Permissions;

namespace Qishi.Modules.Worklist;

public sealed class WorklistModule : IModule
{
    public static ModuleInfo Info => new("Worklist", "待办、时限", "wkl_", "Identity");

    public static IEnumerable<Permission> Permissions => DeskPermissions.All;

    public static IEnumerable<MenuItem> Menu => [new("", "我的待办", Urls.Desk, DeskPermissions.Desk, "clock", 0)];

    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<IWorklist, Worklist>();
        services.AddScoped<Desk>();
        services.AddScoped<IMenuCounts, DeskCount>();
    }
}
