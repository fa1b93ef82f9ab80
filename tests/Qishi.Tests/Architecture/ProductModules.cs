using Qishi.Platform;

namespace Qishi.Tests.Architecture;

/// <summary>The product's modules, found in its assembly: a module that Program.cs forgot still shows up here.</summary>
internal static class ProductModules
{
    public static IReadOnlyList<Type> Types { get; } =
        [.. typeof(Program).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(IModule))).OrderBy(t => t.Name)];

    public static IReadOnlyList<ModuleInfo> Infos { get; } =
        [.. Types.Select(t => (ModuleInfo)t.GetProperty(nameof(IModule.Info))!.GetValue(null)!)];
}
