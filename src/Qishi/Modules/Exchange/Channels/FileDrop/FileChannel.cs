using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Deliver;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Jobs;

namespace Qishi.Modules.Exchange.Channels.FileDrop;

/// <summary>
/// A shared or SFTP directory per department: hand-overs in its outbox, receipts in its inbox. A file that is still there after the time for a receipt was not
/// fetched; one that is gone was taken, and its receipt is waited for.
/// </summary>
internal sealed class FileChannel(ExchangeOptions options, StoredReceipts intake, Leases leases, TimeProvider clock) : IChannel
{
    private const int AtOnce = 200;
    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(1);

    /// <summary>A writer that needs longer for one file has died.</summary>
    private static readonly TimeSpan HalfWritten = TimeSpan.FromMinutes(10);

    public RouteKind Kind => RouteKind.Files;

    public Task<PushOutcome> SendAsync(Parcel parcel, TimeSpan limit, CancellationToken ct)
    {
        var (folder, stem) = (DropFolder.Outbox(options.FilesFolder, parcel.Department.Code), WirePlaces.FileStem(parcel.Key));
        try
        {
            if (parcel.Row.OfferedAt is not null)
                return Task.FromResult(DropFolder.Holds(folder, stem)
                    ? clock.Outcome(AttemptOutcome.NotFetched, "文件还在目录里，对方没有取")
                    : clock.Outcome(AttemptOutcome.Delivered, "对方已取走文件"));
            var started = clock.GetTimestamp();
            DropFolder.Put(folder, stem, parcel.Key, parcel.Body, WireSignature.Sign(parcel.Department.SecretBytes, parcel.Department.Code, "POST", WirePlaces.HandOversPath, parcel.Key, parcel.Body, clock.UtcNow()));
            return Task.FromResult(clock.Outcome(AttemptOutcome.Offered, "文件已放入对方目录", parcel.Body, started));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult(clock.Outcome(AttemptOutcome.Unreachable, "写不进对方目录"));
        }
    }

    public Task<string?> ProbeAsync(Department department, TimeSpan limit, CancellationToken ct)
    {
        try
        {
            var folder = DropFolder.Outbox(options.FilesFolder, department.Code);
            Directory.CreateDirectory(folder);
            var waiting = DropFolder.Manifests(folder).Count;
            return Task.FromResult(waiting == 0 ? null : $"目录里有{waiting}个文件，对方没有取");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult<string?>("写不进对方目录");
        }
    }

    public async Task<int> ReceiveAsync(Department department, CancellationToken ct)
    {
        var folder = DropFolder.Inbox(options.FilesFolder, department.Code);
        if (DropFolder.Manifests(folder) is not { Count: > 0 } || await leases.TryTakeAsync("exchange.inbox:" + department.Code, Hold, ct) is not { } lease)
            return 0;
        await using var held = lease;
        var taken = 0;
        foreach (var name in DropFolder.Manifests(folder).Take(AtOnce))
        {
            if (DropFolder.Read(folder, name) is { } message)
            {
                // Refused or not, it is kept before the file is moved; a crash in between only brings it once more.
                await intake.TakeAsync(message.Manifest.Signature(), message.Body, ct);
                DropFolder.Move(folder, name, message.Manifest.File, Path.Combine(folder, "taken"));
                taken++;
            }
            else if (clock.UtcNow() - File.GetLastWriteTimeUtc(Path.Combine(folder, name)) > HalfWritten)
            {
                await intake.RefuseAsync(department.Code, Bytes(Path.Combine(folder, name)), ct);
                DropFolder.Move(folder, name, Path.ChangeExtension(name, ".json"), Path.Combine(folder, "refused"));
            }
        }

        return taken;
    }

    private static byte[] Bytes(string path)
    {
        using var stream = File.OpenRead(path);
        var buffer = new byte[2000];
        return buffer[..stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)];
    }
}
