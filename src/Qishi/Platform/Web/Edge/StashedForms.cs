using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Platform.Data;

namespace Qishi.Platform.Web;

/// <summary>
/// Keeps what was typed when a post arrives after the session ended: encrypted, bound to the account the form was shown to, for two hours.
/// After sign-in the same person goes on from <c>/resume/{id}</c>; nobody else can open it.
/// </summary>
public sealed class StashedForms(AppDb db, IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>Hidden field with the sealed account id: only forms shown to a signed-in person can be stashed, so visitors cannot fill the table.</summary>
    public const string OwnerField = "_owner";

    private const int LongestForm = 256 * 1024;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(2);

    public static string SealOwner(IDataProtectionProvider protection, Guid account) => Protector(protection).Protect(account.ToString("N", CultureInfo.InvariantCulture), TimeSpan.FromHours(24));

    /// <summary>The account a form was shown to; null when the field is missing, forged or old.</summary>
    public Guid? OwnerOf(IFormCollection form)
    {
        try
        {
            return form[OwnerField].ToString() is { Length: > 0 } seal ? Guid.ParseExact(Protector(protection).Unprotect(seal), "N") : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Keeps the fields (files are left out and must be chosen again); null when the form has no owner or is too long.</summary>
    public async Task<Guid?> KeepAsync(HttpRequest request, IFormCollection form, CancellationToken ct)
    {
        if (OwnerOf(form) is not { } account)
            return null;
        var fields = form.Where(f => f.Key is not (OwnerField or "__RequestVerificationToken")).SelectMany(f => f.Value, (f, v) => new StashedField(f.Key, v ?? "")).ToArray();
        var text = JsonSerializer.Serialize(new StashedContent(fields, [.. form.Files.Select(f => f.FileName)]));
        if (text.Length > LongestForm)
            return null;
        var now = clock.UtcNow();
        await db.Set<StashedFormRow>().Where(r => r.ExpiresAt < now).ExecuteDeleteAsync(ct);
        var row = new StashedFormRow { Id = Guid.NewGuid(), AccountId = account, Path = request.PathBase + request.Path + request.QueryString, Content = text, At = now, ExpiresAt = now + Kept };
        db.Add(row);
        await db.SaveChangesAsync(ct);
        return row.Id;
    }

    /// <summary>What was kept for this account under this id.</summary>
    public async Task<(string Path, StashedContent Content)?> FindAsync(Guid id, Guid account, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var row = await db.Set<StashedFormRow>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && r.AccountId == account && r.ExpiresAt >= now, ct);
        return row is null ? null : (row.Path, JsonSerializer.Deserialize<StashedContent>(row.Content)!);
    }

    /// <summary>The newest form kept for an account, so that the page after sign-in can offer it; null when there is none.</summary>
    public async Task<string?> NewestUrlAsync(Guid account, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var id = await db.Set<StashedFormRow>().Where(r => r.AccountId == account && r.ExpiresAt >= now).OrderByDescending(r => r.At).Select(r => (Guid?)r.Id).FirstOrDefaultAsync(ct);
        return id is null ? null : Url(id.Value);
    }

    public static string Url(Guid id) => $"/resume/{id:N}";

    private static ITimeLimitedDataProtector Protector(IDataProtectionProvider protection) => protection.CreateProtector("form-owner").ToTimeLimitedDataProtector();
}

public sealed record StashedContent(StashedField[] Fields, string[] Files);

public sealed record StashedField(string Name, string Value);
