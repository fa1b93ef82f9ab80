using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Qishi.Kernel;
using Qishi.Kernel.Sm;
using Qishi.Modules.Exchange.Channels;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Modules.Exchange.Sign;

namespace Qishi.Modules.Exchange.Deliver;

/// <summary>Talks to a department's system: signed, with a time limit, never following where it is sent.</summary>
internal sealed class DepartmentClient(IHttpClientFactory clients, TimeProvider clock)
{
    public const string ClientName = "departments";
    private static readonly MediaTypeHeaderValue JsonType = new("application/json", "utf-8"), EventType = new(Wire.EventMediaType, "utf-8");

    public Task<PushOutcome> PushAsync(Parcel parcel, TimeSpan limit, CancellationToken ct) =>
        HandAsync(PartnerOf(parcel.Department), "/hand-overs", parcel.Key, parcel.Body, limit, ct);

    /// <summary>Posts a signed message and tells what became of it.</summary>
    public async Task<PushOutcome> HandAsync(Partner partner, string path, string key, byte[] body, TimeSpan limit, CancellationToken ct)
    {
        var at = clock.UtcNow();
        var answer = await SendAsync(partner, HttpMethod.Post, path, key, body, limit, ct);
        var (outcome, sentence) = answer switch
        {
            { Status: HttpStatusCode.OK or HttpStatusCode.Accepted } => (AttemptOutcome.Delivered, "对方系统已接收"),
            { Status: HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity } => (AttemptOutcome.DataRefused, "对方系统认为数据不符合约定，同样的数据不再重发"),
            { Status: { } status } => (AttemptOutcome.ServerError, $"对方系统应答{(int)status}"),
            { TimedOut: true } => (AttemptOutcome.TimedOut, "连接超时"),
            _ => (AttemptOutcome.Unreachable, answer.Error ?? "连不上对方系统"),
        };
        return new(Guid.CreateVersion7(clock.GetUtcNow()), at, answer.Milliseconds, outcome, (int?)answer.Status, Sm3.Hex(body), answer.Body is null ? null : Sm3.Hex(answer.Body), sentence);
    }

    /// <summary>Null when the department's system is well; else what was wrong.</summary>
    public Task<string?> ProbeAsync(Department department, TimeSpan limit, CancellationToken ct) => ProbeAsync(PartnerOf(department), "/health", limit, ct);

    public async Task<string?> ProbeAsync(Partner partner, string path, TimeSpan limit, CancellationToken ct) =>
        await SendAsync(partner, HttpMethod.Get, path, "", [], limit, ct) switch
        {
            { Status: HttpStatusCode.OK } => null,
            { Status: { } status } => $"对方系统应答{(int)status}",
            { TimedOut: true } => "连接超时",
            var answer => answer.Error ?? "连不上对方系统",
        };

    /// <summary>A page of the department's own list; null when it could not be read.</summary>
    public async Task<IReadOnlyList<WireListLine>?> ListAsync(Department department, DateTime from, DateTime to, string after, TimeSpan limit, CancellationToken ct)
    {
        var answer = await SendAsync(PartnerOf(department), HttpMethod.Get, $"/hand-overs?from={from:yyyy-MM-ddTHH:mm:ssZ}&to={to:yyyy-MM-ddTHH:mm:ssZ}&after={Uri.EscapeDataString(after)}", "", [], limit, ct);
        if (answer is not { Status: HttpStatusCode.OK, Body: { } body })
            return null;
        try
        {
            return JsonSerializer.Deserialize<IReadOnlyList<WireListLine>>(body, Wire.Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Reads (no body) or sets the steering of a simulated department; null when it does not answer. Demo only.</summary>
    public async Task<T?> ControlAsync<T>(Department department, byte[]? body, CancellationToken ct)
    {
        var answer = await SendAsync(PartnerOf(department), body is null ? HttpMethod.Get : HttpMethod.Post, "/control", "", body ?? [], TimeSpan.FromSeconds(3), ct);
        try
        {
            return answer is { Status: HttpStatusCode.OK, Body: { Length: > 0 } read } ? JsonSerializer.Deserialize<T>(read, Wire.Json) : default;
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static Partner PartnerOf(Department department) => new(department.Endpoint, department.Code, department.SecretBytes);

    private async Task<Answer> SendAsync(Partner partner, HttpMethod method, string path, string key, byte[] body, TimeSpan limit, CancellationToken ct)
    {
        var started = clock.GetTimestamp();
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(limit);
        try
        {
            if (!Uri.TryCreate(partner.Endpoint + path, UriKind.Absolute, out var uri))
                return new(null, null, false, "还没有登记对方系统的地址", 0);
            using var request = new HttpRequestMessage(method, uri);
            var signature = WireSignature.Sign(partner.Secret, partner.Code, method.Method, uri.PathAndQuery, key, body, clock.UtcNow());
            foreach (var (name, value) in signature.Headers)
                request.Headers.Add(name, value);
            if (key.Length > 0)
                request.Headers.Add(WireSignature.KeyHeader, key);
            if (body.Length > 0)
                request.Content = new ByteArrayContent(body) { Headers = { ContentType = key.Length > 0 ? EventType : JsonType } };
            using var response = await clients.CreateClient(ClientName).SendAsync(request, limited.Token);
            return new(response.StatusCode, await response.Content.ReadAsByteArrayAsync(limited.Token), false, null, Elapsed(started));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new(null, null, true, null, Elapsed(started));
        }
        catch (HttpRequestException e)
        {
            return new(null, null, false, e.Message.Any(c => c > 0x2E7F) ? e.Message : e.HttpRequestError == HttpRequestError.ConnectionError ? "连不上对方系统" : "连接中断，没有收到应答", Elapsed(started));
        }
        catch (IOException)
        {
            return new(null, null, false, "连接中断，没有收到应答", Elapsed(started));
        }
    }

    private int Elapsed(long started) => (int)clock.GetElapsedTime(started).TotalMilliseconds;

    private sealed record Answer(HttpStatusCode? Status, byte[]? Body, bool TimedOut, string? Error, int Milliseconds);
}

/// <summary>Whom to call and with which secret to sign: a department's system, or a carrier's.</summary>
internal sealed record Partner(string Endpoint, string Code, byte[] Secret);

/// <summary>What an attempt brought. The id is made once, so that saving it again after a conflict does not record it twice.</summary>
internal sealed record PushOutcome(
    Guid Id, DateTime At, int Milliseconds, AttemptOutcome Outcome, int? HttpStatus, string? RequestDigest, string? ResponseDigest, string Sentence);
