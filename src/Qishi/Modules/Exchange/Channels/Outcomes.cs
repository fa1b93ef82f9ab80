using Qishi.Kernel;
using Qishi.Kernel.Sm;
using Qishi.Modules.Exchange.Deliver;
using Qishi.Modules.Exchange.Model;

namespace Qishi.Modules.Exchange.Channels;

/// <summary>Outcomes of channels that get no answer of their own.</summary>
internal static class Outcomes
{
    public static PushOutcome Outcome(this TimeProvider clock, AttemptOutcome outcome, string sentence, byte[]? sent = null, long started = 0) =>
        new(Guid.CreateVersion7(clock.GetUtcNow()), clock.UtcNow(), started == 0 ? 0 : (int)clock.GetElapsedTime(started).TotalMilliseconds, outcome, null, sent is null ? null : Sm3.Hex(sent), null, sentence);
}
