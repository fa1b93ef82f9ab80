using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.AddStaff;
using Qishi.Modules.Identity.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Identity.GrantRoles;

public sealed class GrantRolesForm
{
    public List<string> Roles { get; set; } = [];
    public int Version { get; set; }
}

/// <summary>
/// The security administrator says which roles a posting carries. The three administrators exclude each other and business roles (三员分立); what slips
/// past this check is refused by the database.
/// </summary>
internal sealed class GrantRolesHandler(AppDb db, EventLog log, CurrentActor current)
{
    public async Task<Posting?> FindAsync(Guid accountId, Guid postingId, CancellationToken ct) =>
        await db.Set<Posting>().AsNoTracking().Include(p => p.Roles).SingleOrDefaultAsync(p => p.Id == postingId && p.AccountId == accountId, ct);

    public async Task<Result<Guid>> HandleAsync(Guid accountId, Guid postingId, GrantRolesForm form, CancellationToken ct)
    {
        var posting = await db.Set<Posting>().Include(p => p.Roles).SingleOrDefaultAsync(p => p.Id == postingId && p.AccountId == accountId, ct);
        if (posting is null)
            return new Problem("posting-unknown", "没有找到这条任职。请从人员页面重新进入");
        var duty = await db.Set<Account>().Where(a => a.Id == accountId).Select(a => a.Duty).SingleAsync(ct);
        var problems = Decide(duty, form.Roles, accountId == current.Actor.AccountId);
        if (problems.Count > 0)
            return Result<Guid>.Refused(problems);
        var before = posting.Roles.Select(r => r.Role).Order(StringComparer.Ordinal).ToList();
        db.Entry(posting).Property(p => p.Version).OriginalValue = form.Version;
        db.Entry(posting).State = EntityState.Modified;
        db.RemoveRange(posting.Roles.Where(r => !form.Roles.Contains(r.Role)));
        posting.Roles.AddRange(form.Roles.Distinct().Except(before).Select(r => PostingRole.Of(posting, r)));
        log.Record(current.Actor, "RolesGranting", null, new RolesGranted(accountId, postingId, before, [.. form.Roles.Distinct().Order(StringComparer.Ordinal)]));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return EndPosting.EndPostingHandler.Changed;
        }

        return accountId;
    }

    internal static IReadOnlyList<Problem> Decide(Duty duty, IReadOnlyList<string> roles, bool own)
    {
        const string field = nameof(GrantRolesForm.Roles);
        if (own)
            return [new("roles-own", "不能给自己授予角色。请另一位安全管理员办理")];
        if (roles.FirstOrDefault(r => !Platform.Auth.Roles.Staff.Contains(r)) is { } unknown)
            return [new("role-unknown", $"没有“{unknown}”这个角色。请从列表里选", field)];
        return roles.FirstOrDefault(r => PostingRole.DutyOf(r) != duty) is { } foreign
            ? [new("roles-exclude", $"这个账号是{AddStaffHandler.DutyNames[duty]}账号，不能授予“{Platform.Auth.Roles.Names[foreign]}”：系统、安全、审计三个管理员互斥，也不能兼任业务岗位。需要的请另建账号", field, "GB/T 22239-2019 8.1.4.2")]
            : [];
    }
}
