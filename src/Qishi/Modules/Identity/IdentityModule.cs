using Qishi.Platform;

namespace Qishi.Modules.Identity;

public sealed class IdentityModule : IModule
{
    public static ModuleInfo Info => new("Identity", "机构、人员、账号", "idn_");
}
