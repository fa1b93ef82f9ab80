namespace Qishi.Kernel.Draw;

/// <summary>
/// Sorts a pool and hands it on from the front while the rest is still being sorted. Digests are spread evenly, so their first byte parts a large pool into 256 pieces that fit
/// the processor's memory; a second thread sorts one after the other.
/// </summary>
internal static class PoolOrder
{
    // Below this a second thread is not worth its start.
    private const int Large = 100_000, Pieces = 256;

    /// <summary>Sorts in place.</summary>
    /// <param name="entries">Entries in any order.</param>
    /// <param name="take">Called with each next piece of the sorted array, from the front: its start and its end.</param>
    public static void Sort(PoolEntry[] entries, Action<int, int> take)
    {
        if (entries.Length < Large)
        {
            Array.Sort(entries);
            take(0, entries.Length);
            return;
        }

        var ends = Part(entries);
        using var sorted = new SemaphoreSlim(0);
        var sorting = Task.Run(() =>
        {
            for (var piece = 0; piece < Pieces; piece++)
            {
                var start = piece == 0 ? 0 : ends[piece - 1];
                Array.Sort(entries, start, ends[piece] - start);
                sorted.Release();
            }
        });
        for (var piece = 0; piece < Pieces; piece++)
        {
            sorted.Wait();
            take(piece == 0 ? 0 : ends[piece - 1], ends[piece]);
        }

        sorting.GetAwaiter().GetResult();
    }

    // Each entry goes to its piece by exchanges in place: a second array would be as large as the pool.
    private static int[] Part(PoolEntry[] entries)
    {
        var (next, ends) = (new int[Pieces], new int[Pieces]);
        foreach (var entry in entries) ends[entry.FirstByte]++;
        for (var piece = 1; piece < Pieces; piece++)
        {
            ends[piece] += ends[piece - 1];
            next[piece] = ends[piece - 1];
        }

        for (var piece = 0; piece < Pieces; piece++)
        {
            while (next[piece] < ends[piece])
            {
                var entry = entries[next[piece]];
                while (entry.FirstByte != piece)
                {
                    var home = next[entry.FirstByte]++;
                    (entry, entries[home]) = (entries[home], entry);
                }

                entries[next[piece]++] = entry;
            }
        }

        return ends;
    }
}
