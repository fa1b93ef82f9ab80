using System.Globalization;
using Qishi.Kernel;
using Qishi.Platform.Data;

namespace Qishi.Platform.Events;

/// <summary>
/// Heads of the chain, written to files outside the database: one line per anchor (moment, number, hash), one file per day. Copied to another place they show
/// when the end of the log has been cut off or the whole chain was made anew.
/// </summary>
internal sealed class LogHeads(DatabaseOptions options, IConfiguration configuration, TimeProvider clock)
{
    private readonly string[] folders = [Path.Combine(options.DataFolder, "log-heads"), .. Elsewhere(configuration)];
    private long written = -1;

    public async Task WriteAsync(long no, string hash, CancellationToken ct)
    {
        if (no == 0 || no == written)
            return;
        await AppendAsync(folders[0], no, hash, ct);
        written = no;
    }

    /// <summary>The day's anchor, in every folder: also where <c>Anchors:Folders</c> names places on another machine or medium.</summary>
    /// <returns>Folders that could not be written, with the reason.</returns>
    public async Task<IReadOnlyList<string>> WriteEverywhereAsync(long no, string hash, CancellationToken ct)
    {
        var failed = new List<string>();
        foreach (var folder in folders)
        {
            try
            {
                await AppendAsync(folder, no, hash, ct);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                failed.Add($"{folder}（{e.Message}）");
            }
        }

        return failed;
    }

    /// <summary>All anchors of all folders, oldest file first; lines that are no anchors (cut off by a crash) are passed over.</summary>
    public IEnumerable<LogHead> Read() => folders.SelectMany(ReadFolder);

    /// <summary>Anchors of one folder.</summary>
    public static IEnumerable<LogHead> ReadFolder(string folder)
    {
        if (!Directory.Exists(folder))
            yield break;
        foreach (var file in Directory.GetFiles(folder, "*.txt").Order(StringComparer.Ordinal))
            foreach (var line in File.ReadLines(file))
                if (LogHead.Read(line) is { } head)
                    yield return head;
    }

    private async Task AppendAsync(string folder, long no, string hash, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        var now = clock.UtcNow();
        await File.AppendAllTextAsync(Path.Combine(folder, $"{ChinaTime.DayOf(now):yyyy-MM-dd}.txt"), new LogHead(now, no, hash) + "\n", ct);
    }

    private static string[] Elsewhere(IConfiguration configuration) =>
        [.. (configuration["Anchors:Folders"] ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Path.GetFullPath)];
}

/// <summary>Where the chain stood at a moment.</summary>
/// <param name="At">Moment, UTC.</param>
/// <param name="No">Number of the last seal.</param>
/// <param name="Hash">Its hash.</param>
internal sealed record LogHead(DateTime At, long No, string Hash)
{
    /// <summary>Reads a line; null when it is no anchor.</summary>
    public static LogHead? Read(string line) =>
        line.Split(' ') is [var at, var no, { Length: 64 } hash] && long.TryParse(no, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && DateTime.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var moment) ? new(moment, number, hash) : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At:yyyy-MM-ddTHH:mm:ssZ} {No} {Hash}");
}
