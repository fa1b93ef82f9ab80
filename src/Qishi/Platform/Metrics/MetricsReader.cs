namespace Qishi.Platform.Metrics;

/// <summary>Reads the figures the modules declare.</summary>
public interface IMetricsReader
{
    /// <summary>All figures, in module order.</summary>
    IReadOnlyList<Metric> All { get; }

    /// <summary>Reads one figure for a window of Chinese days; one that cannot be read says why instead of failing the page.</summary>
    /// <exception cref="KeyNotFoundException">There is no figure with that code.</exception>
    Task<MetricValue> ReadAsync(string code, MetricWindow window, CancellationToken ct);

    /// <summary>Reads several, in the order asked.</summary>
    Task<IReadOnlyList<(Metric Metric, MetricValue Value)>> ReadAsync(IEnumerable<string> codes, MetricWindow window, CancellationToken ct);
}

internal sealed class MetricsReader(ModuleList modules, IServiceProvider services, ILogger<MetricsReader> logger) : IMetricsReader
{
    private readonly Dictionary<string, Metric> byCode = modules.SelectMany(m => m.Metrics).ToDictionary(m => m.Code, StringComparer.Ordinal);

    public IReadOnlyList<Metric> All => [.. byCode.Values];

    public Task<MetricValue> ReadAsync(string code, MetricWindow window, CancellationToken ct) =>
        byCode.TryGetValue(code, out var metric) ? ReadAsync(metric, window, ct) : throw new KeyNotFoundException($"There is no metric '{code}'.");

    public async Task<IReadOnlyList<(Metric Metric, MetricValue Value)>> ReadAsync(IEnumerable<string> codes, MetricWindow window, CancellationToken ct)
    {
        var result = new List<(Metric, MetricValue)>();
        foreach (var code in codes)
            result.Add((byCode[code], await ReadAsync(code, window, ct)));
        return result;
    }

    private async Task<MetricValue> ReadAsync(Metric metric, MetricWindow window, CancellationToken ct)
    {
        try
        {
            return await metric.ReadAsync(services, window, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            logger.LogError(e, "Metric {Metric} could not be read", metric.Code);
            return new(null, "—", "暂时读不出来，请稍后刷新");
        }
    }
}
