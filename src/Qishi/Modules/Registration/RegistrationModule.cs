using Qishi.Platform;

namespace Qishi.Modules.Registration;

public sealed class RegistrationModule : IModule
{
    public static ModuleInfo Info => new("Registration", "主体登记、名称、住所、经营范围", "reg_", "Identity", "Worklist", "Documents");
}
