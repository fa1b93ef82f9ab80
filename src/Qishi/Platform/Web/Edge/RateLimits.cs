using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Qishi.Platform.Web;

/// <summary>
/// Limits per client address, in a sliding minute. A page takes one with <c>[EnableRateLimiting(RateLimits.Auth)]</c>, an endpoint with
/// <c>.RequireRateLimiting(RateLimits.Api)</c>. <c>RateLimits:Factor</c> scales all of them (0 switches them off for measurements).
/// </summary>
public static class RateLimits
{
    /// <summary>Sign-in, codes, passwords: posts only.</summary>
    public const string Auth = "auth";

    /// <summary>Looking a case up by number and phone: posts only.</summary>
    public const string Progress = "progress";

    /// <summary>Public search and verification.</summary>
    public const string Search = "search";

    /// <summary>Machine clients, per address.</summary>
    public const string Api = "api";

    internal static void AddRateLimits(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var factor = configuration.GetValue("RateLimits:Factor", environment.IsEnvironment("Testing") ? 0d : 1d);
        services.AddRateLimiter(o =>
        {
            o.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            o.OnRejected = (context, _) =>
            {
                context.HttpContext.Response.Headers.RetryAfter = "60";
                return ValueTask.CompletedTask;
            };
            Add(o, Auth, 20, postsOnly: true, factor);
            Add(o, Progress, 20, postsOnly: true, factor);
            Add(o, Search, 60, postsOnly: false, factor);
            Add(o, Api, 600, postsOnly: false, factor);
        });
    }

    private static void Add(RateLimiterOptions options, string name, int perMinute, bool postsOnly, double factor) => options.AddPolicy(name, http =>
        factor <= 0 || (postsOnly && !HttpMethods.IsPost(http.Request.Method))
            ? RateLimitPartition.GetNoLimiter(name)
            : RateLimitPartition.GetSlidingWindowLimiter(
                $"{name}:{http.Connection.RemoteIpAddress}",
                _ => new SlidingWindowRateLimiterOptions { PermitLimit = Math.Max(1, (int)(perMinute * factor)), Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6 }));
}
