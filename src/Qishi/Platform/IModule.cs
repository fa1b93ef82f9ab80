using Qishi.Platform.Auth;
using Qishi.Platform.Jobs;
using Qishi.Platform.Metrics;
using Qishi.Platform.Web;

namespace Qishi.Platform;

/// <summary>A module brings everything itself: services, endpoints, permissions, menu, jobs, figures, demo data.</summary>
public interface IModule
{
    static abstract ModuleInfo Info { get; }
    static virtual void AddServices(IServiceCollection services, IConfiguration configuration) { }
    static virtual void MapEndpoints(IEndpointRouteBuilder app) { }
    static virtual IEnumerable<Permission> Permissions => [];
    static virtual IEnumerable<MenuItem> Menu => [];
    static virtual IEnumerable<JobPlan> Jobs => [];
    static virtual IEnumerable<Metric> Metrics => [];

    /// <summary>Reference and demo data, idempotent; runs in module order.</summary>
    static virtual Task SeedAsync(SeedContext context, CancellationToken ct) => Task.CompletedTask;
}

/// <summary>Name, Chinese name, prefix of its tables and the modules whose Contracts it may use.</summary>
public sealed record ModuleInfo(string Name, string ChineseName, string TablePrefix, params string[] Uses);

/// <summary>What a seed may use; <see cref="Demo"/> says whether fictional people and firms are wanted.</summary>
public sealed record SeedContext(IServiceProvider Services, bool Demo, string SeedFolder);

/// <summary>A registered module.</summary>
public sealed record Module(
    ModuleInfo Info, Type Type, Action<IEndpointRouteBuilder> MapEndpoints, IReadOnlyList<Permission> Permissions, IReadOnlyList<MenuItem> Menu,
    IReadOnlyList<JobPlan> Jobs, IReadOnlyList<Metric> Metrics, Func<SeedContext, CancellationToken, Task> SeedAsync);

/// <summary>All modules, in the order of Program.cs.</summary>
public sealed class ModuleList : List<Module>
{
    public IEnumerable<Permission> Permissions => this.SelectMany(m => m.Permissions);
}
