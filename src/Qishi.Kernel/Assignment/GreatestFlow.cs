namespace Qishi.Kernel.Assignment;

/// <summary>Greatest flow through a network by Dinic's method: shortest paths in layers, each layer emptied before the next.</summary>
/// <param name="nodes">Number of nodes.</param>
internal sealed class GreatestFlow(int nodes)
{
    private readonly List<int> ends = [];
    private readonly List<int> left = [];
    private readonly List<int>[] edges = [.. Enumerable.Range(0, nodes).Select(_ => new List<int>())];
    private readonly int[] level = new int[nodes];
    private readonly int[] tried = new int[nodes];

    public void Add(int from, int to, int capacity)
    {
        edges[from].Add(ends.Count);
        ends.Add(to);
        left.Add(capacity);
        edges[to].Add(ends.Count);
        ends.Add(from);
        left.Add(0);
    }

    public int Run(int source, int sink)
    {
        var total = 0;
        while (Layer(source, sink))
        {
            Array.Clear(tried);
            for (int sent; (sent = Send(source, sink, int.MaxValue)) > 0;) total += sent;
        }

        return total;
    }

    private bool Layer(int source, int sink)
    {
        Array.Fill(level, -1);
        level[source] = 0;
        var queue = new Queue<int>([source]);
        while (queue.TryDequeue(out var node))
        {
            foreach (var edge in edges[node])
            {
                if (left[edge] == 0 || level[ends[edge]] >= 0) continue;
                level[ends[edge]] = level[node] + 1;
                queue.Enqueue(ends[edge]);
            }
        }

        return level[sink] >= 0;
    }

    private int Send(int node, int sink, int most)
    {
        if (node == sink) return most;
        for (; tried[node] < edges[node].Count; tried[node]++)
        {
            var edge = edges[node][tried[node]];
            if (left[edge] == 0 || level[ends[edge]] != level[node] + 1) continue;
            var sent = Send(ends[edge], sink, Math.Min(most, left[edge]));
            if (sent == 0) continue;
            left[edge] -= sent;
            left[edge ^ 1] += sent;
            return sent;
        }

        return 0;
    }
}
