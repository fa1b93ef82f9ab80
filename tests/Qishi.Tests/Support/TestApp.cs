using System.Collections.Concurrent;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;

namespace Qishi.Tests.Support;

/// <summary>
/// The whole program on a database of its own, with the demo county. <see cref="Shared"/> is one per database for all tests (each test makes its own data);
/// tests that move the clock or count everything make their own.
/// </summary>
public sealed class TestApp : WebApplicationFactory<Program>
{
    private static readonly ConcurrentDictionary<DatabaseKind, Lazy<TestApp>> SharedApps = new();
    private readonly Dictionary<string, string?> settings;
    private readonly TimeProvider? clock;
    private readonly Action<IServiceCollection>? configure;

    public TestApp(DatabaseKind kind, TimeProvider? clock = null, Dictionary<string, string?>? extra = null, Action<IServiceCollection>? configure = null)
    {
        settings = Databases.NewSettings(kind);
        foreach (var (key, value) in extra ?? [])
            settings[key] = value;
        this.clock = clock;
        this.configure = configure;
    }

    public static TestApp Shared(DatabaseKind kind) => SharedApps.GetOrAdd(kind, k => new Lazy<TestApp>(() =>
    {
        // Started here: the factory itself would start twice when two tests ask at once.
        var app = new TestApp(k);
        _ = app.Services;
        return app;
    })).Value;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Testing");
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        foreach (var (key, value) in settings)
            builder.UseSetting(key, value);
        builder.ConfigureServices(services =>
        {
            if (clock is not null)
                services.Replace(ServiceDescriptor.Singleton(clock));
            configure?.Invoke(services);
        });
    }

    /// <summary>Runs a piece of work in a scope of its own, as <paramref name="actor"/> (the program itself when null).</summary>
    public async Task<T> AsAsync<T>(Actor? actor, Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = actor ?? Actor.Program("test");
        return await work(scope.ServiceProvider);
    }

    public Task AsAsync(Actor? actor, Func<IServiceProvider, Task> work) => AsAsync(actor, async s =>
    {
        await work(s);
        return true;
    });

    public Task<T> WithDbAsync<T>(Func<AppDb, Task<T>> work) => AsAsync(null, s => work(s.GetRequiredService<AppDb>()));
}
