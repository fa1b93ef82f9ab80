using Qishi.Platform.Events;
using Qishi.Platform.Gates;
using Qishi.Platform.Jobs;
using Qishi.Platform.Subjects;

namespace Qishi.Platform;

/// <summary>Registers a module: its own services, and by convention its handlers, subscribers, jobs, gates and panels.</summary>
public sealed class ModuleSetup(IServiceCollection services, IConfiguration configuration)
{
    public ModuleList Modules { get; } = [];

    public ModuleSetup Add<TModule>() where TModule : IModule
    {
        Modules.Add(new Module(TModule.Info, typeof(TModule), TModule.MapEndpoints, [.. TModule.Permissions], [.. TModule.Menu], [.. TModule.Jobs], [.. TModule.Metrics], TModule.SeedAsync));
        RegisterTypes(typeof(TModule).Namespace!);
        TModule.AddServices(services, configuration);
        return this;
    }

    /// <summary>Registers the handlers, subscribers, jobs, gates and panels below a namespace.</summary>
    public void RegisterTypes(string root)
    {
        foreach (var type in typeof(ModuleSetup).Assembly.GetTypes())
        {
            if (type is not { IsClass: true, IsAbstract: false } || type.Namespace is null || !(type.Namespace + ".").StartsWith(root + ".", StringComparison.Ordinal))
                continue;
            if (type.Name.EndsWith("Handler", StringComparison.Ordinal) || type.IsAssignableTo(typeof(IJob)))
                services.AddScoped(type);
            if (type.IsAssignableTo(typeof(ISubscriber)))
            {
                services.AddScoped(type);
                services.AddSingleton(new SubscriberType(type));
            }

            if (type.IsAssignableTo(typeof(IGate)))
                services.AddScoped(typeof(IGate), type);
            if (type.IsAssignableTo(typeof(ISubjectPanel)))
                services.AddScoped(typeof(ISubjectPanel), type);
        }
    }
}
