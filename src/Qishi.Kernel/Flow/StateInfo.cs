namespace Qishi.Kernel.Flow;

/// <summary>One row of the table of statuses (ux 2.8).</summary>
/// <typeparam name="TState">The flow's states.</typeparam>
/// <param name="State">The state.</param>
/// <param name="Word">Word for staff: the legal term.</param>
/// <param name="Public">Word for the applicant and the public: whose turn it is. "–" is not shown; null is the same as <paramref name="Word"/>.</param>
/// <param name="Tone">Tone of the mark.</param>
/// <param name="Clock">What entering the state does to the clock.</param>
/// <param name="Final">True when nothing comes after.</param>
public sealed record StateInfo<TState>(TState State, string Word, string? Public, Tone Tone, ClockEffect Clock = ClockEffect.None, bool Final = false)
    where TState : struct, Enum
{
    /// <summary>The public word, never null; "" when the state is not shown to the public.</summary>
    public string PublicWord => Public is "–" ? "" : Public ?? Word;
}
