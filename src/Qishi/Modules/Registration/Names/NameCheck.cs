using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Names;

/// <summary>The whole name check: structure, words, library. A name whose structure is broken is not looked up.</summary>
internal sealed class NameCheck(NameLibrary library, AppDb db)
{
    public Task<NameVerdict> CheckAsync(NameParts raw, EntityKind kind, Ground ground, Guid? except, CancellationToken ct) =>
        CheckAsync(raw, kind, ground, new OwnName(except, null), ct);

    /// <summary>The reservation of a number when it still holds and is for this very name; else none, and the name is looked up like any other.</summary>
    public async Task<OwnName> HeldAsync(string? number, NameParts? raw, EntityKind kind, DateOnly on, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(number) || raw is null)
            return OwnName.None;
        var held = await db.Set<NameReservation>().SingleOrDefaultAsync(r => r.Number == number && r.State == NameState.Reserved && r.ExpiresOn >= on && r.Kind == kind, ct);
        return held is not null && held.Parts == NameRules.Clean(raw) ? new(null, held) : OwnName.None;
    }

    public async Task<NameVerdict> CheckAsync(NameParts raw, EntityKind kind, Ground ground, OwnName own, CancellationToken ct)
    {
        var name = NameRules.Clean(raw);
        Problem[] blocked = [.. NameRules.Structure(name, kind, ground), .. NameWords.Blocked(name, kind, ground.Catalogue)];
        if (blocked.Length > 0)
            return new(NameResult.Blocked, blocked, []);
        var found = await library.CompareAsync(name, kind, ground, own, ct);
        if (found.Result == NameResult.Blocked)
            return found;
        Problem[] doubts = [.. found.Problems, .. NameWords.Doubtful(name, kind, ground.Catalogue)];
        return found with { Result = doubts.Length == 0 ? NameResult.Free : NameResult.Similar, Problems = doubts };
    }
}
