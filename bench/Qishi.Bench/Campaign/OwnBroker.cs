using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Qishi.Departments;
using Qishi.Modules.Exchange.Contracts;
using Amqp = RabbitMQ.Client;

namespace Qishi.Bench.Campaign;

/// <summary>A RabbitMQ node of this run's own, with its own ports and folder, started without root; killed and started again when a fault wants it, gone at the end.</summary>
internal sealed class OwnBroker : IAsyncDisposable
{
    private const string Server = "/usr/lib/rabbitmq/bin/rabbitmq-server";
    private readonly string folder = Directory.CreateTempSubdirectory("qishi-broker-").FullName;
    private readonly string name = "qishi" + Guid.NewGuid().ToString("N")[..8] + "@localhost";
    private readonly int[] ports = [Ports.Free(), Ports.Free(), Ports.Free()];
    private Process? process;

    /// <summary>Why there is none; null when there is.</summary>
    public static string? Missing => File.Exists(Server) ? null : "RabbitMQ is not installed (apt-get install rabbitmq-server)";

    public Uri Address => new($"amqp://guest:guest@127.0.0.1:{ports[0]}/");

    public static async Task<OwnBroker> StartAsync()
    {
        var broker = new OwnBroker();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => broker.Kill();
        await broker.RunAsync();
        return broker;
    }

    /// <summary>kill -9 and start again on the same files.</summary>
    public async Task RestartAsync()
    {
        Kill();
        await RunAsync();
    }

    /// <summary>Forgets what other runs left.</summary>
    public async Task EmptyAsync()
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var habit in Habit.All)
        {
            await channel.QueueDeleteAsync(WirePlaces.HandOversQueue(habit.Code), ifUnused: false, ifEmpty: false);
            await channel.QueueDeleteAsync(WirePlaces.ReceiptsQueue(habit.Code), ifUnused: false, ifEmpty: false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        using var epmd = Start("epmd", "-port", ports[1].ToString(CultureInfo.InvariantCulture), "-kill");
        await epmd.WaitForExitAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task RunAsync()
    {
        process = Start(Server);
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        while (true)
        {
            try
            {
                await using var connection = await ConnectAsync();
                return;
            }
            catch (Exception) when (!limit.IsCancellationRequested && !process.HasExited)
            {
                await Task.Delay(200, limit.Token);
            }
        }
    }

    private Task<Amqp.IConnection> ConnectAsync() => new Amqp.ConnectionFactory { Uri = Address, RequestedConnectionTimeout = TimeSpan.FromSeconds(5) }.CreateConnectionAsync();

    private void Kill()
    {
        if (process is { HasExited: false })
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        process?.Dispose();
        process = null;
    }

    private Process Start(string file, params string[] arguments)
    {
        var start = new ProcessStartInfo(file) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (key, value) in new Dictionary<string, string>
        {
            ["HOME"] = folder,
            ["RABBITMQ_NODENAME"] = name,
            ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODE_PORT"] = ports[0].ToString(CultureInfo.InvariantCulture),
            ["ERL_EPMD_PORT"] = ports[1].ToString(CultureInfo.InvariantCulture),
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_DIST_PORT"] = ports[2].ToString(CultureInfo.InvariantCulture),
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "db"),
            ["RABBITMQ_LOG_BASE"] = Path.Combine(folder, "log"),
            ["RABBITMQ_PID_FILE"] = Path.Combine(folder, "pid"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(folder, "plugins"),
            ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(folder, "none"),
            ["RABBITMQ_GENERATED_CONFIG_DIR"] = Path.Combine(folder, "generated"),
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "+S 1:1",
        })
            start.Environment[key] = value;
        return Process.Start(start)!;
    }
}

internal static class Ports
{
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
