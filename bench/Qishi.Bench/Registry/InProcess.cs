using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Bench.Under;
using Qishi.Modules.Registration.Names;
using Qishi.Modules.Registration.Reference;
using Qishi.Modules.Registration.SearchEntities;
using Qishi.Platform.Data;
using Qishi.Platform.Rules;

namespace Qishi.Bench.Registry;

/// <summary>The parts of the program that check names and search entities, without the web server: what is timed is the check and its queries.</summary>
internal static class InProcess
{
    public static ServiceProvider Over(OwnDatabase database)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Database:Kind"] = database.Kind.ToString(),
            ["Database:Connection"] = database.Connection,
            ["DataFolder"] = database.Folder,
        }).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(configuration).AddSingleton(TimeProvider.System);
        services.AddData(configuration).AddRules();
        services.AddSingleton<CatalogueCache>();
        services.AddScoped<GroundReader>().AddScoped<NameLibrary>().AddScoped<NameCheck>().AddScoped<EntityNames>().AddScoped<SearchEntitiesHandler>();
        return services.BuildServiceProvider();
    }

    /// <summary>One piece of work in a scope of its own, as a request has.</summary>
    public static async Task<T> InScopeAsync<T>(this ServiceProvider services, Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }
}
