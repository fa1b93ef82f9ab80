using Qishi.Kernel;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Identity;

/// <summary>Numbers of sign-in in force on a day, from the dated rule parameters (GB/T 22239-2019, 8.1.4.1).</summary>
internal sealed record AuthRules(
    bool Djcp3, int IdleMinutes, int AbsoluteHours, int LockoutFailures, int LockoutWindowMinutes, int LockoutMinutes, int SourceFailuresPerHour,
    int PasswordMinLength, int PasswordClasses, int PasswordMaxAgeDays, int PasswordHistory,
    int CodeMinutes, int CodeLength, int CodeMaxAttempts, int CodeResendSeconds, int CodesPerPhonePerDay, int ReauthMinutes)
{
    public static AuthRules Defaults { get; } = new(true, 30, 12, 5, 15, 15, 100, 10, 3, 90, 5, 5, 6, 5, 60, 10, 10);

    public static AuthRules From(RuleBook book, DateOnly on)
    {
        int Number(string name) => book.Int("auth." + name, on);
        return new(
            book.Text("auth.profile", on) != "modern", Number("idleMinutes"), Number("absoluteHours"), Number("lockoutFailures"), Number("lockoutWindowMinutes"),
            Number("lockoutMinutes"), Number("ipFailuresPerHour"), Number("passwordMinLength"), Number("passwordClasses"), Number("passwordMaxAgeDays"), Number("passwordHistory"),
            Number("codeMinutes"), Number("codeLength"), Number("codeMaxAttempts"), Number("codeResendSeconds"), Number("codesPerPhonePerDay"), Number("reauthMinutes"));
    }
}

/// <summary>Reads <see cref="AuthRules"/> as they are in force now.</summary>
internal sealed class AuthRulesReader(IServiceProvider services, TimeProvider clock)
{
    private AuthRules? read;

    public async ValueTask<AuthRules> ReadAsync(CancellationToken ct)
    {
        if (read is not null)
            return read;
        if (services.GetService<IRules>() is not { } rules)
            return read = AuthRules.Defaults;
        var (book, today) = (await rules.BookAsync(ct), clock.Today());
        return read = AuthRules.From(book, today);
    }
}
