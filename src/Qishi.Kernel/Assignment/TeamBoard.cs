namespace Qishi.Kernel.Assignment;

/// <summary>Teams and loads while they are being made; knows the rules and changes nothing that would break one.</summary>
internal sealed class TeamBoard
{
    private readonly bool[][][] admissible;
    private readonly Inspector[] people;
    private readonly AssignmentObject[] objects;
    private readonly int[] points;

    public TeamBoard(AssignmentProblem problem)
    {
        // Asked millions of times: arrays, not lists behind an interface.
        (people, objects, points) = ([.. problem.Inspectors], [.. problem.Objects], [.. problem.Objects.Select(o => o.HalfPoints)]);
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

    public Load LoadOf(int inspector, int more = 0) => new(people[inspector].Before + Added[inspector] + more, people[inspector].Capacity);

    /// <summary>Half points of an object.</summary>
    public int PointsOf(int obj) => points[obj];

    /// <summary>Half points that may have been added to an inspector who is to stand below a load, within his room.</summary>
    public int MostBelow(int inspector, Load top)
    {
        // before + added < top × capacity, in whole half points.
        var below = (int)((((long)top.HalfPoints * people[inspector].Capacity) + top.Capacity - 1) / top.Capacity) - 1;
        return Math.Min(below - people[inspector].Before, people[inspector].Room);
    }

    public bool IsAdmissible(int obj, int place, int inspector) => admissible[obj][place][inspector];

    public bool HasRoom(int inspector, int halfPoints) => Added[inspector] + halfPoints <= people[inspector].Room;

    /// <summary>True when the team as given keeps H2, H6 and H8 and nobody stands in it twice.</summary>
    public bool IsTeam(int obj, ReadOnlySpan<int> team)
    {
        var (rules, skills, leads) = (objects[obj], 0UL, false);
        for (var i = 0; i < team.Length; i++)
        {
            var inspector = people[team[i]];
            skills |= inspector.Specialities;
            leads |= inspector.CanLead;
            for (var j = 0; j < i; j++)
                if (team[i] == team[j] || IsBarred(rules, team[i], team[j])) return false;
        }

        return (leads || !rules.NeedsLeader) && (rules.Specialities & ~skills) == 0;
    }

    /// <summary>True when the team stays a team with this inspector in that place.</summary>
    public bool Fits(int obj, int place, int inspector)
    {
        if (!IsAdmissible(obj, place, inspector)) return false;
        var team = Teams[obj]!;
        var before = team[place];
        if (before == inspector) return false;
        team[place] = inspector;
        var fits = IsTeam(obj, team);
        team[place] = before;
        return fits;
    }

    /// <summary>True when both teams stay teams if two inspectors exchange their places.</summary>
    public bool FitsExchange((int Object, int Place) one, (int Object, int Place) other) =>
        one.Object != other.Object && Fits(one.Object, one.Place, Teams[other.Object]![other.Place]) && Fits(other.Object, other.Place, Teams[one.Object]![one.Place]);

    public void Seat(int obj, int[] team)
    {
        Teams[obj] = team;
        for (var place = 0; place < team.Length; place++)
        {
            Added[team[place]] += points[obj];
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
            Added[team[place]] -= points[obj];
            Held[team[place]].Remove((obj, place));
        }

        return team;
    }

    /// <summary>Gives a place to another inspector when the team stays a team; room is the caller's to check. False changes nothing.</summary>
    public bool Replace(int obj, int place, int inspector)
    {
        if (!Fits(obj, place, inspector)) return false;
        var before = Teams[obj]![place];
        Teams[obj]![place] = inspector;
        Move(obj, place, before, inspector);
        return true;
    }

    /// <summary>Two inspectors exchange their places when both teams stay teams.</summary>
    public bool Exchange((int Object, int Place) one, (int Object, int Place) other)
    {
        if (!FitsExchange(one, other)) return false;
        var (first, second) = (Teams[one.Object]![one.Place], Teams[other.Object]![other.Place]);
        (Teams[one.Object]![one.Place], Teams[other.Object]![other.Place]) = (second, first);
        Move(one.Object, one.Place, first, second);
        Move(other.Object, other.Place, second, first);
        return true;
    }

    private void Move(int obj, int place, int from, int to)
    {
        Added[from] -= points[obj];
        Added[to] += points[obj];
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
