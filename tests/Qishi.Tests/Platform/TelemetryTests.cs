using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Qishi.Platform.Data;
using Qishi.Platform.Telemetry;
using Qishi.Tests.Platform.Events;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Platform;

public sealed partial class TelemetryTests
{
    [Theory]
    [InlineData("http://127.0.0.1:4317", true)]
    [InlineData(null, false)]
    public async Task TracesAndMetrics_LeaveTheMachineOnlyWhereAnEndpointIsSet(string? endpoint, bool exported)
    {
        await using var app = await BareApp.NewAsync(DatabaseKind.Sqlite, extra: new() { ["Telemetry:OtlpEndpoint"] = endpoint });
        Assert.Equal(exported, app.Services.GetService<TracerProvider>() is not null);
        Assert.Equal(exported, app.Services.GetService<MeterProvider>() is not null);
    }

    [Fact]
    public async Task SealedEvents_AreCounted()
    {
        long counted = 0;
        using var listener = new MeterListener { InstrumentPublished = (instrument, l) => Enable(instrument, l) };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref counted, value));
        listener.Start();
        await using var app = await Counted.NewAppAsync(DatabaseKind.Sqlite);
        await app.AppendAsync("k", 5);
        await app.SealAllAsync();
        Assert.True(Interlocked.Read(ref counted) >= 5, $"{counted}");

        static void Enable(Instrument instrument, MeterListener l)
        {
            if (instrument.Meter.Name == Meters.Name && instrument.Name == "qishi.log.sealed")
                l.EnableMeasurementEvents(instrument);
        }
    }

    /// <summary>A line per request names the route, never what was asked or typed.</summary>
    [Fact]
    public async Task Log_OfTheRealProgram_CarriesNoPersonalData()
    {
        await using var app = await BareApp.NewAsync(DatabaseKind.Sqlite, seed: true, extra: new() { ["Demo"] = "false" });
        using var child = ChildProgram.Start(app.Settings);
        var address = "";
        for (var i = 0; i < 1200 && address.Length == 0; i++)
        {
            Assert.False(child.HasEnded, child.Said);
            address = Started().Match(child.Said) is { Success: true } match ? match.Groups[1].Value : "";
            if (address.Length == 0)
                await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        using (var client = new HttpClient { BaseAddress = new Uri(address) })
        {
            using var asked = await client.GetAsync("/search?q=13877776666", TestContext.Current.CancellationToken);
            using var posted = await client.PostAsync("/signin", new FormUrlEncodedContent(new Dictionary<string, string> { ["Form.Account"] = "451521199001010011", ["Form.Password"] = "Geheim#4711" }), TestContext.Current.CancellationToken);
        }

        for (var i = 0; i < 100 && !child.Said.Contains("/signin", StringComparison.Ordinal); i++)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        await child.KillAsync();
        Assert.Contains("\"Route\":\"/search\"", child.Said, StringComparison.Ordinal);
        foreach (var secret in new[] { "13877776666", "451521199001010011", "Geheim" })
            Assert.DoesNotContain(secret, child.Said, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"启市已启动：(http://\S+)")]
    private static partial Regex Started();
}
