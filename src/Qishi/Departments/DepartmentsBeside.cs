using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Qishi.Departments;

/// <summary>Runs the simulators: beside the platform in the demo, or alone with the verb <c>departments</c>.</summary>
internal static partial class DepartmentsBeside
{
    /// <summary>Starts them when the platform is up, stops them with it. Without the demo, or when <c>Departments:Start</c> is false, nothing happens.</summary>
    public static void StartDepartmentsBeside(this WebApplication app)
    {
        var wanted = app.Configuration.GetValue("Demo", true) && !app.Environment.IsEnvironment("Testing");
        if (!app.Configuration.GetValue("Departments:Start", wanted))
            return;
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Qishi.Departments");
        DepartmentsHost? host = null;
        app.Lifetime.ApplicationStarted.Register(() => _ = StartAsync());
        app.Lifetime.ApplicationStopping.Register(() => host?.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(5)));

        async Task StartAsync()
        {
            var options = DepartmentsOptions.From(app.Configuration);
            options.Platform ??= OwnAddress(app.Services.GetRequiredService<IServer>());
            try
            {
                host = await DepartmentsHost.StartAsync(options, app.Services.GetRequiredService<TimeProvider>(), app.Lifetime.ApplicationStopping);
                LogStarted(logger, host.Address);
            }
            catch (IOException)
            {
                LogPortTaken(logger, options.Url);
            }
        }
    }

    /// <summary>The verb: only the simulators, until the program is stopped.</summary>
    public static async Task<int> RunAloneAsync(IConfiguration configuration, TimeProvider clock)
    {
        var options = DepartmentsOptions.From(configuration);
        options.Platform ??= new Uri("http://localhost:5000");
        var stopped = new TaskCompletionSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            stopped.TrySetResult();
        };
        AppDomain.CurrentDomain.ProcessExit += (_, _) => stopped.TrySetResult();
        await using var host = await DepartmentsHost.StartAsync(options, clock, default);
        Console.WriteLine($"六个部门模拟系统：{host.Address}，回执发往 {options.Platform}");
        await stopped.Task;
        return 0;
    }

    private static Uri? OwnAddress(IServer server) =>
        server.Features.Get<IServerAddressesFeature>()?.Addresses
            .Select(a => new Uri(a.Replace("://*", "://127.0.0.1", StringComparison.Ordinal).Replace("://+", "://127.0.0.1", StringComparison.Ordinal)))
            .Select(u => u.Host is "0.0.0.0" or "[::]" ? new UriBuilder(u) { Host = "127.0.0.1" }.Uri : u)
            .OrderBy(u => u.Scheme).FirstOrDefault();

    [LoggerMessage(LogLevel.Information, "The simulated departments listen on {Address}")]
    private static partial void LogStarted(ILogger logger, Uri address);

    [LoggerMessage(LogLevel.Warning, "{Address} is taken: the simulated departments of another copy are used")]
    private static partial void LogPortTaken(ILogger logger, Uri address);
}
