using Qishi.Kernel.Draw;

namespace Qishi.Kernel.Assignment;

/// <summary>
/// Assigns inspectors to drawn objects: hard rules never broken, the largest load made smallest and then the loads even, and chance among what is then left, by the
/// same public seed (rulebook B §1.5, docs/draw.md §9). The same problem and seed give the same teams on every machine.
/// </summary>
public static class Assigner
{
    /// <summary>Name of the way of assigning; another number where the same seed may give other teams.</summary>
    public const string Algorithm = "qishi-assign-2";

    /// <summary>Assigns.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="seed">Seed of the draw, 32 bytes.</param>
    public static AssignmentResult Assign(AssignmentProblem problem, ReadOnlySpan<byte> seed)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var board = new TeamBoard(problem);
        var chance = new DrawGenerator(seed, "assignment");
        // Nobody is favoured by standing first in a list.
        var rank = Sampling.Draw(chance, problem.Inspectors.Count, problem.Inspectors.Count);
        var objects = Sampling.Draw(chance, problem.Objects.Count, problem.Objects.Count);
        var missing = TeamBuilding.Build(problem, board, objects, rank);
        Levelling.Run(problem, board, rank);
        var assigned = Enumerable.Range(0, problem.Objects.Count).Where(o => board.Teams[o] is not null).ToList();
        var concerned = assigned.SelectMany(o => problem.Objects[o].Places.SelectMany(p => p)).Distinct().Order().ToList();
        var loads = concerned.ConvertAll(i => board.LoadOf(i));
        var largest = loads.Count > 0 ? loads.Max() : new Load(0, 1);
        var bound = LoadBound.Of(problem, assigned, largest, concerned);
        var mixed = loads.Count > 0 ? Mixing.Run(problem, board, chance, loads.Min(), largest) : 0;
        return new(
            [.. board.Teams.Select(t => t ?? [])], [.. Enumerable.Range(0, problem.Inspectors.Count).Select(i => board.LoadOf(i).HalfPoints)], largest, bound, missing, mixed);
    }

    /// <summary>Every hard rule that an assignment breaks (H1 size, H2, H5, H6, H8, admissibility), in words; empty when it keeps them all.</summary>
    public static IReadOnlyList<string> Broken(AssignmentProblem problem, IReadOnlyList<int[]> teams)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(teams);
        var board = new TeamBoard(problem);
        var faults = new List<string>();
        var added = new int[problem.Inspectors.Count];
        for (var obj = 0; obj < teams.Count; obj++)
        {
            if (teams[obj].Length == 0) continue;
            var rules = problem.Objects[obj];
            if (teams[obj].Length != rules.Places.Count) faults.Add($"{rules.Id}：人数不对");
            else if (Enumerable.Range(0, teams[obj].Length).Any(p => !board.IsAdmissible(obj, p, teams[obj][p]))) faults.Add($"{rules.Id}：有不符合条件的人员");
            if (!board.IsTeam(obj, teams[obj])) faults.Add($"{rules.Id}：检查组不符合专业、带队、轮换规则");
            foreach (var inspector in teams[obj]) added[inspector] += rules.HalfPoints;
        }

        faults.AddRange(problem.Inspectors.Where((p, i) => added[i] > p.Room).Select(p => $"{p.Id}：超过工作量上限"));
        return faults;
    }
}
