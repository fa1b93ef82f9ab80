using System.Numerics;

namespace Qishi.Kernel.Assignment;

/// <summary>
/// Makes loads even: from the most loaded inspector downwards looks for a chain of replacements that ends at somebody with less, else for an exchange with a
/// lighter object, else for another whole team; taken when everybody concerned ends below where the first one stood. Ends when none is left; each step makes the
/// sorted loads smaller, so it does end.
/// </summary>
internal static class Levelling
{
    public static void Run(AssignmentProblem problem, TeamBoard board, int[] rank)
    {
        var order = Enumerable.Range(0, problem.Inspectors.Count).ToArray();
        var search = new Search(problem, rank);
        bool better;
        do
        {
            better = false;
            Array.Sort(order, (a, b) => board.LoadOf(b).CompareTo(board.LoadOf(a)) is var c and not 0 ? c : rank[a].CompareTo(rank[b]));
            foreach (var start in order)
            {
                if (!ByChain(problem, board, start, search) && !ByExchange(problem, board, start) && !ByNewTeam(problem, board, start, rank)) continue;
                better = true;
                break;
            }
        }
        while (better);
    }

    // Breadth first over inspectors; each is come by once, and when all have been nothing new can follow.
    private static bool ByChain(AssignmentProblem problem, TeamBoard board, int start, Search search)
    {
        var (top, cameBy, queue) = (board.LoadOf(start), search.CameBy, search.Queue);
        search.Begin(start);
        queue.Clear();
        queue.Enqueue(start);
        while (queue.TryDequeue(out var from))
        {
            // Applying a chain changes what is held.
            foreach (var (obj, place) in board.Held[from].ToArray())
            {
                if (search.Left == 0) return false;
                var (points, mask) = (problem.Objects[obj].HalfPoints, search.Masks[obj][place]);
                for (var word = 0; word < mask.Length; word++)
                {
                    for (var bits = mask[word] & search.Open[word]; bits != 0; bits &= bits - 1)
                    {
                        var at = (word * 64) + BitOperations.TrailingZeroCount(bits);
                        var to = search.ByRank[at];
                        cameBy[to] = (from, obj, place);
                        search.Close(at);
                        if (board.LoadOf(to, points) < top && board.HasRoom(to, points))
                        {
                            if (Apply(problem, board, start, to, cameBy, top)) return true;
                            search.Reopen(at);
                            continue;
                        }

                        queue.Enqueue(to);
                    }
                }
            }
        }

        return false;
    }

    // From the far end back to the start, so that nobody is over his room in between; undone when a rule stands against it.
    private static bool Apply(AssignmentProblem problem, TeamBoard board, int start, int end, (int From, int Object, int Place)[] cameBy, Load top)
    {
        var done = new Stack<(int Object, int Place, int Before)>();
        var touched = new List<int>();
        var good = true;
        for (var at = end; good && at != start; at = cameBy[at].From)
        {
            var (from, obj, place) = cameBy[at];
            touched.Add(at);
            good = board.Teams[obj]![place] == from && board.Replace(obj, place, at);
            if (good) done.Push((obj, place, from));
        }

        good = good && board.LoadOf(start) < top && touched.TrueForAll(i => board.LoadOf(i) < top && board.Added[i] <= problem.Inspectors[i].Room);
        if (good) return true;
        // Going back through states that were good keeps every team a team.
        while (done.TryPop(out var step)) board.Replace(step.Object, step.Place, step.Before);
        return false;
    }

    private static bool ByExchange(AssignmentProblem problem, TeamBoard board, int start)
    {
        var top = board.LoadOf(start);
        foreach (var (obj, place) in board.Held[start].ToArray())
        {
            for (var other = 0; other < problem.Objects.Count; other++)
            {
                var less = problem.Objects[obj].HalfPoints - problem.Objects[other].HalfPoints;
                if (less <= 0 || board.Teams[other] is not { } team) continue;
                for (var at = 0; at < team.Length; at++)
                {
                    if (board.LoadOf(team[at], less) < top && board.HasRoom(team[at], less) && board.Exchange((obj, place), (other, at))) return true;
                }
            }
        }

        return false;
    }

    private static bool ByNewTeam(AssignmentProblem problem, TeamBoard board, int start, int[] rank)
    {
        var top = board.LoadOf(start);
        foreach (var obj in board.Held[start].Select(h => h.Object).ToArray())
        {
            var before = board.Unseat(obj);
            var points = problem.Objects[obj].HalfPoints;
            var candidates = problem.Objects[obj].Places.Select(p =>
                p.Where(i => i != start && board.HasRoom(i, points) && board.LoadOf(i, points) < top).OrderBy(i => board.LoadOf(i)).ThenBy(i => rank[i]).ToArray()).ToArray();
            var team = new int[before.Length];
            var found = Fill(board, obj, candidates, team, 0);
            board.Seat(obj, found ? team : before);
            if (found) return true;
        }

        return false;
    }

    private static bool Fill(TeamBoard board, int obj, int[][] candidates, int[] team, int place)
    {
        if (place == team.Length) return board.IsTeam(obj, team);
        foreach (var inspector in candidates[place])
        {
            if (team.AsSpan(0, place).Contains(inspector)) continue;
            team[place] = inspector;
            if (Fill(board, obj, candidates, team, place + 1)) return true;
        }

        return false;
    }

    /// <summary>What the search for chains needs again and again. Inspectors stand by rank, one bit each: who may take a place and was not come by yet is one look.</summary>
    private sealed class Search
    {
        private readonly int[] rank;

        public Search(AssignmentProblem problem, int[] rank)
        {
            this.rank = rank;
            var words = (rank.Length + 63) / 64;
            (Open, ByRank, CameBy) = (new ulong[words], new int[rank.Length], new (int, int, int)[rank.Length]);
            for (var i = 0; i < rank.Length; i++) ByRank[rank[i]] = i;
            // Objects of one station share their list.
            var known = new Dictionary<IReadOnlyList<int>, ulong[]>(ReferenceEqualityComparer.Instance);
            Masks = [.. problem.Objects.Select(o => o.Places.Select(p => known.TryGetValue(p, out var mask) ? mask : known[p] = MaskOf(p, words)).ToArray())];
        }

        public ulong[][][] Masks { get; }

        public int[] ByRank { get; }

        public ulong[] Open { get; }

        /// <summary>How many were not come by yet.</summary>
        public int Left { get; private set; }

        public (int From, int Object, int Place)[] CameBy { get; }

        public Queue<int> Queue { get; } = new();

        public void Begin(int start)
        {
            Left = rank.Length;
            for (var at = 0; at < rank.Length; at++) Open[at / 64] |= 1UL << (at % 64);
            Close(rank[start]);
        }

        public void Close(int at)
        {
            Open[at / 64] &= ~(1UL << (at % 64));
            Left--;
        }

        public void Reopen(int at)
        {
            Open[at / 64] |= 1UL << (at % 64);
            Left++;
        }

        private ulong[] MaskOf(IReadOnlyList<int> inspectors, int words)
        {
            var mask = new ulong[words];
            foreach (var i in inspectors) mask[rank[i] / 64] |= 1UL << (rank[i] % 64);
            return mask;
        }
    }
}
