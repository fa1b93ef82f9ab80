namespace Qishi.Kernel.Flow;

/// <summary>The seven tones of a status (ux 2.6). A tone is never chosen by hand: the flow's data names it.</summary>
public enum Tone
{
    /// <summary>Grey: not begun.</summary>
    N,

    /// <summary>Blue: in hand at the office.</summary>
    B,

    /// <summary>Amber: waits for the reader, or needs care.</summary>
    A,

    /// <summary>Green: done, valid.</summary>
    G,

    /// <summary>Red: refused, invalid, failed, overdue.</summary>
    R,

    /// <summary>Violet: outside our hands, an outage or a lawful pause.</summary>
    V,

    /// <summary>Outline: ended or not needed.</summary>
    L,
}
