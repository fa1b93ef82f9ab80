namespace Qishi.Kernel.Assignment;

/// <summary>
/// Looks for a chain that relieves an inspector: each on it hands a place to the next, or exchanges a heavier object for a lighter one with him; taken when everybody
/// on it ends below where the first one stood. Whoever is reached carries what he takes in; taking in less is better in every way, so the least is kept.
/// </summary>
internal sealed class ChainSearch
{
    private readonly TeamBoard board;
    private readonly int[][][] byRank;
    private readonly int[] taken;
    private readonly int[] most;
    private readonly int[] giveable;
    private readonly bool[] waiting;
    private readonly Link[] links;
    private readonly Queue<int> queue = new();

    /// <param name="problem">The problem.</param>
    /// <param name="board">Teams and loads.</param>
    /// <param name="rank">Place of each inspector in an order drawn by chance: decides who is tried first.</param>
    public ChainSearch(AssignmentProblem problem, TeamBoard board, int[] rank)
    {
        this.board = board;
        (taken, most, giveable, waiting, links) = (new int[rank.Length], new int[rank.Length], new int[rank.Length], new bool[rank.Length], new Link[rank.Length]);
        // Objects of one station share their list.
        var known = new Dictionary<IReadOnlyList<int>, int[]>(ReferenceEqualityComparer.Instance);
        byRank = [.. problem.Objects.Select(o => o.Places.Select(p => known.TryGetValue(p, out var sorted) ? sorted : known[p] = [.. p.OrderBy(i => rank[i])]).ToArray())];
    }

    /// <summary>Relieves an inspector; false changes nothing.</summary>
    /// <param name="start">Whom.</param>
    /// <param name="exchanges">Exchanges too; without them a search is ten times as fast.</param>
    public bool Relieve(int start, bool exchanges)
    {
        var top = board.LoadOf(start);
        for (var i = 0; i < most.Length; i++)
        {
            most[i] = board.MostBelow(i, top);
            giveable[i] = 0;
            foreach (var (obj, _) in board.Held[i]) giveable[i] = Math.Max(giveable[i], board.PointsOf(obj));
        }

        Array.Fill(taken, int.MaxValue);
        taken[start] = 0;
        queue.Clear();
        if (!most.Index().Any(m => EndsBelow(m.Index, 1))) return false;
        queue.Enqueue(start);
        while (queue.TryDequeue(out var from))
        {
            waiting[from] = false;
            if (Moves(start, from) || (exchanges && Exchanges(start, from))) return End();
        }

        return false;

        bool End()
        {
            foreach (var left in queue) waiting[left] = false;
            return true;
        }
    }

    private bool Moves(int start, int from)
    {
        var held = board.Held[from];
        for (var h = 0; h < held.Count; h++)
        {
            var (obj, place) = held[h];
            var points = board.PointsOf(obj);
            if (!EndsBelow(from, taken[from] - points)) continue;
            foreach (var to in byRank[obj][place])
                if (taken[to] > points && IsOfUse(to, points) && board.Fits(obj, place, to) && Reach(start, to, points, new(from, held[h], null))) return true;
        }

        return false;
    }

    private bool Exchanges(int start, int from)
    {
        var held = board.Held[from];
        // What he has to get rid of at least, himself.
        var need = Math.Max(1, board.Added[from] + taken[from] - most[from]);
        for (var h = 0; h < held.Count; h++)
        {
            var (obj, place) = held[h];
            var points = board.PointsOf(obj);
            if (points <= need) continue;
            foreach (var to in byRank[obj][place])
            {
                if (taken[to] <= need || to == from || !IsOfUse(to, need)) continue;
                var others = board.Held[to];
                for (var o = 0; o < others.Count; o++)
                {
                    var less = points - board.PointsOf(others[o].Object);
                    if (less < need || taken[to] <= less || !board.FitsExchange(held[h], others[o])) continue;
                    if (Reach(start, to, less, new(from, held[h], others[o]))) return true;
                }
            }
        }

        return false;
    }

    // The end of a chain, or one more who has to hand something on.
    private bool Reach(int start, int to, int points, Link link)
    {
        if (EndsBelow(to, points)) return Apply(start, to, link);
        // Nobody hands on to one who stands before him on the chain.
        for (var at = link.From; at != start; at = links[at].From)
            if (at == to) return false;
        (taken[to], links[to]) = (points, link);
        if (!waiting[to]) queue.Enqueue(to);
        waiting[to] = true;
        return false;
    }

    // Who could not even hand on enough is no part of any chain.
    private bool IsOfUse(int inspector, int points) => EndsBelow(inspector, points - giveable[inspector]);

    private bool EndsBelow(int inspector, int change) => board.Added[inspector] + change <= most[inspector];

    // From the far end back to the start, so that nobody is over his room in between; undone when a rule stands against it.
    private bool Apply(int start, int end, Link last)
    {
        var done = new Stack<(int At, Link Link)>();
        var touched = new List<int> { start };
        var good = true;
        for (var (at, link) = (end, last); good && at != start; (at, link) = (link.From, links[link.From]))
        {
            touched.Add(at);
            good = Take(at, link);
            if (good) done.Push((at, link));
        }

        if (good && touched.TrueForAll(i => board.Added[i] <= most[i])) return true;
        // Going back through states that were good keeps every team a team.
        while (done.TryPop(out var step))
        {
            if (step.Link.Other is { } other) board.Exchange(step.Link.One, other);
            else board.Replace(step.Link.One.Object, step.Link.One.Place, step.Link.From);
        }

        return false;
    }

    // A chain may come by one object twice, so that what it was found with no longer stands.
    private bool Take(int to, Link link)
    {
        if (board.Teams[link.One.Object]![link.One.Place] != link.From) return false;
        if (link.Other is not { } other) return board.Replace(link.One.Object, link.One.Place, to);
        return board.Teams[other.Object]![other.Place] == to && board.Exchange(link.One, other);
    }

    private readonly record struct Link(int From, (int Object, int Place) One, (int Object, int Place)? Other);
}
