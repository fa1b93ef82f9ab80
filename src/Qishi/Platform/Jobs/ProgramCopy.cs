using System.Diagnostics;
using System.Globalization;

namespace Qishi.Platform.Jobs;

/// <summary>
/// This running copy of the program, as it signs leases: machine, process, its start and a random part. On the same machine the signature of a process
/// that is gone tells that its leases are free, so a restart after a crash need not wait for them to run out.
/// </summary>
public sealed class ProgramCopy
{
    public string Id { get; } = $"{Environment.MachineName}/{Environment.ProcessId}/{StartOf(Process.GetCurrentProcess())}/{Guid.NewGuid().ToString("N")[..8]}";

    /// <summary>True when the owner certainly no longer runs; false when it runs or cannot be told (another machine).</summary>
    internal static bool IsGone(string owner)
    {
        if (owner.Split('/') is not [var machine, var id, var start, _] || machine != Environment.MachineName || !int.TryParse(id, CultureInfo.InvariantCulture, out var processId))
            return false;
        try
        {
            using var process = Process.GetProcessById(processId);
            return process.HasExited || StartOf(process) != start;
        }
        catch (ArgumentException)
        {
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception or NotSupportedException)
        {
            return false;
        }
    }

    // To the second: the same start is computed from clock ticks and may differ by a little between readers.
    private static string StartOf(Process process) =>
        Math.Round((process.StartTime.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
