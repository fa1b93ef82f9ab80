using Qishi.Platform.Events;
using Qishi.Platform.Messaging;

namespace Qishi.Platform.Jobs;

/// <summary>The platform's own jobs.</summary>
internal static class PlatformJobs
{
    public static IReadOnlyList<JobPlan> Plans { get; } = [JobPlan.Each<SendMessages>(TimeSpan.FromSeconds(3)), JobPlan.Daily<AnchorLogHead>("23:50")];
}
