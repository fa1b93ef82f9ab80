using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Codes;

/// <summary>
/// Gives out credit codes (GB 32100, R-2.7, R-2.9): from the delivered segment only, each once. A code is taken inside the transaction that writes the
/// entity; rows others hold are passed over, so approvals do not wait for each other.
/// </summary>
internal sealed class CodePool(AppDb db)
{
    /// <summary>Segments of this county: enterprises, sole traders, cooperatives. A cooperative's branch takes its code from the parent's segment (rulebook A §1.1).</summary>
    public static string PrefixOf(EntityKind kind, EntityKind? parent = null) => KindBook.Of(parent is { } p && KindBook.Of(p).Family == KindFamily.Coop ? p : kind).Segment;

    public async Task<string> ClaimAsync(EntityKind kind, EntityKind? parent, DivisionCode division, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException("A code is claimed inside the transaction that writes the entity.");
        var prefix = PrefixOf(kind, parent);
        var code = await db.Set<ReadyCode>().AsNoTracking().Where(c => c.Prefix == prefix).OrderBy(c => c.Code).Take(1).SkipLocked().Select(c => c.Code).FirstOrDefaultAsync(ct);
        if (code is not null && await db.Set<ReadyCode>().Where(c => c.Code == code).ExecuteDeleteAsync(ct) == 1)
            return code;
        return (await TakeAsync(prefix, division, 1, ct))[0];
    }

    /// <summary>Makes the next codes of a segment ready; returns how many.</summary>
    public async Task<int> DeliverAsync(string prefix, DivisionCode division, int target, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var missing = target - await db.Set<ReadyCode>().CountAsync(c => c.Prefix == prefix, ct);
        if (missing > 0)
            await db.WriteAsync<ReadyCode>([.. (await TakeAsync(prefix, division, missing, ct)).Select(c => new ReadyCode { Code = c, Prefix = prefix })], ct);
        await transaction.CommitAsync(ct);
        return Math.Max(0, missing);
    }

    /// <summary>Takes the next codes straight from the segment, in the caller's transaction. Others wait for it, so this is for deliveries and an empty pool.</summary>
    public async Task<IReadOnlyList<string>> TakeAsync(string prefix, DivisionCode division, int count, CancellationToken ct)
    {
        while (true)
        {
            var segment = await db.Set<CodeSegment>().AsNoTracking().SingleOrDefaultAsync(s => s.Prefix == prefix, ct)
                ?? throw new InvalidOperationException($"No code segment {prefix} was delivered.");
            var (body, codes) = (segment.NextBody, new List<string>(count));
            for (var i = 0; i < count; i++, body = OrganisationCode.Next(body))
                codes.Add(Uscc.Compose('9', segment.Category[0], division, OrganisationCode.WithCheck(body)).Value);
            if (await db.Set<CodeSegment>().Where(s => s.Prefix == prefix && s.NextBody == segment.NextBody).ExecuteUpdateAsync(u => u.SetProperty(s => s.NextBody, body), ct) == 1)
                return codes;
        }
    }
}
