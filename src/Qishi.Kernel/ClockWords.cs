using Qishi.Kernel.Flow;

namespace Qishi.Kernel;

/// <summary>Words and tones of clock states and durations (ux 2.7, 4.3).</summary>
public static class ClockWords
{
    /// <summary>The word beside the clock, e.g. 临期.</summary>
    public static string Word(this ClockState state) => state switch
    {
        ClockState.NotStarted => "未开始计时",
        ClockState.Running => "时限内",
        ClockState.Amber => "临期",
        ClockState.Red => "紧急",
        ClockState.Over => "超期",
        ClockState.Paused => "暂停计时",
        ClockState.StoppedOnTime => "按时办结",
        ClockState.StoppedLate => "超期办结",
    };

    /// <summary>Tone of the mark; <see cref="ClockState.Over"/> is drawn solid.</summary>
    public static Tone Tone(this ClockState state) => state switch
    {
        ClockState.NotStarted => Flow.Tone.N,
        ClockState.Running => Flow.Tone.B,
        ClockState.Amber => Flow.Tone.A,
        ClockState.Red or ClockState.Over => Flow.Tone.R,
        ClockState.Paused => Flow.Tone.V,
        ClockState.StoppedOnTime or ClockState.StoppedLate => Flow.Tone.L,
    };

    /// <summary>「46分钟」, 「2小时」, 「2小时42分」.</summary>
    /// <param name="minutes">Zero or more.</param>
    public static string Duration(int minutes) => (minutes / 60, minutes % 60) switch
    {
        (0, var rest) => $"{rest}分钟",
        (var full, 0) => $"{full}小时",
        var (full, rest) => $"{full}小时{rest}分",
    };
}
