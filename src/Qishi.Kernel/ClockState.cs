namespace Qishi.Kernel;

/// <summary>State of a clock at a moment (ux 2.7). Words and tones: <see cref="ClockWords"/>.</summary>
public enum ClockState
{
    /// <summary>未开始计时: before acceptance.</summary>
    NotStarted,

    /// <summary>时限内: running, below amber.</summary>
    Running,

    /// <summary>临期: amber.</summary>
    Amber,

    /// <summary>紧急: red.</summary>
    Red,

    /// <summary>超期: past due and not done.</summary>
    Over,

    /// <summary>暂停计时: a lawful pause.</summary>
    Paused,

    /// <summary>按时办结: stopped in time.</summary>
    StoppedOnTime,

    /// <summary>超期办结: stopped too late.</summary>
    StoppedLate,
}
