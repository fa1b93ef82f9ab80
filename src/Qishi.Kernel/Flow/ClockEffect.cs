namespace Qishi.Kernel.Flow;

/// <summary>What entering a state does to the case's clock (ux 2.8, R-13.2).</summary>
public enum ClockEffect
{
    /// <summary>No clock yet, or none at all.</summary>
    None,

    /// <summary>A clock starts here.</summary>
    Start,

    /// <summary>The clock runs on, or runs again after a pause.</summary>
    Run,

    /// <summary>The clock pauses: the time is not the office's.</summary>
    Pause,

    /// <summary>The clock stops for good.</summary>
    Stop,
}
