namespace Qishi.Kernel.Draw;

/// <summary>Drawing without replacement (docs/draw.md §6): every set of the quota's size has the same chance, so every object has quota through size.</summary>
public static class Sampling
{
    /// <summary>Draws from 0 … size − 1: the first steps of a Fisher–Yates shuffle, in the order drawn.</summary>
    /// <param name="generator">Where the numbers come from.</param>
    /// <param name="size">How many there are.</param>
    /// <param name="quota">How many to draw, at most <paramref name="size"/>.</param>
    public static int[] Draw(DrawGenerator generator, int size, int quota)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentOutOfRangeException.ThrowIfNegative(quota);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quota, size);
        return Draw(generator.Below, size, quota);
    }

    /// <summary>The same with any source of numbers below a bound.</summary>
    internal static int[] Draw(Func<int, int> below, int size, int quota)
    {
        var drawn = new int[quota];
        // Only the places that differ from 0, 1, 2 … are written down: ten million objects need no list of ten million numbers.
        var moved = new Dictionary<int, int>(quota);
        for (var i = 0; i < quota; i++)
        {
            var at = i + below(size - i);
            drawn[i] = moved.GetValueOrDefault(at, at);
            moved[at] = moved.GetValueOrDefault(i, i);
        }

        return drawn;
    }

    /// <summary>Draws from a pool by its strata, each with a stream of its own.</summary>
    /// <returns>For each drawn object its number in <see cref="DrawPool.Entries"/>, stratum by stratum, within a stratum in the order drawn.</returns>
    public static int[] Draw(DrawPool pool, ReadOnlySpan<byte> seed)
    {
        ArgumentNullException.ThrowIfNull(pool);
        var drawn = new List<int>(pool.Terms.Strata.Sum(s => s.Quota));
        for (var number = 0; number < pool.Terms.Strata.Count; number++)
        {
            var stratum = pool.Terms.Strata[number];
            if (stratum.Quota == 0) continue;
            var places = Draw(new DrawGenerator(seed, "objects/" + stratum.Name), stratum.Size, stratum.Quota);
            drawn.AddRange(Numbers(pool.Entries, (byte)number, places));
        }

        return [.. drawn];
    }

    // A place counts the objects of its stratum in the pool's order; one walk through the pool finds all of them.
    private static int[] Numbers(ReadOnlySpan<PoolEntry> entries, byte stratum, int[] places)
    {
        var order = Enumerable.Range(0, places.Length).ToArray();
        Array.Sort((int[])places.Clone(), order);
        var numbers = new int[places.Length];
        var (seen, next) = (0, 0);
        for (var i = 0; i < entries.Length && next < places.Length; i++)
        {
            if (entries[i].Stratum != stratum) continue;
            if (seen++ == places[order[next]]) numbers[order[next++]] = i;
        }

        return numbers;
    }
}
