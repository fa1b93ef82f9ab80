using Qishi.Platform;

namespace Qishi.Modules.Documents;

public sealed class DocumentsModule : IModule
{
    public static ModuleInfo Info => new("Documents", "材料、文书、证照文件、印章", "doc_", "Identity");
}
