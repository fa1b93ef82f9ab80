using System.Globalization;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace Qishi.Platform.Telemetry;

/// <summary>
/// Logs as JSON lines on the console, without personal data: no query strings, no form values, the route instead of the address, SQL without parameters and only
/// when something is wrong. The demo writes plain lines and only warnings. Traces and metrics leave the machine only when <c>Telemetry:OtlpEndpoint</c> is set.
/// </summary>
internal static class TelemetrySetup
{
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var demo = builder.Configuration.GetValue("Demo", true);
        builder.Host.UseSerilog((_, log) =>
        {
            log.MinimumLevel.Is(demo ? LogEventLevel.Warning : LogEventLevel.Information)
                .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
                .MinimumLevel.Override("Microsoft.Hosting.Lifetime", demo ? LogEventLevel.Warning : LogEventLevel.Information)
                .MinimumLevel.Override("System", LogEventLevel.Warning)
                // A lost race for a key is how two copies of the program agree; whoever cares logs the exception itself.
                .MinimumLevel.Override("Microsoft.EntityFrameworkCore.Database.Command", LogEventLevel.Fatal)
                .MinimumLevel.Override("Microsoft.EntityFrameworkCore.Update", LogEventLevel.Fatal)
                // The key store seals by itself (DataProtectionKeys); the framework cannot know.
                .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error)
                .Enrich.FromLogContext();
            if (demo)
                log.WriteTo.Console(formatProvider: CultureInfo.InvariantCulture, standardErrorFromLevel: LogEventLevel.Error);
            else
                log.WriteTo.Console(new CompactJsonFormatter());
        }, preserveStaticLogger: true);
        AddOpenTelemetry(builder);
    }

    /// <summary>One line per request: method, route, status, milliseconds.</summary>
    public static void UseRequestLog(this WebApplication app) => app.UseSerilogRequestLogging(o =>
    {
        o.Logger = app.Services.GetRequiredService<Serilog.ILogger>();
        o.MessageTemplate = "{RequestMethod} {Route} {StatusCode} {Elapsed:0.0} ms";
        o.GetMessageTemplateProperties = (http, _, elapsed, status) =>
        [
            new("RequestMethod", new ScalarValue(http.Request.Method)),
            new("Route", new ScalarValue((http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(none)")),
            new("StatusCode", new ScalarValue(status)),
            new("Elapsed", new ScalarValue(elapsed)),
        ];
        o.GetLevel = (_, _, error) => error is null ? LogEventLevel.Information : LogEventLevel.Error;
    });

    private static void AddOpenTelemetry(WebApplicationBuilder builder)
    {
        var endpoint = builder.Configuration["Telemetry:OtlpEndpoint"] ?? builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"];
        if (string.IsNullOrEmpty(endpoint))
            return;
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(r => r.AddService("qishi"))
            .WithTracing(t => t.AddSource(Meters.Name).AddAspNetCoreInstrumentation(o => o.Filter = http => !http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal))
                .AddHttpClientInstrumentation().AddOtlpExporter(o => o.Endpoint = new Uri(endpoint)))
            .WithMetrics(m => m.AddMeter(Meters.Name).AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddOtlpExporter(o => o.Endpoint = new Uri(endpoint)));
    }
}
