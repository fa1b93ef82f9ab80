using Qishi.Platform;

namespace Qishi.Modules.StartUp;

public sealed class StartUpModule : IModule
{
    public static ModuleInfo Info => new("StartUp", "企业开办", "stu_", "Identity", "Worklist", "Documents", "Registration", "Exchange");
}
