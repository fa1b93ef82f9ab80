using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Channels.FileDrop;
using Qishi.Modules.Exchange.Channels.RabbitMq;
using Qishi.Modules.Exchange.Contracts;

namespace Qishi.Departments;

/// <summary>Sends receipts back the way the hand-over came, with the faults of the script on the way.</summary>
internal sealed class ReportDoors(DepartmentsOptions options, HttpClient http, RabbitLink rabbit, TimeProvider clock)
{
    private static readonly MediaTypeHeaderValue JsonType = new("application/json", "utf-8");

    /// <summary>True when the other side has it for certain; else the same receipts are sent again later.</summary>
    public async Task<bool> SendAsync(Habit habit, Door door, string name, byte[] body, Fault fault, CancellationToken ct)
    {
        if (fault == Fault.Fail || options.Secret(habit.Code) is not { } secret)
            return false;
        if (fault == Fault.Delay)
            await Task.Delay(TimeSpan.FromMilliseconds(200), clock, ct);
        if (fault == Fault.WrongSignature)
            secret = [.. secret.Select(b => (byte)(b ^ 0xFF))];
        var signature = WireSignature.Sign(secret, habit.Code, "POST", Wire.ReceiptsPath, "", body, clock.UtcNow());
        if (fault == Fault.Corrupt)
            body = Reception.Corrupted(body);
        var sent = door switch
        {
            Door.Queue => await PublishAsync(habit, name, body, signature, ct),
            Door.Files => Put(habit, name, body, signature, fault),
            Door.Platform => await ForwardAsync(habit, body, signature, ct),
            _ => await PostAsync(Wire.ReceiptsPath, body, signature, ct),
        };
        // A queue and a folder take everything; the department learns only later that it was of no use, so it sends again.
        return sent && fault is not (Fault.LoseReply or Fault.WrongSignature or Fault.Corrupt or Fault.HalfFile);
    }

    private Task<bool> ForwardAsync(Habit habit, byte[] body, WireSignature signature, CancellationToken ct)
    {
        if (options.Secret(PlatformDesk.Code) is not { } secret)
            return Task.FromResult(false);
        var parcel = JsonSerializer.SerializeToUtf8Bytes(new WireParcel(habit.Code, "", signature.Headers.ToDictionary(h => h.Key, h => h.Value), body), Wire.Json);
        return PostAsync(WirePlaces.PlatformReceiptsPath, parcel, WireSignature.Sign(secret, PlatformDesk.Code, "POST", WirePlaces.PlatformReceiptsPath, "", parcel, clock.UtcNow()), ct);
    }

    private async Task<bool> PostAsync(string path, byte[] body, WireSignature signature, CancellationToken ct)
    {
        if (options.NextPlatform() is not { } platform)
            return false;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(platform, path)) { Content = new ByteArrayContent(body) { Headers = { ContentType = JsonType } } };
        foreach (var (header, value) in signature.Headers)
            request.Headers.Add(header, value);
        try
        {
            using var response = await http.SendAsync(request, ct);
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is TaskCanceledException && !ct.IsCancellationRequested))
        {
            return false;
        }
    }

    private async Task<bool> PublishAsync(Habit habit, string name, byte[] body, WireSignature signature, CancellationToken ct)
    {
        var queue = WirePlaces.ReceiptsQueue(habit.Code);
        try
        {
            await (await rabbit.ChannelAsync(queue, ct)).BasicPublishAsync("", queue, mandatory: true, RabbitMessages.Properties(signature, name), body, ct);
            return true;
        }
        catch (Exception e) when (RabbitLink.IsFault(e, ct))
        {
            await rabbit.DropAsync(queue);
            return false;
        }
    }

    private bool Put(Habit habit, string name, byte[] body, WireSignature signature, Fault fault)
    {
        var folder = DropFolder.Inbox(options.FilesFolder, habit.Code);
        try
        {
            DropFolder.Put(folder, name, "", body, signature);
            // The writer died: the file ends in the middle, the manifest is there already.
            if (fault == Fault.HalfFile)
                File.WriteAllBytes(Path.Combine(folder, name + ".json"), body[..(body.Length / 2)]);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
