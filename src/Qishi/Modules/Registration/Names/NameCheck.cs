using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.Names;

/// <summary>The whole name check: structure, words, library. A name whose structure is broken is not looked up.</summary>
internal sealed class NameCheck(NameLibrary library)
{
    public async Task<NameVerdict> CheckAsync(NameParts raw, EntityKind kind, Ground ground, Guid? except, CancellationToken ct)
    {
        var name = NameRules.Clean(raw);
        Problem[] blocked = [.. NameRules.Structure(name, kind, ground), .. NameWords.Blocked(name, kind, ground.Catalogue)];
        if (blocked.Length > 0)
            return new(NameResult.Blocked, blocked, []);
        var found = await library.CompareAsync(name, kind, ground, except, ct);
        if (found.Result == NameResult.Blocked)
            return found;
        Problem[] doubts = [.. found.Problems, .. NameWords.Doubtful(name, kind, ground.Catalogue)];
        return new(doubts.Length == 0 ? NameResult.Free : NameResult.Similar, doubts, found.Similar);
    }
}
