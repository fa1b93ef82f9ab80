using Qishi.Platform;

namespace Qishi.Modules.Exchange;

public sealed class ExchangeModule : IModule
{
    public static ModuleInfo Info => new("Exchange", "数据共享与推送、回执", "exc_", "Identity", "Worklist", "Documents");
}
