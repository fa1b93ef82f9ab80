namespace Qishi.Kernel;

/// <summary>One day of a count.</summary>
/// <param name="Date">The day.</param>
/// <param name="Number">Its number when it counts; null when it is skipped or rolled past; 0 for the first day, which never counts .</param>
/// <param name="Reason">Why, in Chinese, e.g. 「端午节放假，不计」.</param>
public sealed record CountStep(DateOnly Date, int? Number, string Reason)
{
    /// <summary>True when the day counts.</summary>
    public bool Counted => Number > 0;
}
