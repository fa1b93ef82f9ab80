using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Channels.RabbitMq;
using Qishi.Modules.Exchange.Contracts;

namespace Qishi.Departments;

/// <summary>
/// Six department systems behind real HTTP on a port of their own, each with its habits, so that the exchange can be seen at work and broken at will.
/// They know the platform only by its wire contract.
/// </summary>
internal sealed class DepartmentsHost : IAsyncDisposable
{
    private readonly WebApplication web;
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = TimeSpan.FromSeconds(15) };
    private readonly SemaphoreSlim writing = new(1);
    private readonly CancellationTokenSource stopping = new();
    private readonly DepartmentsOptions options;
    private readonly TimeProvider clock;
    private readonly Intake intake;
    private readonly Workday workday;
    private readonly RabbitLink rabbit;
    private readonly Reception reception;
    private readonly FetchDoors fetching;
    private readonly PlatformDesk platform;
    private Task running = Task.CompletedTask;

    private DepartmentsHost(DepartmentsOptions options, TimeProvider clock)
    {
        (this.options, this.clock) = (options, clock);
        intake = new Intake(options, writing, clock);
        rabbit = new RabbitLink(options.RabbitMq, "departments");
        workday = new Workday(options, Steering, writing, new ReportDoors(options, http, rabbit, clock), clock);
        reception = new Reception(options, Steering, intake, clock);
        fetching = new FetchDoors(options, Steering, reception, http, rabbit, clock);
        platform = new PlatformDesk(options, Steering, reception, clock);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.AddServerHeader = false;
            k.Limits.MaxRequestBodySize = 256 * 1024;
            if (IPAddress.TryParse(options.Url.Host, out var address))
                k.Listen(address, options.Url.Port);
            else
                k.ListenLocalhost(options.Url.Port);
        });
        web = builder.Build();
        Map();
    }

    public SteeringDesk Steering { get; } = new();
    public DepartmentsOptions Options => options;

    /// <summary>Where they listen, with the real port.</summary>
    public Uri Address => new(web.Urls.First());

    public static async Task<DepartmentsHost> StartAsync(DepartmentsOptions options, TimeProvider clock, CancellationToken ct)
    {
        var host = new DepartmentsHost(options, clock);
        Directory.CreateDirectory(options.Folder);
        await using (var db = new DepartmentsDb(options.File))
            await db.Database.EnsureCreatedAsync(ct);
        await host.web.StartAsync(ct);
        host.running = Task.WhenAll(host.intake.RunAsync(host.stopping.Token), options.Works ? host.WorkAsync(host.stopping.Token) : Task.CompletedTask);
        return host;
    }

    /// <summary>Does everything that is due now.</summary>
    public async Task RoundAsync(CancellationToken ct = default)
    {
        foreach (var habit in Habit.All)
            await fetching.RoundAsync(habit, ct);
        await workday.RoundAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        try
        {
            await running;
        }
        catch (OperationCanceledException)
        {
        }

        await web.StopAsync(CancellationToken.None);
        await web.DisposeAsync();
        http.Dispose();
        await rabbit.DisposeAsync();
        writing.Dispose();
        stopping.Dispose();
    }

    private async Task WorkAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await RoundAsync(ct);
            }
            catch (Exception e) when (e is DbUpdateException or Microsoft.Data.Sqlite.SqliteException or IOException)
            {
                // The next round tries again.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(150), clock, ct);
        }
    }

    private void Map()
    {
        web.MapGet("/{code}/health", (string code, HttpContext c) => SignedAsync(code, c, (_, _, _) => Task.FromResult(Results.Ok())));
        web.MapPost("/{code}/hand-overs", ReceiveAsync);
        platform.Map(web);
        web.MapGet("/{code}/hand-overs", (string code, HttpContext c) => SignedAsync(code, c, ListAsync));
        web.MapGet("/{code}/control", (string code, HttpContext c) => SignedAsync(code, c, ShowAsync, steers: true));
        web.MapPost("/{code}/control", (string code, HttpContext c) => SignedAsync(code, c, SteerAsync, steers: true));
    }

    private async Task<IResult> SignedAsync(string code, HttpContext c, Func<Habit, HttpContext, byte[], Task<IResult>> act, bool steers = false)
    {
        if (Habit.Of(code) is not { } habit)
            return Results.NotFound();
        using var buffer = new MemoryStream();
        await c.Request.Body.CopyToAsync(buffer, c.RequestAborted);
        var body = buffer.ToArray();
        var now = clock.UtcNow();
        if (options.Secret(habit.Code) is not { } secret || WireSignature.Read(n => c.Request.Headers[n]) is not { } signature || signature.Department != habit.Code
            || !signature.Matches(secret, c.Request.Method, c.Request.Path + c.Request.QueryString, c.Request.Headers[WireSignature.KeyHeader].ToString(), body) || !signature.IsFresh(now, 300))
            return Results.Unauthorized();
        if (steers)
            return await act(habit, c, body);
        return Steering[habit.Code].IsDown(now) ? Results.StatusCode(503) : await act(habit, c, body);
    }

    private async Task<IResult> ReceiveAsync(string code, HttpContext c)
    {
        if (Habit.Of(code) is not { } habit)
            return Results.NotFound();
        using var buffer = new MemoryStream();
        await c.Request.Body.CopyToAsync(buffer, c.RequestAborted);
        var key = c.Request.Headers[WireSignature.KeyHeader].ToString();
        var arrived = await reception.TakeAsync(habit, WireSignature.Read(n => c.Request.Headers[n]), c.Request.Path + c.Request.QueryString, key, buffer.ToArray(), 300, Door.Push, c.RequestAborted);
        if (arrived == Arrived.TakenWithoutReply)
            c.Abort();
        return arrived.Answer(key);
    }

    private async Task<IResult> ListAsync(Habit habit, HttpContext c, byte[] body)
    {
        if (!Moment(c.Request.Query["from"], out var from) || !Moment(c.Request.Query["to"], out var to))
            return Results.BadRequest();
        var after = c.Request.Query["after"].ToString();
        await using var db = new DepartmentsDb(options.File);
        var rows = await db.Received.AsNoTracking().Where(r => r.Department == habit.Code && r.OrderedAt >= from && r.OrderedAt < to && r.Key.CompareTo(after) > 0)
            .OrderBy(r => r.Key).Take(200).ToListAsync(c.RequestAborted);
        return Results.Json(
            rows.Select(r => new WireListLine(r.Key, r.PayloadDigest, JsonSerializer.Deserialize<Dictionary<string, string>>(r.Fields, Wire.Json)!, r.Status == "RECEIVED" ? "ACKED" : r.Status, r.Effects)), Wire.Json);
    }

    private async Task<IResult> ShowAsync(Habit habit, HttpContext c, byte[] body)
    {
        await using var db = new DepartmentsDb(options.File);
        var own = db.Received.AsNoTracking().Where(r => r.Department == habit.Code);
        var lines = await own.OrderByDescending(r => r.Id).Take(10).Select(r => new SimulatorLine(r.Key, r.CaseNo, r.EntityName, r.ReceivedAt, r.Deliveries, r.Effects, r.Status)).ToListAsync(c.RequestAborted);
        return Results.Json(new SimulatorState(Steering[habit.Code], await own.CountAsync(c.RequestAborted), await own.CountAsync(r => r.Effects > 1, c.RequestAborted), lines), Wire.Json);
    }

    private Task<IResult> SteerAsync(Habit habit, HttpContext c, byte[] body)
    {
        try
        {
            if (JsonSerializer.Deserialize<Steering>(body, Wire.Json) is not { Mode: "normal" or "slow" or "down" } steering)
                return Task.FromResult(Results.BadRequest());
            Steering[habit.Code] = steering;
            return Task.FromResult(Results.Json(steering, Wire.Json));
        }
        catch (JsonException)
        {
            return Task.FromResult(Results.BadRequest());
        }
    }

    private static bool Moment(string? text, out DateTime at) => DateTime.TryParse(
        text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal | System.Globalization.DateTimeStyles.AssumeUniversal, out at);
}

internal sealed record SimulatorState(Steering Steering, int Received, int DoneTwice, IReadOnlyList<SimulatorLine> Latest);

internal sealed record SimulatorLine(string Key, string CaseNo, string EntityName, DateTime ReceivedAt, int Deliveries, int Effects, string Status);
