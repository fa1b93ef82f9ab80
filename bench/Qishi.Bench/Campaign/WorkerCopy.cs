using System.Diagnostics;
using System.Net;
using System.Text;

namespace Qishi.Bench.Campaign;

/// <summary>One copy of the real program as a process of its own: it answers departments and delivers, or does all the work; it may be killed at any moment and started again at the same address.</summary>
internal sealed class WorkerCopy : IDisposable
{
    private readonly string program;
    private readonly IReadOnlyDictionary<string, string?> settings;
    private readonly string roles;
    private readonly Queue<string> said = new();
    private Process? process;

    public WorkerCopy(string program, IReadOnlyDictionary<string, string?> settings, string roles = "web,exchange")
    {
        (this.program, this.settings, this.roles) = (program, settings, roles);
        Address = new Uri($"http://127.0.0.1:{Ports.Free()}");
    }

    public Uri Address { get; }

    /// <summary>Its last lines.</summary>
    public string Said
    {
        get
        {
            lock (said)
                return string.Join('\n', said);
        }
    }

    public void Start()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(program)! };
        start.ArgumentList.Add(program);
        foreach (var (key, value) in settings)
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Testing";
        start.Environment["ASPNETCORE_URLS"] = Address.GetLeftPart(UriPartial.Authority);
        start.Environment["Roles"] = roles;
        start.Environment["Exchange__Worker"] = "true";
        start.Environment["Departments__Start"] = "false";
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        // Many copies share few cores.
        start.Environment["DOTNET_TieredPGO"] = "0";
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, e) => Hear(e.Data);
        process.ErrorDataReceived += (_, e) => Hear(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Waits for its first answer.</summary>
    public async Task ReadyAsync(CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = Address };
        while (true)
        {
            if (process is not { HasExited: false })
                throw new InvalidOperationException("The program ended: " + Said);
            try
            {
                using var response = await http.GetAsync(new Uri("/health/live", UriKind.Relative), ct);
                if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound)
                    return;
            }
            catch (HttpRequestException)
            {
            }

            await Task.Delay(50, ct);
        }
    }

    /// <summary>kill -9: no handler runs, nothing is flushed.</summary>
    public void Kill()
    {
        if (process is null)
            return;
        if (!process.HasExited)
            process.Kill();
        process.WaitForExit();
        process.Dispose();
        process = null;
    }

    public void Dispose() => Kill();

    private void Hear(string? line)
    {
        if (line is null)
            return;
        lock (said)
        {
            said.Enqueue(line);
            if (said.Count > 200)
                said.Dequeue();
        }
    }
}
