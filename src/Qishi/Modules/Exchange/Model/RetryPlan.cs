using System.Security.Cryptography;
using Qishi.Kernel;

namespace Qishi.Modules.Exchange.Model;

/// <summary>Pauses between attempts, counted from the attempt before (R-5.20, rulings: Time), and the wait for the first receipt.</summary>
/// <param name="Retries">Pauses in minutes of the clock: 1, 5, 15, 60, 120, 240.</param>
/// <param name="AckMinutes">Minutes to wait for a receipt.</param>
/// <param name="TimeFactor">1 in earnest; smaller in the demo.</param>
/// <param name="JitterPercent">A pause grows by up to so many percent, so that many rows do not come back at the same moment.</param>
/// <param name="LeastAck">The shortest wait for a receipt.</param>
internal sealed record RetryPlan(IReadOnlyList<int> Retries, int AckMinutes, double TimeFactor, int JitterPercent, TimeSpan LeastAck)
{
    public static RetryPlan From(RuleBook book, DateOnly on, ExchangeOptions options) =>
        new(book.Ints("push.retries", on), book.Int("push.ackTimeoutMin", on), options.TimeFactor, options.JitterPercent, options.LeastAck);

    /// <summary>When to try again after the n-th failure in a row; null when no retry is left.</summary>
    public DateTime? NextAfter(int failures, DateTime now) => failures > Retries.Count ? null : now + Pause(Retries[failures - 1]);

    /// <summary>Demo time never asks for a receipt within less than a minute: a busy machine would push everything twice.</summary>
    public DateTime AckDue(DateTime now)
    {
        var wait = TimeSpan.FromMinutes(AckMinutes * TimeFactor);
        return now + (wait > LeastAck ? wait : LeastAck);
    }

    private TimeSpan Pause(int minutes)
    {
        var jitter = JitterPercent == 0 ? 0 : RandomNumberGenerator.GetInt32(JitterPercent * 100 + 1) / 10_000.0;
        return TimeSpan.FromMinutes(minutes) * TimeFactor * (1 + jitter);
    }
}
