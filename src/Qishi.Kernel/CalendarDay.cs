namespace Qishi.Kernel;

/// <summary>One day that a notice makes different from plain Monday to Friday .</summary>
/// <param name="Date">The day.</param>
/// <param name="Scope"><c>CN</c> for the nation, or a division code prefix such as <c>45</c>; the longer code is more local and wins.</param>
/// <param name="Type">Day off or make-up working day.</param>
/// <param name="Reason">Why, in Chinese, e.g. 端午节.</param>
/// <param name="Source">The notice it comes from.</param>
public sealed record CalendarDay(DateOnly Date, string Scope, DayType Type, string Reason, string Source);
