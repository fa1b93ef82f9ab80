namespace Qishi.Kernel;

/// <summary>What a clock shows at a moment.</summary>
/// <param name="State">State.</param>
/// <param name="UsedMinutes">Working minutes used, without pauses.</param>
/// <param name="TotalMinutes">Working minutes from start to due, without pauses.</param>
/// <param name="UsedPercent">Share for the bar, 0–100, rounded down (V23).</param>
/// <param name="RemainingText">「剩2小时42分」, 「剩3个工作日」, 「超1个工作日」, 「等申请人补正，已停3天」 … (V22).</param>
/// <param name="DueUtc">The due moment with the pauses so far added.</param>
public sealed record ClockReading(ClockState State, int UsedMinutes, int TotalMinutes, int UsedPercent, string RemainingText, DateTime DueUtc);
