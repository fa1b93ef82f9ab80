using System.Collections.Concurrent;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Jobs;
using Xunit;

namespace Qishi.Tests.Support;

/// <summary>
/// The whole program on a database of its own, with the demo county. <see cref="Shared"/> is one per database for all tests (each test makes its own data);
/// tests that move the clock or count everything make their own.
/// </summary>
public sealed class TestApp : WebApplicationFactory<Program>
{
    private static readonly ConcurrentDictionary<DatabaseKind, Lazy<TestApp>> SharedApps = new();
    private static readonly ConcurrentDictionary<(DatabaseKind, DateTimeOffset?), Lazy<IReadOnlyDictionary<string, string?>>> Templates = new();
    private static readonly ConcurrentDictionary<TestApp, bool> Running = new();
    private readonly Dictionary<string, string?> settings;
    private readonly TimeProvider? clock;
    private readonly Action<IServiceCollection>? configure;

    public TestApp(DatabaseKind kind, TimeProvider? clock = null, Dictionary<string, string?>? extra = null, Action<IServiceCollection>? configure = null)
    {
        // A test that says itself what is seeded, or where, starts on what it says.
        settings = extra?.ContainsKey("Database:Kind") == true ? [] : extra?.Keys.Any(IsOfTheSeed) == true ? Databases.NewSettings(kind) : SeededSettings(kind, clock);
        if (settings.Count > 0 && extra?.GetValueOrDefault("DataFolder") is { } folder)
            Databases.CopyFolder(settings["DataFolder"]!, folder);
        foreach (var (key, value) in extra ?? [])
            settings[key] = value;
        this.clock = clock;
        this.configure = configure;
    }

    private TestApp(Dictionary<string, string?> settings, TimeProvider? clock)
    {
        this.settings = settings;
        this.clock = clock;
    }

    /// <summary>For a copy of the program on the same database and folder.</summary>
    public IReadOnlyDictionary<string, string?> Settings => settings;

    public static TestApp Shared(DatabaseKind kind) => SharedApps.GetOrAdd(kind, k => new Lazy<TestApp>(() =>
    {
        // Started here: the factory itself would start twice when two tests ask at once.
        var app = new TestApp(k);
        _ = app.Services;
        return app;
    })).Value;

    /// <summary>Settings for the program on a database with the demo county, for tests that start it as a process.</summary>
    public static Dictionary<string, string?> SeededSettings(DatabaseKind kind, TimeProvider? clock = null) => Databases.NewSettings(kind, Template(kind, clock));

    /// <summary>
    /// The demo county as a first start leaves it at that moment, made once and copied for every program of a test: building and filling the tables was
    /// most of the tests' processor time. The copy's own start runs migration and seed again and finds all there.
    /// </summary>
    private static IReadOnlyDictionary<string, string?> Template(DatabaseKind kind, TimeProvider? clock) =>
        Templates.GetOrAdd((kind, clock?.GetUtcNow()), key => new(() =>
        {
            var made = Databases.NewSettings(key.Item1);
            made["Roles"] = "web";
            using (var app = new TestApp(made, key.Item2 is { } at ? new FakeTimeProvider(at) : null))
                _ = app.Services;
            Databases.Release(made);
            return made;
        })).Value;

    private static bool IsOfTheSeed(string key) => key.StartsWith("Demo", StringComparison.Ordinal) || key.StartsWith("Keys:", StringComparison.Ordinal);

    internal static async ValueTask StopSharedAsync()
    {
        foreach (var app in SharedApps.Values.Where(a => a.IsValueCreated))
            await app.Value.DisposeAsync();
        foreach (var app in Running.Keys)
            await app.DisposeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        Running.TryRemove(this, out _);
        await base.DisposeAsync();
    }

    protected override IHost CreateHost(IHostBuilder builder)
    {
        Running[this] = true;
        return base.CreateHost(builder);
    }

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

    /// <summary>
    /// Runs a job now under the job's own lease, after the run the program itself may have begun because the test moved the clock; what the job threw is thrown here.
    /// </summary>
    public async Task RunJobAsync<TJob>() where TJob : IJob
    {
        var runner = Services.GetRequiredService<JobRunner>();
        var name = runner.Plans.Single(p => p.Type == typeof(TJob)).Name;
        while (!await runner.RunNowAsync(name, default))
            await Task.Delay(20);
        var error = await WithDbAsync(db => db.Set<JobRow>().Where(j => j.Name == name).Select(j => j.LastError).SingleAsync());
        Assert.True(error is null, $"{name}: {error}");
    }

    public Task<T> WithDbAsync<T>(Func<AppDb, Task<T>> work) => AsAsync(null, s => work(s.GetRequiredService<AppDb>()));
}
