using System.Net;
using System.Text.Json;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Channels.FileDrop;
using Qishi.Modules.Exchange.Channels.RabbitMq;
using Qishi.Modules.Exchange.Contracts;

namespace Qishi.Departments;

/// <summary>
/// The ways on which a department itself fetches: its queue at the bureau, the message broker, its folder. Confirmed only when it is in the books; whatever fails is
/// fetched again.
/// </summary>
internal sealed class FetchDoors(DepartmentsOptions options, SteeringDesk steering, Reception reception, HttpClient http, RabbitLink rabbit, TimeProvider clock)
{
    private const int Stored = 31 * 86_400;
    private static readonly TimeSpan NotOurRoute = TimeSpan.FromSeconds(30);
    private readonly Dictionary<string, DateTime> askAgain = [];

    public async Task RoundAsync(Habit habit, CancellationToken ct)
    {
        if (steering[habit.Code].IsDown(clock.UtcNow()))
            return;
        await FolderAsync(habit, ct);
        await BrokerAsync(habit, ct);
        await QueueAsync(habit, ct);
    }

    private async Task FolderAsync(Habit habit, CancellationToken ct)
    {
        var folder = DropFolder.Outbox(options.FilesFolder, habit.Code);
        foreach (var name in DropFolder.Manifests(folder))
            if (DropFolder.Read(folder, name) is { } m && IsDone(await reception.TakeAsync(habit, m.Manifest.Signature(), WirePlaces.HandOversPath, m.Manifest.Key, m.Body, Stored, Door.Files, ct)))
                DropFolder.Move(folder, name, m.Manifest.File, Path.Combine(folder, "taken"));
    }

    private async Task BrokerAsync(Habit habit, CancellationToken ct)
    {
        if (!rabbit.IsConfigured)
            return;
        var queue = WirePlaces.HandOversQueue(habit.Code);
        try
        {
            var channel = await rabbit.ChannelAsync(queue, ct);
            var failed = false;
            while (!failed && await channel.BasicGetAsync(queue, autoAck: false, ct) is { } message)
            {
                failed = !IsDone(await reception.TakeAsync(habit, RabbitMessages.Signature(message.BasicProperties), WirePlaces.HandOversPath, message.BasicProperties.MessageId ?? "", message.Body.ToArray(), Stored, Door.Queue, ct));
                if (failed)
                    await channel.BasicNackAsync(message.DeliveryTag, multiple: false, requeue: true, ct);
                else
                    await channel.BasicAckAsync(message.DeliveryTag, multiple: false, ct);
            }
        }
        catch (Exception e) when (RabbitLink.IsFault(e, ct))
        {
            await rabbit.DropAsync(queue);
        }
    }

    private async Task QueueAsync(Habit habit, CancellationToken ct)
    {
        if (options.Secret(habit.Code) is not { } secret || askAgain.GetValueOrDefault(habit.Code) > clock.UtcNow())
            return;
        var parcels = await AskAsync(habit, secret, ct);
        var taken = new List<WireTaken>();
        foreach (var parcel in parcels)
            if (await reception.TakeAsync(habit, parcel.Signature(), WirePlaces.HandOversPath, parcel.Key, parcel.Body, 300, Door.Pull, ct) is Arrived.Taken or Arrived.Known)
                taken.Add(new(parcel.Key, parcel.Handle ?? ""));
        if (taken.Count > 0)
            using (await SendAsync(HttpMethod.Post, WirePlaces.TakenPath, habit, secret, JsonSerializer.SerializeToUtf8Bytes(taken, Wire.Json), ct))
            {
            }
    }

    private async Task<IReadOnlyList<WireParcel>> AskAsync(Habit habit, byte[] secret, CancellationToken ct)
    {
        using var response = await SendAsync(HttpMethod.Get, WirePlaces.QueuePath + "?most=100", habit, secret, [], ct);
        if (response?.StatusCode == HttpStatusCode.Conflict)
            askAgain[habit.Code] = clock.UtcNow() + (options.Works ? NotOurRoute : TimeSpan.Zero);
        if (response?.StatusCode != HttpStatusCode.OK)
            return [];
        try
        {
            return JsonSerializer.Deserialize<IReadOnlyList<WireParcel>>(await response.Content.ReadAsStringAsync(ct), Wire.Json) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private async Task<HttpResponseMessage?> SendAsync(HttpMethod method, string path, Habit habit, byte[] secret, byte[] body, CancellationToken ct)
    {
        if (options.NextPlatform() is not { } platform)
            return null;
        using var request = new HttpRequestMessage(method, new Uri(platform, path));
        if (body.Length > 0)
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json", "utf-8") } };
        foreach (var (header, value) in WireSignature.Sign(secret, habit.Code, method.Method, path, "", body, clock.UtcNow()).Headers)
            request.Headers.Add(header, value);
        try
        {
            return await http.SendAsync(request, ct);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is TaskCanceledException && !ct.IsCancellationRequested))
        {
            return null;
        }
    }

    // What cannot be believed is left to the bureau, which sends again when no receipt comes; leaving it would block what is behind it.
    private static bool IsDone(Arrived arrived) => arrived is not (Arrived.Down or Arrived.Failed or Arrived.TakenWithoutReply);
}
