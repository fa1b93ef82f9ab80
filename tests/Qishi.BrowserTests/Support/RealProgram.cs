using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Xunit;

[assembly: AssemblyFixture(typeof(Qishi.BrowserTests.Support.RealProgram))]

namespace Qishi.BrowserTests.Support;

/// <summary>
/// The program as people run it: a process of its own on a free port, with a data folder of its own and the demo county. One for all tests;
/// it is stopped and its data removed at the end.
/// </summary>
public sealed class RealProgram : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> log = new();
    private readonly string folder = Directory.CreateTempSubdirectory("qishi-browser-").FullName;
    private Process? process;

    public string Address { get; private set; } = "";

    /// <summary>Last lines the program wrote, for the message of a failed test.</summary>
    public string Log => string.Join('\n', log.TakeLast(60));

    public async ValueTask InitializeAsync()
    {
        Address = $"http://127.0.0.1:{FreePort()}";
        // The test project references the program, so it lies built beside the tests; it runs from its own folder to find its pictures and styles.
        var source = Path.Combine(Repository.Root, "src", "Qishi");
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = source, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Qishi.dll"));
        start.Environment["ASPNETCORE_URLS"] = Address;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Demo";
        start.Environment["Departments__Url"] = $"http://127.0.0.1:{FreePort()}";
        start.Environment["Exchange__TimeFactor"] = "0.001";
        start.Environment["ASPNETCORE_CONTENTROOT"] = source;
        start.Environment["DataFolder"] = folder;
        start.Environment["RateLimits__Factor"] = "0";
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        process = Process.Start(start) ?? throw new InvalidOperationException("The program did not start.");
        process.OutputDataReceived += (_, e) => log.Enqueue(e.Data ?? "");
        process.ErrorDataReceived += (_, e) => log.Enqueue(e.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await WaitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task WaitAsync()
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        for (var attempt = 0; attempt < 240; attempt++)
        {
            if (process!.HasExited)
                throw new InvalidOperationException("The program ended while starting:\n" + Log);
            try
            {
                if ((await client.GetAsync(Address + "/help")).IsSuccessStatusCode)
                    return;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                // Not listening yet.
            }

            await Task.Delay(500);
        }

        throw new TimeoutException("The program did not answer:\n" + Log);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
