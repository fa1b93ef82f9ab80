using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Identity.Passwords;

/// <summary>Sets a new password after all its rules, remembers the old one, and writes the event. The caller saves.</summary>
internal sealed class PasswordChange(AppDb db, EventLog log, PasswordHashing hashing, TimeProvider clock)
{
    public async Task<IReadOnlyList<Problem>> ApplyAsync(Account account, string? password, string? repeat, AuthRules rules, Actor actor, CancellationToken ct)
    {
        List<Problem> problems = [.. PasswordRules.Check(password, await OwnWordsAsync(account.Id, ct), rules)];
        if (problems.Count == 0 && password != repeat)
            problems.Add(new("password-repeat", "两次输入的新密码不一样。请再输一次", "Repeat"));
        var old = await db.Set<OldPassword>().Where(p => p.AccountId == account.Id).OrderByDescending(p => p.SetAt).ToListAsync(ct);
        if (problems.Count == 0 && await WasUsedAsync(password!, [account.PasswordHash, .. old.Take(rules.PasswordHistory - 1).Select(p => p.Hash)], ct))
            problems.Add(new("password-used", $"这个密码最近用过。最近{rules.PasswordHistory}个密码不能再用，请换一个", "NewPassword"));
        if (problems.Count > 0)
            return problems;
        if (account is { PasswordHash: { } hash, PasswordSetAt: { } setAt })
            db.Add(new OldPassword { Id = Guid.CreateVersion7(clock.GetUtcNow()), AccountId = account.Id, Hash = hash, SetAt = setAt });
        db.RemoveRange(old.Skip(rules.PasswordHistory - 1));
        (account.PasswordHash, account.PasswordSetAt, account.MustChangePassword) = (hashing.Hash(password!), clock.UtcNow(), false);
        log.Record(actor, "PasswordChanging", null, new PasswordChanged(account.Id));
        return [];
    }

    private async Task<bool> WasUsedAsync(string password, IEnumerable<string?> hashes, CancellationToken ct)
    {
        foreach (var hash in hashes)
            if (hash is not null && await hashing.CheckAsync(hash, password, ct) == true)
                return true;
        return false;
    }

    private async Task<IReadOnlyList<string?>> OwnWordsAsync(Guid accountId, CancellationToken ct)
    {
        if (await db.Set<Staff>().SingleOrDefaultAsync(s => s.AccountId == accountId, ct) is { } staff)
            return [staff.StaffNo, staff.Name, staff.Mobile];
        return await db.Set<Applicant>().SingleOrDefaultAsync(a => a.AccountId == accountId, ct) is { } applicant
            ? [applicant.Name, applicant.Mobile, applicant.IdNumber?[6..14]]
            : [];
    }
}
