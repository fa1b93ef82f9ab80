namespace Qishi.Kernel.Assignment;

/// <summary>How even loads are (rulebook B §1.5). All in relation to capacity.</summary>
/// <param name="MaxMinRatio">Largest through smallest; positive infinity when somebody has nothing.</param>
/// <param name="Variation">Standard deviation of the whole group through the mean.</param>
/// <param name="Gini">0 all equal … 1 one has all.</param>
public readonly record struct Fairness(double MaxMinRatio, double Variation, double Gini)
{
    /// <summary>Computes the figures; all are even when there is nothing to share.</summary>
    /// <param name="loads">Loads in relation to capacity.</param>
    public static Fairness Of(IReadOnlyList<double> loads)
    {
        ArgumentNullException.ThrowIfNull(loads);
        var mean = loads.Count == 0 ? 0 : loads.Average();
        if (mean == 0) return new(1, 0, 0);
        var deviation = Math.Sqrt(loads.Average(l => (l - mean) * (l - mean)));
        var sorted = loads.Order().ToArray();
        var weighted = sorted.Select((l, i) => ((2 * (i + 1)) - sorted.Length - 1) * l).Sum();
        return new(sorted[0] == 0 ? double.PositiveInfinity : sorted[^1] / sorted[0], deviation / mean, weighted / (sorted.Length * sorted.Length * mean));
    }
}
