namespace Qishi.Kernel.Assignment;

/// <summary>
/// A bound that no assignment can beat: the smallest largest load for which the points could flow from objects to admissible inspectors if teams might be split
/// (of H2 and H8 one place an object is counted, H6 is left out, which can only make the bound smaller). By bisection over the loads that can occur, each tried by a greatest flow.
/// </summary>
internal static class LoadBound
{
    /// <param name="problem">The problem.</param>
    /// <param name="objects">Objects that must be inspected.</param>
    /// <param name="reached">A largest load that was reached, so is possible.</param>
    /// <param name="concerned">Inspectors who count.</param>
    public static Load Of(AssignmentProblem problem, IReadOnlyList<int> objects, Load reached, IReadOnlyList<int> concerned)
    {
        if (concerned.Count == 0) return reached;
        // Whatever they had before stays with them.
        var floor = concerned.Select(i => new Load(problem.Inspectors[i].Before, problem.Inspectors[i].Capacity)).Max();
        var loads = new SortedSet<Load> { floor, reached };
        foreach (var i in concerned)
        {
            var inspector = problem.Inspectors[i];
            for (var halfPoints = inspector.Before; halfPoints <= inspector.Before + inspector.Room; halfPoints++)
            {
                var load = new Load(halfPoints, inspector.Capacity);
                if (load > reached) break;
                if (load > floor) loads.Add(load);
            }
        }

        var sorted = loads.Where(l => l >= floor && l <= reached).ToArray();
        var kinds = Kinds(problem, objects);
        var (low, high) = (0, sorted.Length - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Fits(problem, kinds, sorted[middle])) high = middle;
            else low = middle + 1;
        }

        return sorted[low];
    }

    // Places with the same admissible inspectors flow together: a county has few kinds, however many objects. Nobody holds two places of one object.
    private static List<Kind> Kinds(AssignmentProblem problem, IReadOnlyList<int> objects) =>
        [.. objects.SelectMany(o => Places(problem, problem.Objects[o]).Select(p => (Who: p, Object: o, Points: problem.Objects[o].HalfPoints)))
            .GroupBy(p => string.Join(',', p.Who.Order()))
            .Select(g => new Kind(g.First().Who, g.Sum(p => p.Points), g.DistinctBy(p => p.Object).Sum(p => p.Points)))];

    /// <summary>
    /// Who may take each place. When all places are open to the same people, one of them is the leader's (H8), or where none is needed of one who holds the speciality that fewest do
    /// (H2): in every team somebody is it, and which place he has makes no difference. Both at once would be too much, since one person may be both.
    /// </summary>
    private static IEnumerable<IReadOnlyList<int>> Places(AssignmentProblem problem, AssignmentObject rules)
    {
        var who = rules.Places[0];
        if (!rules.Places.All(p => ReferenceEquals(p, who) || p.SequenceEqual(who))) return rules.Places;
        if (rules.NeedsLeader) return [[.. who.Where(i => problem.Inspectors[i].CanLead)], .. rules.Places.Skip(1)];
        var rarest = Enumerable.Range(0, 64).Select(bit => 1UL << bit).Where(s => (rules.Specialities & s) != 0)
            .Select(s => who.Where(i => (problem.Inspectors[i].Specialities & s) != 0).ToList()).MinBy(w => w.Count);
        return [rarest ?? who, .. rules.Places.Skip(1)];
    }

    private static bool Fits(AssignmentProblem problem, List<Kind> kinds, Load limit)
    {
        var inspectors = problem.Inspectors.Count;
        var flow = new GreatestFlow(kinds.Count + inspectors + 2);
        var (source, sink) = (kinds.Count + inspectors, kinds.Count + inspectors + 1);
        var total = 0;
        for (var k = 0; k < kinds.Count; k++)
        {
            flow.Add(source, k, kinds[k].Points);
            total += kinds[k].Points;
            foreach (var i in kinds[k].Who) flow.Add(k, kinds.Count + i, kinds[k].Each);
        }

        for (var i = 0; i < inspectors; i++)
        {
            var inspector = problem.Inspectors[i];
            // Whole half points: the load may not pass limit × capacity.
            var most = (int)((long)limit.HalfPoints * inspector.Capacity / limit.Capacity) - inspector.Before;
            if (most > 0) flow.Add(kinds.Count + i, sink, Math.Min(most, inspector.Room));
        }

        return flow.Run(source, sink) == total;
    }

    private sealed record Kind(IReadOnlyList<int> Who, int Points, int Each);
}
