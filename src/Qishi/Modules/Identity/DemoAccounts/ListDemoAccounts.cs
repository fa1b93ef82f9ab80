using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Model;
using Qishi.Modules.Identity.Passwords;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;

namespace Qishi.Modules.Identity.DemoAccounts;

/// <summary>The fictional people of the demo with the code their phone would show. Nothing else calls this.</summary>
internal sealed class ListDemoAccounts(AppDb db, TimeProvider clock)
{
    public async Task<DemoList> ReadAsync(CancellationToken ct)
    {
        var today = clock.Today();
        var staff = await db.Set<Staff>().AsNoTracking().Include(s => s.Postings).ThenInclude(p => p.Roles).OrderBy(s => s.StaffNo).Take(200).ToListAsync(ct);
        var accounts = await db.Set<Account>().AsNoTracking().Where(a => a.Kind == AccountKind.Staff && !a.Disabled && a.TotpSecret != null).ToDictionaryAsync(a => a.Id, ct);
        var units = await db.Set<OrgUnitVersion>().Where(v => v.From <= today && (v.To == null || v.To >= today)).ToDictionaryAsync(v => v.UnitCode, v => v.Name, ct);
        var lines =
            from s in staff
            let held = s.Postings.Where(p => p.HoldsOn(today)).ToList()
            where held.Count > 0 && accounts.ContainsKey(s.AccountId)
            select new DemoStaff(
                s.StaffNo, s.Name, string.Join("、", held.SelectMany(p => p.Roles).Select(r => Roles.Names.GetValueOrDefault(r.Role, r.Role)).Distinct()),
                string.Join("；", held.Select(p => $"{units.GetValueOrDefault(p.Unit, p.Unit)} {p.Title}".Trim())), Authenticator.NextCode(accounts[s.AccountId], clock.UtcNow()));
        var people = await db.Set<Applicant>().AsNoTracking().Where(a => a.VerifiedBy == Seed.DemoPeople.SeedMark).OrderBy(a => a.AccountId).Take(20).ToListAsync(ct);
        return new([.. lines], [.. people.Select(p => (p.Name, p.Mobile))]);
    }
}

internal sealed record DemoList(IReadOnlyList<DemoStaff> Staff, IReadOnlyList<(string Name, string Mobile)> People);

internal sealed record DemoStaff(string StaffNo, string Name, string Roles, string Posting, string Code);
