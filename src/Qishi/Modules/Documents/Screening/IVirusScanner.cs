namespace Qishi.Modules.Documents.Screening;

/// <summary>Port for a virus scanner (for example a ClamAV daemon), asked before a file is stored.</summary>
internal interface IVirusScanner
{
    Task<ScanVerdict> ScanAsync(ReadOnlyMemory<byte> content, CancellationToken ct);
}

internal enum ScanVerdict { Clean, Infected, Unavailable }

/// <summary>No scanner: finds nothing but the EICAR test file. An operator who needs malware scanning registers a real one; the module's README says so.</summary>
internal sealed class NoVirusScanner : IVirusScanner
{
    // In two pieces, so that scanners of the machines this program is built and installed on leave the program alone.
    private static readonly byte[] Test = [.. @"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD"u8, .. "-ANTIVIRUS-TEST-FILE!$H+H*"u8];

    public Task<ScanVerdict> ScanAsync(ReadOnlyMemory<byte> content, CancellationToken ct) =>
        Task.FromResult(content.Span.IndexOf(Test) >= 0 ? ScanVerdict.Infected : ScanVerdict.Clean);
}
