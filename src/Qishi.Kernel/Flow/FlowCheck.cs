namespace Qishi.Kernel.Flow;

internal static class FlowCheck
{
    public static List<string> Faults<TState>(IReadOnlyList<StateInfo<TState>> rows, IReadOnlyList<Move<TState>> moves)
        where TState : struct, Enum
    {
        if (rows.Count == 0) return ["no states"];
        var all = Enum.GetValues<TState>();
        List<string> faults =
        [
            .. all.Except(rows.Select(r => r.State)).Select(s => $"state {s} has no row"),
            .. rows.GroupBy(r => r.State).Where(g => g.Count() > 1).Select(g => $"state {g.Key} has two rows"),
            .. rows.Where(r => string.IsNullOrWhiteSpace(r.Word)).Select(r => $"state {r.State} has no word"),
            .. moves.Where(m => m.Sources.Count == 0).Select(m => $"move {m.Name} starts nowhere"),
            .. moves.SelectMany(m => m.Sources.Select(s => (m.Name, State: s))).GroupBy(x => x).Where(g => g.Count() > 1).Select(g => $"move {g.Key.Name} leaves {g.Key.State} twice"),
        ];
        if (faults.Count > 0) return faults;

        var reached = Closure([rows[0].State], s => moves.Where(m => m.Sources.Contains(s)).Select(m => m.To));
        var finals = rows.Where(r => r.Final).Select(r => r.State).ToList();
        var endable = Closure(finals, s => moves.Where(m => EqualityComparer<TState>.Default.Equals(m.To, s)).SelectMany(m => m.Sources));
        faults.AddRange(all.Where(s => !reached.Contains(s)).Select(s => $"state {s} cannot be reached"));
        faults.AddRange(rows.Where(r => r.Final && moves.Any(m => m.Sources.Contains(r.State))).Select(r => $"final state {r.State} has a way out"));
        faults.AddRange(rows.Where(r => !r.Final && (finals.Count > 0 ? !endable.Contains(r.State) : moves.All(m => !m.Sources.Contains(r.State)))).Select(r => $"state {r.State} is a dead end"));
        return faults;
    }

    private static HashSet<TState> Closure<TState>(IEnumerable<TState> start, Func<TState, IEnumerable<TState>> next)
    {
        var found = start.ToHashSet();
        var open = new Queue<TState>(found);
        while (open.TryDequeue(out var state))
        {
            foreach (var s in next(state).Where(found.Add)) open.Enqueue(s);
        }
        return found;
    }
}
