using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Qishi.Platform;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Rules;
using Qishi.Tests.Support;

namespace Qishi.Tests.Platform;

/// <summary>
/// The platform without modules, on an empty database of its own (a copy of one that was prepared once). Nothing runs in the background until it is started.
/// </summary>
internal sealed class BareApp : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<DatabaseKind, Lazy<Task<Dictionary<string, string?>>>> Templates = new();
    private static readonly ConcurrentDictionary<DatabaseKind, Lazy<Task<BareApp>>> SharedApps = new();
    private readonly WebApplication app;
    private bool started;

    private BareApp(Dictionary<string, string?> settings, TimeProvider? clock, Action<IServiceCollection>? configure)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Testing", ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddPlatform();
        if (clock is not null)
            builder.Services.Replace(ServiceDescriptor.Singleton(clock));
        configure?.Invoke(builder.Services);
        Settings = settings;
        app = builder.Build();
    }

    public Dictionary<string, string?> Settings { get; }

    public IServiceProvider Services => app.Services;

    /// <summary>One for all tests that keep to their own rows.</summary>
    public static Task<BareApp> SharedAsync(DatabaseKind kind) => SharedApps.GetOrAdd(kind, k => new(() => NewAsync(k))).Value;

    public static async Task<BareApp> NewAsync(
        DatabaseKind kind, TimeProvider? clock = null, Action<IServiceCollection>? configure = null, Dictionary<string, string?>? extra = null, bool seed = false)
    {
        var app = new BareApp(With(await CopyAsync(kind), extra), clock, configure);
        if (seed)
            await app.AsAsync(null, s => RuleSeed.RunAsync(new SeedContext(s, true, Path.Combine(AppContext.BaseDirectory, "SeedData")), default));
        return app;
    }

    /// <summary>On a database that is not prepared yet.</summary>
    public static async Task<BareApp> PreparedAsync(Dictionary<string, string?> settings, Dictionary<string, string?>? extra = null)
    {
        var app = new BareApp(With(settings, extra), null, null);
        await app.AsAsync(null, s => SchemaSetup.PrepareAsync(s, default));
        return app;
    }

    /// <summary>On PostgreSQL with a role of its own for the program, as in production; the owner is another.</summary>
    public static async Task<BareApp> WithOwnRoleAsync()
    {
        var settings = Databases.NewSettings(DatabaseKind.Postgres);
        await Databases.GiveOwnRoleAsync(settings);
        return await PreparedAsync(settings, new() { ["Roles"] = "web" });
    }

    public async Task StartAsync()
    {
        await app.StartAsync();
        started = true;
    }

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

    public async ValueTask DisposeAsync()
    {
        if (started)
            await app.StopAsync();
        await app.DisposeAsync();
    }

    private static Dictionary<string, string?> With(Dictionary<string, string?> settings, Dictionary<string, string?>? extra)
    {
        foreach (var (key, value) in extra ?? [])
            settings[key] = value;
        return settings;
    }

    private static async Task<Dictionary<string, string?>> CopyAsync(DatabaseKind kind) =>
        Databases.NewSettings(kind, await Templates.GetOrAdd(kind, k => new(() => PrepareTemplateAsync(k))).Value);

    private static async Task<Dictionary<string, string?>> PrepareTemplateAsync(DatabaseKind kind)
    {
        var settings = Databases.NewSettings(kind);
        await (await PreparedAsync(settings)).DisposeAsync();
        Databases.Release(settings);
        return settings;
    }
}
