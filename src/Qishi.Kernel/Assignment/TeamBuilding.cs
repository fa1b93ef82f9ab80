namespace Qishi.Kernel.Assignment;

/// <summary>A first assignment: objects with few choices first, each gets the admissible team whose largest load stays smallest.</summary>
internal static class TeamBuilding
{
    // A team is looked for among this many of the least loaded first; only when there is none, among all.
    private const int FirstLook = 12;

    // Other objects that are moved at most to make room for one.
    private const int MostMoves = 200;

    /// <param name="problem">The problem.</param>
    /// <param name="board">Empty board.</param>
    /// <param name="objects">Objects in an order drawn by chance.</param>
    /// <param name="rank">Place of each inspector in an order drawn by chance; decides between equal loads.</param>
    /// <returns>Objects for which there was no team.</returns>
    public static List<(int Object, string Why)> Build(AssignmentProblem problem, TeamBoard board, int[] objects, int[] rank)
    {
        var missing = new List<(int, string)>();
        foreach (var obj in objects.OrderBy(o => problem.Objects[o].Places.Min(p => p.Count)).ThenByDescending(o => problem.Objects[o].HalfPoints))
        {
            if (!Seat(problem, board, obj, rank) && !SeatByMovingAnother(problem, board, obj, rank))
                missing.Add((obj, Why(problem, obj, Candidates(problem, board, obj, rank))));
        }

        return missing;
    }

    private static bool Seat(AssignmentProblem problem, TeamBoard board, int obj, int[] rank)
    {
        var candidates = Candidates(problem, board, obj, rank);
        var team = Look(board, obj, candidates, FirstLook) ?? Look(board, obj, candidates, int.MaxValue);
        if (team is not null) board.Seat(obj, team);
        return team is not null;
    }

    // Those whom it needs are taken up by another object that could do without them.
    private static bool SeatByMovingAnother(AssignmentProblem problem, TeamBoard board, int obj, int[] rank)
    {
        if (problem.Objects[obj].Places.Any(p => p.Count == 0)) return false;
        var wanted = problem.Objects[obj].Places.SelectMany(p => p).ToHashSet();
        for (var (other, tries) = (0, 0); other < problem.Objects.Count && tries < MostMoves; other++)
        {
            if (board.Teams[other]?.Any(wanted.Contains) != true) continue;
            tries++;
            var before = board.Unseat(other);
            if (Seat(problem, board, obj, rank))
            {
                if (Seat(problem, board, other, rank)) return true;
                board.Unseat(obj);
            }

            board.Seat(other, before);
        }

        return false;
    }

    private static int[][] Candidates(AssignmentProblem problem, TeamBoard board, int obj, int[] rank)
    {
        var rules = problem.Objects[obj];
        return [.. rules.Places.Select(p => p.Where(i => board.HasRoom(i, rules.HalfPoints)).OrderBy(i => board.LoadOf(i, rules.HalfPoints)).ThenBy(i => rank[i]).ToArray())];
    }

    // The best team by its largest load, then by the sum of the places in the candidates' order.
    private static int[]? Look(TeamBoard board, int obj, int[][] candidates, int among)
    {
        int[]? best = null;
        var (bestLargest, bestSum) = (-1, int.MaxValue);
        var team = new int[candidates.Length];
        var depth = candidates.Max(c => Math.Min(c.Length, among));
        // Deepening: a team within the first k candidates of every place beats any that needs a later one.
        for (var limit = 1; limit <= depth && best is null; limit = limit < 4 ? limit + 1 : limit * 2)
            Try(0, limit, 0, 0);
        return best;

        void Try(int place, int limit, int largest, int sum)
        {
            if (best is not null && (largest > bestLargest || (largest == bestLargest && sum >= bestSum))) return;
            if (place == team.Length)
            {
                if (!board.IsTeam(obj, team)) return;
                (best, bestLargest, bestSum) = ([.. team], largest, sum);
                return;
            }

            for (var i = 0; i < Math.Min(limit, candidates[place].Length); i++)
            {
                if (team.AsSpan(0, place).Contains(candidates[place][i])) continue;
                team[place] = candidates[place][i];
                Try(place + 1, limit, Math.Max(largest, i), sum + i);
            }
        }
    }

    private static string Why(AssignmentProblem problem, int obj, int[][] candidates)
    {
        var rules = problem.Objects[obj];
        if (rules.Places.Any(p => p.Count == 0)) return "没有符合条件的检查人员";
        if (candidates.Any(c => c.Length == 0)) return "符合条件的检查人员工作量都已到上限";
        var all = rules.Places.SelectMany(p => p).Distinct().ToList();
        if (all.Count < rules.Places.Count) return "符合条件的检查人员不足两名";
        if (rules.NeedsLeader && !all.Exists(i => problem.Inspectors[i].CanLead)) return "符合条件的人员里没有可以带队的";
        if ((rules.Specialities & ~all.Aggregate(0UL, (s, i) => s | problem.Inspectors[i].Specialities)) != 0) return "符合条件的人员里没有所需专业的";
        return "符合条件的人员组不成符合全部规则的检查组";
    }
}
