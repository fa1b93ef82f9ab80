namespace Qishi.Kernel;

/// <summary>How much faster than the law demands (提速率, R-13.30–31). Whole per cent, rounded half up.</summary>
public static class SpeedUp
{
    /// <summary>One case: (statutory − actual) ÷ statutory. Negative when slower than the law allows.</summary>
    /// <param name="statutoryDays">Statutory limit, working days, more than 0.</param>
    /// <param name="actualDays">Working days used.</param>
    /// <exception cref="DivideByZeroException">The statutory limit is 0.</exception>
    public static int Rate(int statutoryDays, int actualDays) => Percent.HalfUp(statutoryDays - actualDays, statutoryDays);

    /// <summary>A period: (Σ statutory − Σ actual) ÷ Σ statutory over finished cases; null when there are none.</summary>
    public static int? Rate(IEnumerable<(int StatutoryDays, int ActualDays)> finished)
    {
        var (statutory, actual) = (0L, 0L);
        foreach (var (s, a) in finished) (statutory, actual) = (statutory + s, actual + a);
        return statutory == 0 ? null : Percent.HalfUp(statutory - actual, statutory);
    }

    /// <summary>Promise against law: (statutory − promised) ÷ statutory.</summary>
    /// <exception cref="DivideByZeroException">The statutory limit is 0.</exception>
    public static int PromisedRate(int statutoryDays, int promisedDays) => Percent.HalfUp(statutoryDays - promisedDays, statutoryDays);

    /// <summary>Time saved (节约时间成本, R-13.31): (average before − average after) ÷ average before, from sums and counts; null when a side is empty.</summary>
    public static int? TimeSaved(long sumBefore, int countBefore, long sumAfter, int countAfter) =>
        countBefore == 0 || countAfter == 0 || sumBefore == 0 ? null : Percent.HalfUp(checked(sumBefore * countAfter - sumAfter * countBefore), checked(sumBefore * countAfter));
}
