using Microsoft.EntityFrameworkCore;
using Qishi.Modules.StartUp.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;

namespace Qishi.Modules.StartUp;

/// <summary>
/// Whose case it is: the applicant's own, or for clerks those filled in their own hall or outlet. For everybody else a case does not exist,
/// so that forged numbers tell nothing.
/// </summary>
internal sealed class CaseAccess(AppDb db, Actor actor)
{
    /// <summary>The case when it is the reader's; null otherwise.</summary>
    public async Task<StartUpCase?> FindAsync(string? caseNo, CancellationToken ct) => caseNo is null || caseNo.Length > 20
        ? null
        : await Mine(db.Set<StartUpCase>().Include(c => c.Matters)).SingleOrDefaultAsync(c => c.CaseNo == caseNo, ct);

    /// <summary>The reader's cases.</summary>
    public IQueryable<StartUpCase> Mine(IQueryable<StartUpCase> cases)
    {
        if (actor.Kind == ActorKind.Applicant && actor.AccountId is { } account)
            return cases.Where(c => c.AccountId == account);
        var unit = UnitOf(actor);
        return actor.Kind == ActorKind.Staff && unit is not null && actor.May(Permissions.Counter)
            ? cases.Where(c => c.Unit == unit && c.ClerkId != null)
            : cases.Where(c => false);
    }

    /// <summary>Outlet of a bank clerk, unit of a guide.</summary>
    public static string? UnitOf(Actor actor) => actor.Department ?? actor.Unit;
}
