namespace Qishi.Kernel.Assignment;

/// <summary>
/// Makes loads even: from the most loaded inspector downwards looks for a chain of replacements that ends at somebody with less, then for one with exchanges, else for
/// another whole team; taken when everybody concerned ends below where the first one stood. Ends when none is left; each step makes the sorted loads smaller, so it does end.
/// </summary>
internal static class Levelling
{
    public static void Run(AssignmentProblem problem, TeamBoard board, int[] rank)
    {
        var order = Enumerable.Range(0, problem.Inspectors.Count).ToArray();
        var chains = new ChainSearch(problem, board, rank);
        bool better;
        do
        {
            better = false;
            Array.Sort(order, (a, b) => board.LoadOf(b).CompareTo(board.LoadOf(a)) is var c and not 0 ? c : rank[a].CompareTo(rank[b]));
            foreach (var start in order)
                while (chains.Relieve(start, exchanges: false) || chains.Relieve(start, exchanges: true) || ByNewTeam(problem, board, start, rank)) better = true;
        }
        while (better);
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
}
