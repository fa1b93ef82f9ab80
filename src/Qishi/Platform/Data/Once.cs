using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Kernel;
using Qishi.Platform.Auth;

namespace Qishi.Platform.Data;

/// <summary>
/// One form, one effect. Each form carries a key; the act remembers it in the same transaction, so the second arrival
/// (double click, two tabs, a retried call) gets the first result instead of a second effect.
/// </summary>
public sealed class Once(AppDb db, Actor actor, TimeProvider clock)
{
    /// <summary>Result of the first arrival (usually an address); null when this is the first.</summary>
    public async Task<string?> FindAsync(string key, CancellationToken ct) =>
        await db.Set<OnceRow>().Where(r => r.Key == Scoped(key)).Select(r => r.Result).SingleOrDefaultAsync(ct);

    /// <summary>Remembers the result with the change; a parallel arrival then fails on the key (<see cref="IsRepeat"/>) and may look it up.</summary>
    public void Remember(string key, string result) => db.Add(new OnceRow { Key = Scoped(key), Result = result, At = clock.UtcNow() });

    /// <summary>True when a save failed because the same key was remembered meanwhile.</summary>
    public static bool IsRepeat(DbUpdateException e) =>
        e.Entries.Any(x => x.Entity is OnceRow) || (e.InnerException?.Message.Contains("plt_once", StringComparison.Ordinal) ?? false);

    private string Scoped(string key) => $"{actor.AccountId}:{key}";
}

public sealed class OnceRow
{
    public required string Key { get; init; }
    public required string Result { get; init; }
    public DateTime At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<OnceRow>
    {
        public void Configure(EntityTypeBuilder<OnceRow> builder)
        {
            builder.ToTable("plt_once");
            builder.HasKey(r => r.Key);
        }
    }
}
