using Microsoft.AspNetCore.Identity;
using Qishi.Modules.Identity.Model;

namespace Qishi.Modules.Identity.Passwords;

/// <summary>
/// Makes and checks password hashes (PBKDF2, HMAC-SHA-512). A check costs about a tenth of a second of a core, which would make sign-in the cheapest way to
/// stop the program: so only half the cores ever check, a short queue waits, and whoever comes after it is told to come back.
/// </summary>
internal sealed class PasswordHashing : IDisposable
{
    private const int LongestQueue = 30;
    private readonly PasswordHasher<Account> hasher = new();
    private readonly SemaphoreSlim places = new(Math.Max(1, Environment.ProcessorCount / 2));
    private readonly Lazy<string> nobodysHash;
    private int waiting;

    public PasswordHashing() => nobodysHash = new Lazy<string>(() => Hash(Guid.NewGuid().ToString("N")));

    public string Hash(string password) => hasher.HashPassword(null!, password);

    /// <summary>True or false for an answer; null when too many are waiting. An account without a hash costs the same time as one with.</summary>
    public async Task<bool?> CheckAsync(string? hash, string password, CancellationToken ct)
    {
        if (Interlocked.Increment(ref waiting) > LongestQueue)
        {
            Interlocked.Decrement(ref waiting);
            return null;
        }

        try
        {
            await places.WaitAsync(ct);
            try
            {
                var answer = await Task.Run(() => hasher.VerifyHashedPassword(null!, hash ?? nobodysHash.Value, password), ct);
                return hash is not null && answer != PasswordVerificationResult.Failed;
            }
            finally
            {
                places.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    public void Dispose() => places.Dispose();
}
