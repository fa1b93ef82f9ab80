using System.Globalization;
using Qishi.Kernel;
using Qishi.Platform.Data;

namespace Qishi.Platform.Events;

/// <summary>
/// Heads of the chain, written to files outside the database: one line per anchor (moment, number, hash), one file per day. Copied to another place they show
/// when the end of the log has been cut off or the whole chain was made anew.
/// </summary>
internal sealed class LogHeads(DatabaseOptions options, TimeProvider clock)
{
    private readonly string folder = Path.Combine(options.DataFolder, "log-heads");
    private long written = -1;

    public async Task WriteAsync(long no, string hash, CancellationToken ct)
    {
        if (no == 0 || no == written)
            return;
        Directory.CreateDirectory(folder);
        var now = clock.UtcNow();
        await File.AppendAllTextAsync(Path.Combine(folder, $"{ChinaTime.DayOf(now):yyyy-MM-dd}.txt"), string.Create(CultureInfo.InvariantCulture, $"{now:yyyy-MM-ddTHH:mm:ssZ} {no} {hash}\n"), ct);
        written = no;
    }

    /// <summary>All anchors, oldest file first; lines that are no anchors (cut off by a crash) are passed over.</summary>
    public IEnumerable<(long No, string Hash)> Read()
    {
        if (!Directory.Exists(folder))
            yield break;
        foreach (var file in Directory.GetFiles(folder, "*.txt").Order(StringComparer.Ordinal))
            foreach (var line in File.ReadLines(file))
                if (line.Split(' ') is [_, var no, { Length: 64 } hash] && long.TryParse(no, CultureInfo.InvariantCulture, out var number))
                    yield return (number, hash);
    }
}
