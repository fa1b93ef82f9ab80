using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Qishi.Platform.Data;

namespace Qishi.Bench.Under;

/// <summary>The real program as a process of its own; its simulators in it, as somebody would start it for the demo, or apart, as the departments' systems are in earnest.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private readonly Process process;
    private readonly StreamWriter output;
    private RunningProgram? departments;

    private RunningProgram(Process process, StreamWriter output, Uri address) => (this.process, this.output, Address) = (process, output, address);

    public Uri Address { get; }

    /// <summary>From the start of the process to the first page.</summary>
    public TimeSpan ToFirstPage { get; private set; }

    public static async Task<RunningProgram> ServeAsync(OwnDatabase database, BenchOptions options, CancellationToken ct, bool departmentsApart = false)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var settings = Settings(database, address);
        settings["Departments__Start"] = departmentsApart ? "false" : "true";
        var started = Stopwatch.GetTimestamp();
        var program = Start(database, options, settings, address, []);
        try
        {
            using var http = new HttpClient { BaseAddress = address };
            while (!await AnswersAsync(http, ct))
            {
                if (program.process.HasExited)
                    throw new InvalidOperationException("The program ended: " + program.Tail());
                if (Stopwatch.GetElapsedTime(started) > TimeSpan.FromMinutes(5))
                    throw new TimeoutException("No page within five minutes: " + program.Tail());
                await Task.Delay(20, ct);
            }

            program.ToFirstPage = Stopwatch.GetElapsedTime(started);
            if (departmentsApart)
                program.departments = Start(database, options, settings, address, ["departments"]);
            return program;
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a verb to its end.</summary>
    public static async Task<TimeSpan> VerbAsync(OwnDatabase database, BenchOptions options, CancellationToken ct, params string[] verb)
    {
        var started = Stopwatch.GetTimestamp();
        var nowhere = new Uri("http://127.0.0.1:0");
        await using var program = Start(database, options, Settings(database, nowhere), nowhere, verb);
        await program.process.WaitForExitAsync(ct);
        return program.process.ExitCode == 0 ? Stopwatch.GetElapsedTime(started) : throw new InvalidOperationException(string.Join(' ', verb) + ": " + program.Tail());
    }

    /// <summary>Resident memory, MB.</summary>
    public double ResidentMegabytes()
    {
        var line = File.ReadLines($"/proc/{process.Id}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line["VmRSS:".Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
    }

    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Of the simulators that run apart.</summary>
    public TimeSpan DepartmentsTime => departments?.ProcessorTime ?? default;

    public async ValueTask DisposeAsync()
    {
        if (departments is not null)
            await departments.DisposeAsync();
        if (!process.HasExited)
        {
            using (var ask = Process.Start("kill", $"-TERM {process.Id}"))
                await ask.WaitForExitAsync();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        process.Dispose();
        await output.DisposeAsync();
    }

    private static RunningProgram Start(OwnDatabase database, BenchOptions options, Dictionary<string, string> settings, Uri address, string[] verb)
    {
        var info = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = database.Folder };
        info.ArgumentList.Add(Repository.Program);
        foreach (var word in verb)
            info.ArgumentList.Add(word);
        // As the launch profile of `dotnet run` has it.
        info.Environment["MALLOC_ARENA_MAX"] = "1";
        foreach (var (name, value) in settings)
            info.Environment[name] = value;
        var folder = Directory.CreateDirectory(options.Trace ?? database.Folder).FullName;
        var output = new StreamWriter(new FileStream(Path.Combine(folder, verb is ["departments"] ? "departments.log" : "program.log"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
        var process = new Process { StartInfo = info };
        process.OutputDataReceived += (_, e) => Keep(e.Data, verb.Length > 0);
        process.ErrorDataReceived += (_, e) => Keep(e.Data, verb.Length > 0);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new RunningProgram(process, output, address);

        void Keep(string? line, bool show)
        {
            if (line is null)
                return;
            lock (output)
                output.WriteLine(line);
            if (show)
                Console.WriteLine("  " + line);
        }
    }

    private static Dictionary<string, string> Settings(OwnDatabase database, Uri address) => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Demo",
        ["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority),
        ["Demo"] = "true",
        ["DataFolder"] = database.Folder,
        ["Database__Kind"] = database.Kind == DatabaseKind.Postgres ? "Postgres" : "Sqlite",
        ["Database__Connection"] = database.Connection,
        // The simulators answer at once: their waiting is not what is measured.
        ["Departments__Url"] = $"http://127.0.0.1:{FreePort()}",
        ["Departments__Pace"] = "0",
        ["Departments__Platform"] = address.GetLeftPart(UriPartial.Authority),
        // All requests come from one address.
        ["RateLimits__Factor"] = "0",
        ["Bench"] = "true",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
    };

    private static async Task<bool> AnswersAsync(HttpClient http, CancellationToken ct)
    {
        try
        {
            using var response = await http.GetAsync("/", ct);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private string Tail()
    {
        lock (output)
            output.Flush();
        using var reader = new StreamReader(new FileStream(((FileStream)output.BaseStream).Name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var lines = reader.ReadToEnd().Split('\n');
        return string.Join('\n', lines.TakeLast(30));
    }
}
