using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Identity.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;

namespace Qishi.Modules.Identity.MyAccount;

/// <summary>What a person sees of the own account.</summary>
internal sealed class ShowMyAccount(AppDb db, CurrentActor current, AuthRulesReader rulesReader, TimeProvider clock)
{
    public async Task<MyAccountView?> ReadAsync(string? currentDigest, CancellationToken ct)
    {
        if (current.Actor.AccountId is not { } id)
            return null;
        var account = await db.Set<Account>().AsNoTracking().SingleAsync(a => a.Id == id, ct);
        var rules = await rulesReader.ReadAsync(ct);
        var now = clock.UtcNow();
        var sessions = await db.Set<Session>().AsNoTracking().Where(s => s.AccountId == id && s.Stage == SessionStage.Full).OrderByDescending(s => s.LastSeenAt).ToListAsync(ct);
        var staff = await db.Set<Staff>().AsNoTracking().Include(s => s.Postings).ThenInclude(p => p.Roles).SingleOrDefaultAsync(s => s.AccountId == id, ct);
        var applicant = await db.Set<Applicant>().AsNoTracking().SingleOrDefaultAsync(a => a.AccountId == id, ct);
        var today = clock.Today();
        var units = staff is null ? [] : await db.Set<OrgUnitVersion>().Where(v => v.From <= today && (v.To == null || v.To >= today)).ToDictionaryAsync(v => v.UnitCode, v => v.Name, ct);
        return new(
            current.Actor.Name, staff?.StaffNo, Masked.Phone(staff?.Mobile ?? applicant?.Mobile ?? ""), applicant?.IdNumber is { } number ? Masked.Id(number) : null, applicant?.Level,
            account.PasswordSetAt is { } set && staff is not null && rules.Djcp3 ? ChinaTime.DayOf(set.AddDays(rules.PasswordMaxAgeDays)) : null, account.PasswordHash is not null,
            [.. sessions.Where(s => !Sessions.SessionStore.HasRunOut(s, rules, now)).Select(s => new MySession(s.Device, s.SourceAddress ?? "", s.CreatedAt, s.LastSeenAt, s.TokenDigest == currentDigest))],
            [.. (staff?.Postings ?? []).Where(p => p.HoldsOn(today)).Select(p => new MyPosting(
                p.Id, $"{units.GetValueOrDefault(p.Unit, p.Unit)} {p.Title}".Trim(), string.Join("、", p.Roles.Select(r => Roles.Names.GetValueOrDefault(r.Role, r.Role))), p.From, p.To))]);
    }
}

internal sealed record MyAccountView(
    string Name, string? StaffNo, string Mobile, string? IdNumber, RealNameLevel? Level, DateOnly? PasswordUntil, bool HasPassword,
    IReadOnlyList<MySession> Sessions, IReadOnlyList<MyPosting> Postings);

internal sealed record MySession(string Device, string Source, DateTime Since, DateTime LastSeen, bool This);

internal sealed record MyPosting(Guid Id, string Name, string Roles, DateOnly From, DateOnly? To);
