namespace Qishi.Kernel.Draw;

/// <summary>How many are drawn of each stratum (rulebook B §1.4). Whole numbers only: shares in basis points (1 % = 100).</summary>
public static class Quotas
{
    /// <summary>One share for all.</summary>
    /// <param name="sizes">Objects of each stratum.</param>
    /// <param name="shareBp">Share in basis points.</param>
    public static int[] ByShare(IReadOnlyList<int> sizes, int shareBp)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        return ByShares(sizes, [.. sizes.Select(_ => shareBp)]);
    }

    /// <summary>A share for each stratum: min(N, ⌈N × share⌉).</summary>
    /// <param name="sizes">Objects of each stratum.</param>
    /// <param name="sharesBp">Share of each in basis points, 0 to 10,000.</param>
    public static int[] ByShares(IReadOnlyList<int> sizes, IReadOnlyList<int> sharesBp)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        ArgumentNullException.ThrowIfNull(sharesBp);
        return [.. sizes.Select((size, i) => (int)Math.Min(size, (((long)size * sharesBp[i]) + 9_999) / 10_000))];
    }

    /// <summary>
    /// A number in all, spread by weight: share = Q·N·w ÷ ΣN·w, rounded down, the rest to the largest remainders; a tie goes to the larger pool, then to the
    /// stratum named first. What would pass a stratum's size is spread again over the others by the same rule (rulings, Risk classes).
    /// </summary>
    /// <param name="sizes">Objects of each stratum.</param>
    /// <param name="weights">Weight of each, not negative.</param>
    /// <param name="total">How many in all; more than there are objects of weight draws them all.</param>
    public static int[] ByWeight(IReadOnlyList<int> sizes, IReadOnlyList<int> weights, int total)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentOutOfRangeException.ThrowIfNegative(total);
        var quotas = new int[sizes.Count];
        var open = Enumerable.Range(0, sizes.Count).Where(i => sizes[i] > 0 && weights[i] > 0).ToList();
        var left = Math.Min(total, open.Sum(i => sizes[i]));
        while (left > 0)
        {
            var shares = Spread(open, sizes, weights, left);
            var full = open.Where(i => shares[i] >= sizes[i]).ToList();
            // Strata that would overflow take all they have; the rest is shared anew among the others.
            foreach (var i in full.Count > 0 ? full : open) quotas[i] = Math.Min(sizes[i], shares[i]);
            if (full.Count == 0) break;
            left -= full.Sum(i => sizes[i]);
            open = [.. open.Except(full)];
        }

        return quotas;
    }

    private static Dictionary<int, int> Spread(List<int> open, IReadOnlyList<int> sizes, IReadOnlyList<int> weights, int total)
    {
        var sum = open.Aggregate((Int128)0, (all, i) => all + ((Int128)sizes[i] * weights[i]));
        var shares = open.ToDictionary(i => i, i => (int)((Int128)total * sizes[i] * weights[i] / sum));
        var rest = total - shares.Values.Sum();
        foreach (var i in open.OrderByDescending(i => (Int128)total * sizes[i] * weights[i] % sum).ThenByDescending(i => sizes[i]).ThenBy(i => i).Take(rest)) shares[i]++;
        return shares;
    }
}
