using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.StartUp.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;

namespace Qishi.Modules.StartUp;

/// <summary>
/// Whose case it is: the applicant's own (also one a clerk filled for them before they had an account, known by their phone), or for clerks those filled in
/// their own hall or outlet. For everybody else a case does not exist, so that forged numbers tell nothing.
/// </summary>
internal sealed class CaseAccess(AppDb db, Actor actor, IApplicants applicants)
{
    /// <summary>The case when it is the reader's; null otherwise.</summary>
    public async Task<StartUpCase?> FindAsync(string? caseNo, CancellationToken ct) => caseNo is null || caseNo.Length > 20
        ? null
        : await (await MineAsync(ct)).Include(c => c.Matters).SingleOrDefaultAsync(c => c.CaseNo == caseNo, ct);

    /// <summary>The reader's cases.</summary>
    public async Task<IQueryable<StartUpCase>> MineAsync(CancellationToken ct)
    {
        var cases = db.Set<StartUpCase>().AsQueryable();
        if (actor.Kind == ActorKind.Applicant && actor.AccountId is { } account)
        {
            var mobile = (await applicants.FindAsync(account, ct))?.Mobile;
            var key = mobile is null ? null : MobileKeys.Of(db, mobile);
            return cases.Where(c => c.AccountId == account || (c.AccountId == null && c.MobileKey != null && c.MobileKey == key && c.SubmittedAt != null));
        }

        var unit = UnitOf(actor);
        if (actor.Kind == ActorKind.Machine)
            return cases.Where(c => c.Unit == unit);
        return actor.Kind == ActorKind.Staff && unit is not null && actor.May(Permissions.Counter)
            ? cases.Where(c => c.Unit == unit && c.ClerkId != null)
            : cases.Where(c => false);
    }

    /// <summary>Outlet of a bank clerk, unit of a guide, name of a machine client.</summary>
    public static string? UnitOf(Actor actor) => actor.Kind == ActorKind.Machine ? "api:" + actor.Name : actor.Department ?? actor.Unit;
}
