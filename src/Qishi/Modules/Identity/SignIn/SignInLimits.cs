using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Model;
using Qishi.Platform.Data;

namespace Qishi.Modules.Identity.SignIn;

/// <summary>
/// Brakes on guessing: five failures in fifteen minutes lock an account for the source they came from (not for its owner elsewhere),
/// and a source with many failures is stopped for all accounts.
/// </summary>
internal sealed class SignInLimits(AppDb db, TimeProvider clock)
{
    public const string OfficePhone = "0000-0000000";

    public async Task<Problem?> RefusalAsync(string loginKey, string source, AuthRules rules, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var hourAgo = now.AddHours(-1);
        if (await db.Set<SignInFailure>().CountAsync(f => f.Source == source && f.At > hourAgo, ct) >= rules.SourceFailuresPerHour)
            return new("source-locked", $"您所在网络输错的次数太多，1小时内不能登录。急事请打{OfficePhone}");
        var last = await db.Set<SignInFailure>().Where(f => f.LoginKey == loginKey && f.Source == source)
            .OrderByDescending(f => f.At).Take(rules.LockoutFailures).Select(f => f.At).ToListAsync(ct);
        return LockedUntil(last, rules) is { } until && until > now
            ? new("locked", $"连续输错{rules.LockoutFailures}次，账号已锁定，{ChinaTime.At(until):H:mm}后可以再试。忘记密码请联系本局管理员{OfficePhone}")
            : null;
    }

    public void Count(string loginKey, string source) =>
        db.Add(new SignInFailure { Id = Guid.CreateVersion7(clock.GetUtcNow()), LoginKey = loginKey, Source = source, At = clock.UtcNow() });

    public async Task ForgetAsync(string loginKey, string source, CancellationToken ct) =>
        db.RemoveRange(await db.Set<SignInFailure>().Where(f => f.LoginKey == loginKey && f.Source == source).ToListAsync(ct));

    /// <param name="lastFailures">Newest first.</param>
    /// <param name="rules">Numbers in force.</param>
    internal static DateTime? LockedUntil(IReadOnlyList<DateTime> lastFailures, AuthRules rules) =>
        lastFailures.Count >= rules.LockoutFailures && lastFailures[0] - lastFailures[rules.LockoutFailures - 1] <= TimeSpan.FromMinutes(rules.LockoutWindowMinutes)
            ? lastFailures[0].AddMinutes(rules.LockoutMinutes)
            : null;
}
