using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Licences.Contracts;
using Qishi.Modules.Licences.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Rules;
using Qishi.Platform.Web;

namespace Qishi.Modules.Licences.GrantUse;

public sealed class GrantUseForm
{
    public string? Name { get; set; }
    public string? IdNumber { get; set; }
    public string? Role { get; set; }
    public List<string> Matters { get; set; } = [];
    public string? From { get; set; }
    public string? To { get; set; }
}

/// <summary>
/// The holder lets somebody use the licence: who, for what, until when. A manager may let clerks use it, within the own matters and days. Taken back, it ends at once,
/// with what a manager gave under it.
/// </summary>
internal sealed class GrantUseHandler(AppDb db, LicenceDoor door, IRules rules, FieldCipher cipher, Once once, EventLog log, Actor actor, TimeProvider clock)
{
    public static bool MayGrant(Holding h) => !h.Frozen && (h.IsHolder || h.Grant!.Role == GrantRole.Manager);

    public async Task<Result<Guid>?> HandleAsync(string uscc, GrantUseForm form, string key, CancellationToken ct)
    {
        if (await door.FindAsync(uscc, ct) is not { } holding || !MayGrant(holding))
            return null;
        if (await once.FindAsync(key, ct) is { } done)
            return (Result<Guid>)Guid.Parse(done);
        var (problems, today) = (new List<Problem>(), clock.Today());
        var name = NormalisedText.Text(form.Name);
        if (name.Length is < 2 or > 30)
            problems.Add(new("name-required", "请填写被授权人的姓名", nameof(form.Name)));
        var number = CitizenId.Parse(form.IdNumber, today);
        problems.AddRange(number.Problems.Select(p => p.At(nameof(form.IdNumber))));
        var role = form.Role == nameof(GrantRole.Manager) && holding.IsHolder ? GrantRole.Manager : GrantRole.Clerk;
        if (form.Role is not (nameof(GrantRole.Manager) or nameof(GrantRole.Clerk)) || form.Role != role.ToString())
            problems.Add(new("role-required", holding.IsHolder ? "请选择授权为证照管理员还是办事人员" : "证照管理员只能授权办事人员", nameof(form.Role)));
        var matters = LicenceMatters.Words.Keys.Where(form.Matters.Contains).ToList();
        if (matters.Count == 0 || matters.Any(m => !holding.Matters.Contains(m)))
            problems.Add(new("matters-required", matters.Count == 0 ? "请选择可以办理的事项" : "不能授权自己没有的事项", nameof(form.Matters)));
        var (from, to) = (TypedDate.Parse(form.From, "开始日期", today), TypedDate.Parse(form.To, "截止日期", today));
        problems.AddRange(from.Problems.Select(p => p.At(nameof(form.From))).Concat(to.Problems.Select(p => p.At(nameof(form.To)))));
        if (from.Ok && from.Value < today)
            problems.Add(new("from-past", "开始日期不能早于今天", nameof(form.From)));
        var most = (await rules.BookAsync(ct)).Int("elicence.grantDays", today);
        if (from.Ok && to.Ok && (to.Value < from.Value || to.Value.DayNumber - from.Value.DayNumber >= most))
            problems.Add(new("to-range", to.Value < from.Value ? "截止日期不能早于开始日期" : $"一次授权最长{most}天，到期可以再授权", nameof(form.To)));
        if (to.Ok && holding.Grant is { } own && to.Value > own.To)
            problems.Add(new("to-own", $"不能超过您自己的授权期限（{ChinaTime.FullDay(own.To)}）", nameof(form.To)));
        if (problems.Count > 0)
            return Result<Guid>.Refused(problems);
        var grant = new LicenceGrant
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Uscc = uscc,
            Name = name,
            IdNumber = number.Value.Value,
            IdKey = cipher.LookupKey(number.Value.Value, LicenceGrant.IdPurpose),
            Role = role,
            Matters = string.Join(',', matters),
            From = from.Value,
            To = to.Value,
            GivenAt = clock.UtcNow(),
            GivenUnder = holding.Grant?.Id,
        };
        db.Add(grant);
        once.Remember(key, grant.Id.ToString());
        log.Record(actor, "LicenceUseGranting", null, new LicenceUseGranted(grant.Id, uscc, role.ToString(), grant.From, grant.To));
        await db.SaveChangesAsync(ct);
        return (Result<Guid>)grant.Id;
    }

    /// <summary>Takes a grant back; null when it is not the reader's to take back.</summary>
    public async Task<Result<Guid>?> RevokeAsync(string uscc, Guid id, CancellationToken ct)
    {
        if (await door.FindAsync(uscc, ct) is not { } holding || (!holding.IsHolder && holding.Grant!.Role != GrantRole.Manager))
            return null;
        var all = await db.Set<LicenceGrant>().Where(g => g.Uscc == uscc && (g.Id == id || g.GivenUnder == id)).ToListAsync(ct);
        if (all.SingleOrDefault(g => g.Id == id) is not { } grant || (!holding.IsHolder && grant.GivenUnder != holding.Grant!.Id))
            return null;
        var open = all.Where(g => g.RevokedAt is null).ToList();
        if (grant.RevokedAt is not null)
            return new Problem("grant-revoked", "这项授权已经收回");
        foreach (var g in open)
            g.Revoke(clock.UtcNow());
        log.Record(actor, "LicenceUseRevoking", null, open.Select(g => new LicenceUseRevoked(g.Id, uscc)));
        await db.SaveChangesAsync(ct);
        return (Result<Guid>)id;
    }
}
