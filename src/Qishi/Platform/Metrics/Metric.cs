namespace Qishi.Platform.Metrics;

/// <summary>
/// One figure, declared by the module that owns it: every screen and report asks here, so no two pages can show two values.
/// </summary>
/// <param name="Code">Stable code, e.g. <c>startup.onTimeShare</c>.</param>
/// <param name="Name">Chinese name.</param>
/// <param name="Unit">户, 件, %, 分钟 …</param>
/// <param name="Definition">How it is counted, one Chinese sentence.</param>
/// <param name="DrillDown">Address of the records it counts; null when there is none.</param>
/// <param name="ReadAsync">Reads the figure for a window of Chinese days, both ends included.</param>
public sealed record Metric(
    string Code, string Name, string Unit, string Definition, string? DrillDown, Func<IServiceProvider, MetricWindow, CancellationToken, Task<MetricValue>> ReadAsync);

public sealed record MetricWindow(DateOnly From, DateOnly To);

/// <summary>A value, or why there is none: zero and unknown are different sentences.</summary>
public sealed record MetricValue(double? Number, string Text, string? WhyMissing = null);
