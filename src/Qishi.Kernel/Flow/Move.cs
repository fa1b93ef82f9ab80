namespace Qishi.Kernel.Flow;

/// <summary>One move of a flow. Several rows may carry the same name when they lead elsewhere from other states.</summary>
/// <typeparam name="TState">The flow's states.</typeparam>
/// <param name="Name">Stable name in kebab-case, e.g. <c>accept</c>.</param>
/// <param name="Word">The act in Chinese, e.g. 受理.</param>
/// <param name="Sources">States it starts from.</param>
/// <param name="To">State it leads to.</param>
/// <param name="Roles">Roles that may do it; empty: the system.</param>
/// <param name="Guard">What must hold besides, in Chinese, for the picture of the flow; the code that decides checks it.</param>
public sealed record Move<TState>(string Name, string Word, IReadOnlyList<TState> Sources, TState To, IReadOnlyList<string>? Roles = null, string? Guard = null)
    where TState : struct, Enum;
