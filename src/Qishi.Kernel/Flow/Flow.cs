namespace Qishi.Kernel.Flow;

/// <summary>Builds flows from data.</summary>
public static class Flow
{
    /// <summary>A flow that begins in the first state listed.</summary>
    /// <typeparam name="TState">The states.</typeparam>
    /// <param name="name">Chinese name, e.g. 企业开办.</param>
    /// <param name="states">A row for every value of <typeparamref name="TState"/>; the first is where a case begins.</param>
    /// <param name="moves">The legal moves.</param>
    /// <exception cref="ArgumentException">
    /// The data is no flow: a state without a row or with two, a state that cannot be reached, a state that is not final and has no way out, a final one that has,
    /// or two moves of one name from one state.
    /// </exception>
    public static Flow<TState> Of<TState>(string name, IReadOnlyList<StateInfo<TState>> states, IReadOnlyList<Move<TState>> moves)
        where TState : struct, Enum => new(name, states, moves);
}
