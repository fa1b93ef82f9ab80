namespace Qishi.Kernel.Flow;

/// <summary>States, moves, roles, guards and clocks of one kind of case, as data (ux 2.8). Immutable and thread-safe. Build it with <see cref="Flow.Of"/>.</summary>
/// <typeparam name="TState">The states.</typeparam>
public sealed class Flow<TState>
    where TState : struct, Enum
{
    private readonly Dictionary<TState, StateInfo<TState>> states;

    internal Flow(string name, IReadOnlyList<StateInfo<TState>> rows, IReadOnlyList<Move<TState>> moves)
    {
        if (FlowCheck.Faults(rows, moves) is [var first, ..]) throw new ArgumentException($"{name}: {first}", nameof(rows));
        (Name, Moves, Initial) = (name, moves, rows[0].State);
        states = rows.ToDictionary(r => r.State);
    }

    /// <summary>Chinese name of the flow.</summary>
    public string Name { get; }

    /// <summary>The state a case begins in.</summary>
    public TState Initial { get; }

    /// <summary>All states in their order.</summary>
    public IReadOnlyCollection<StateInfo<TState>> States => states.Values;

    /// <summary>All moves.</summary>
    public IReadOnlyList<Move<TState>> Moves { get; }

    /// <summary>The row of a state.</summary>
    public StateInfo<TState> this[TState state] => states[state];

    /// <summary>True when nothing comes after the state.</summary>
    public bool IsFinal(TState state) => states[state].Final;

    /// <summary>The moves that start from a state.</summary>
    public IEnumerable<Move<TState>> From(TState state) => Moves.Where(m => m.Sources.Contains(state));

    /// <summary>The moves that start from a state and that one of the roles may make.</summary>
    public IEnumerable<Move<TState>> From(TState state, IReadOnlyCollection<string> roles) => From(state).Where(m => m.Roles?.Any(roles.Contains) == true);

    /// <summary>Where a move leads.</summary>
    /// <returns>The new state, or <c>flow-move</c>: the move does not start from here. Guards and roles are the caller's to check.</returns>
    /// <exception cref="ArgumentException">The flow has no move of that name at all: a mistake in the program.</exception>
    public Result<TState> Move(TState from, string move)
    {
        foreach (var candidate in Moves)
        {
            if (candidate.Name == move && candidate.Sources.Contains(from)) return candidate.To;
        }
        var word = Moves.FirstOrDefault(m => m.Name == move)?.Word ?? throw new ArgumentException($"The flow {Name} has no move '{move}'.", nameof(move));
        return new Problem("flow-move", $"这件现在是“{states[from].Word}”，不能“{word}”。{Possible(from)}");
    }

    private string Possible(TState from)
    {
        var words = From(from).Select(m => $"“{m.Word}”").Distinct().ToList();
        return words.Count == 0 ? "它已经结束，请刷新页面查看" : $"现在可以{string.Join("、", words)}，请刷新页面查看";
    }
}
