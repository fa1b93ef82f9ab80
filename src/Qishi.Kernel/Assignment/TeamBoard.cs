namespace Qishi.Kernel.Assignment;

/// <summary>Teams and loads while they are being made; knows the rules and changes nothing that would break one.</summary>
internal sealed class TeamBoard
{
    private readonly AssignmentProblem problem;
    private readonly bool[][][] admissible;

    public TeamBoard(AssignmentProblem problem)
    {
        this.problem = problem;
        Teams = new int[problem.Objects.Count][];
        Added = new int[problem.Inspectors.Count];
        Held = [.. problem.Inspectors.Select(_ => new List<(int, int)>())];
        admissible = [.. problem.Objects.Select(o => o.Places.Select(p =>
        {
            var row = new bool[problem.Inspectors.Count];
            foreach (var inspector in p) row[inspector] = true;
            return row;
        }).ToArray())];
    }

    /// <summary>For each object its team; null while it has none.</summary>
    public int[]?[] Teams { get; }

    /// <summary>Half points added to each inspector.</summary>
    public int[] Added { get; }

    /// <summary>For each inspector the places held, ascending: object and place.</summary>
    public List<(int Object, int Place)>[] Held { get; }

    public Load LoadOf(int inspector, int more = 0) => new(problem.Inspectors[inspector].Before + Added[inspector] + more, problem.Inspectors[inspector].Capacity);

    public bool IsAdmissible(int obj, int place, int inspector) => admissible[obj][place][inspector];

    public bool HasRoom(int inspector, int halfPoints) => Added[inspector] + halfPoints <= problem.Inspectors[inspector].Room;

    /// <summary>True when the team as given keeps H2, H6 and H8 and nobody stands in it twice.</summary>
    public bool IsTeam(int obj, ReadOnlySpan<int> team)
    {
        var (rules, skills, leads) = (problem.Objects[obj], 0UL, false);
        for (var i = 0; i < team.Length; i++)
        {
            var inspector = problem.Inspectors[team[i]];
            skills |= inspector.Specialities;
            leads |= inspector.CanLead;
            for (var j = 0; j < i; j++)
                if (team[i] == team[j] || IsBarred(rules, team[i], team[j])) return false;
        }

        return (leads || !rules.NeedsLeader) && (rules.Specialities & ~skills) == 0;
    }

    public void Seat(int obj, int[] team)
    {
        Teams[obj] = team;
        for (var place = 0; place < team.Length; place++)
        {
            Added[team[place]] += problem.Objects[obj].HalfPoints;
            Insert(Held[team[place]], (obj, place));
        }
    }

    /// <summary>Takes a team from its object.</summary>
    public int[] Unseat(int obj)
    {
        var team = Teams[obj]!;
        Teams[obj] = null;
        for (var place = 0; place < team.Length; place++)
        {
            Added[team[place]] -= problem.Objects[obj].HalfPoints;
            Held[team[place]].Remove((obj, place));
        }

        return team;
    }

    /// <summary>Gives a place to another inspector when the team stays a team; room is the caller's to check. False changes nothing.</summary>
    public bool Replace(int obj, int place, int inspector)
    {
        var team = Teams[obj]!;
        var before = team[place];
        if (before == inspector || !IsAdmissible(obj, place, inspector)) return false;
        team[place] = inspector;
        if (!IsTeam(obj, team))
        {
            team[place] = before;
            return false;
        }

        Move(obj, place, before, inspector);
        return true;
    }

    /// <summary>Two inspectors exchange their places when both teams stay teams.</summary>
    public bool Exchange((int Object, int Place) one, (int Object, int Place) other)
    {
        var (first, second) = (Teams[one.Object]![one.Place], Teams[other.Object]![other.Place]);
        if (first == second || one.Object == other.Object) return false;
        if (!IsAdmissible(one.Object, one.Place, second) || !IsAdmissible(other.Object, other.Place, first)) return false;
        (Teams[one.Object]![one.Place], Teams[other.Object]![other.Place]) = (second, first);
        if (!IsTeam(one.Object, Teams[one.Object]) || !IsTeam(other.Object, Teams[other.Object]))
        {
            (Teams[one.Object]![one.Place], Teams[other.Object]![other.Place]) = (first, second);
            return false;
        }

        Move(one.Object, one.Place, first, second);
        Move(other.Object, other.Place, second, first);
        return true;
    }

    private void Move(int obj, int place, int from, int to)
    {
        Added[from] -= problem.Objects[obj].HalfPoints;
        Added[to] += problem.Objects[obj].HalfPoints;
        Held[from].Remove((obj, place));
        Insert(Held[to], (obj, place));
    }

    private static void Insert(List<(int, int)> held, (int, int) one) => held.Insert(~held.BinarySearch(one), one);

    private static bool IsBarred(AssignmentObject rules, int a, int b)
    {
        if (rules.BarredPairs is null) return false;
        foreach (var (first, second) in rules.BarredPairs)
            if ((first == a && second == b) || (first == b && second == a)) return true;
        return false;
    }
}
