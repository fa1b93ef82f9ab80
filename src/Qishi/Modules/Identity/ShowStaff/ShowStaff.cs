using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Audit;
using Qishi.Modules.Identity.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Identity.ShowStaff;

/// <summary>One staff member: postings, roles, state of the account, change history.</summary>
internal sealed class ShowStaffHandler(AppDb db, TimeProvider clock)
{
    public async Task<StaffView?> HandleAsync(Guid accountId, CancellationToken ct)
    {
        var staff = await db.Set<Staff>().AsNoTracking().Include(s => s.Postings).ThenInclude(p => p.Roles).SingleOrDefaultAsync(s => s.AccountId == accountId, ct);
        if (staff is null)
            return null;
        var account = await db.Set<Account>().AsNoTracking().SingleAsync(a => a.Id == accountId, ct);
        var codes = staff.Postings.Select(p => p.Unit).ToList();
        var versions = await db.Set<OrgUnitVersion>().Where(v => codes.Contains(v.UnitCode)).OrderByDescending(v => v.From).ToListAsync(ct);
        var today = clock.Today();
        var postings = staff.Postings.OrderByDescending(p => p.From).Select(p => new PostingView(
            p.Id, versions.FirstOrDefault(v => v.UnitCode == p.Unit)?.Name ?? p.Unit, p.Title, p.From, p.To, p.HoldsOn(today), [.. p.Roles.Select(r => Roles.Names.GetValueOrDefault(r.Role, r.Role))]));
        var subject = $"account:{accountId}";
        var history = await (
            from e in db.Set<EventRow>()
            where e.Subject == subject
            join p in db.Set<ProcessRow>() on e.ProcessId equals p.Id
            orderby e.Seq descending
            select new { e.At, e.Type, p.ActorName, p.Reason }).Take(50).ToListAsync(ct);
        return new(
            accountId, staff.StaffNo, staff.Name, Masked.Phone(staff.Mobile ?? ""), account.Duty, account.Disabled, account.TotpConfirmedAt is not null, account.LastSignInAt,
            [.. postings], [.. history.Select(h => new HistoryLine(h.At, EventWords.Of(h.Type), h.ActorName, h.Reason))]);
    }
}

internal sealed record StaffView(
    Guid AccountId, string StaffNo, string Name, string Mobile, Duty Duty, bool Disabled, bool HasAuthenticator, DateTime? LastSignInAt,
    IReadOnlyList<PostingView> Postings, IReadOnlyList<HistoryLine> History);

internal sealed record PostingView(Guid Id, string Unit, string? Title, DateOnly From, DateOnly? To, bool Holds, IReadOnlyList<string> Roles);

internal sealed record HistoryLine(DateTime At, string What, string By, string? Reason);
