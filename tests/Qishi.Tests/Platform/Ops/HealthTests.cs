using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Qishi.Platform;
using Qishi.Platform.Data;
using Qishi.Platform.Gates;
using Qishi.Platform.Metrics;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Platform.Ops;

public sealed class HealthTests
{
    [Theory, OnEachDatabase]
    public async Task Ready_RunningProgram_Answers(DatabaseKind kind)
    {
        using var client = TestApp.Shared(kind).CreateClient();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live")).StatusCode);
        var ready = await client.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        using var body = JsonDocument.Parse(await ready.Content.ReadAsStringAsync());
        Assert.Equal("Healthy", body.RootElement.GetProperty("checks").GetProperty("database").GetString());
    }

    [Fact]
    public async Task Gates_OneFails_AsksForAPersonAndTheOthersStand()
    {
        var gates = new AllGates([new Broken(), new Blocking()], NullLogger<AllGates>.Instance);
        var answers = await gates.AskAsync(new("registration.establish", null, [], new(2026, 11, 24)), default);
        Assert.Equal([GateVerdict.Blocked, GateVerdict.NeedsPerson], answers.Select(a => a.Verdict));
    }

    [Fact]
    public async Task Metrics_OneFails_SaysWhyInsteadOfFailing()
    {
        var metric = new Metric("t.broken", "测试", "件", "", null, (_, _, _) => throw new InvalidOperationException());
        var module = new Module(new("Test", "测试", "tst_"), typeof(HealthTests), _ => { }, [], [], [], [metric], (_, _) => Task.CompletedTask);
        var reader = new MetricsReader(new ModuleList { module }, new ServiceCollection().BuildServiceProvider(), NullLogger<MetricsReader>.Instance);
        var value = await reader.ReadAsync("t.broken", new(new(2026, 1, 1), new(2026, 1, 2)), default);
        Assert.Null(value.Number);
        Assert.NotNull(value.WhyMissing);
        await Assert.ThrowsAsync<KeyNotFoundException>(() => reader.ReadAsync("t.unknown", new(new(2026, 1, 1), new(2026, 1, 2)), default));
    }

    private sealed class Broken : IGate
    {
        public string Name => "失信核查";
        public Task<IReadOnlyList<GateAnswer>> AskAsync(GateQuestion question, CancellationToken ct) => throw new TimeoutException();
    }

    private sealed class Blocking : IGate
    {
        public string Name => "黑名单";
        public Task<IReadOnlyList<GateAnswer>> AskAsync(GateQuestion question, CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<GateAnswer>>([new(GateVerdict.Blocked, "不得任职", "R-1", null)]);
    }
}
