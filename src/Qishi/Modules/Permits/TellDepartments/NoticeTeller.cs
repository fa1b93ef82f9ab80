using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Permits.Contracts;
using Qishi.Modules.Permits.Matters;
using Qishi.Modules.Permits.Model;
using Qishi.Modules.Registration.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Permits.TellDepartments;

/// <summary>
/// The second half of 双告知: with the licence, every department whose permit is needed is told through the exchange; where it is unclear whose it is, or the department has
/// no desk here, the notice is published for claiming. Writes into the caller's unit of work.
/// </summary>
internal sealed class NoticeTeller(
    AppDb db, MatterBook matters, IEntityFacts facts, IDeskHandOvers desks, NoticeWork work, IRules rules, EventLog log, Actor actor, TimeProvider clock)
{
    public async Task<IReadOnlyList<DualNotice>> TellAsync(string uscc, string caseNo, DateTime issuedAt, CancellationToken ct)
    {
        if (await facts.FindAsync(uscc, ct) is not { } entity)
            return [];
        var on = ChinaTime.DayOf(issuedAt);
        var told = await db.Set<DualNotice>().Where(n => n.Uscc == uscc).Select(n => n.Matter).ToListAsync(ct);
        var needs = (await matters.NeedsAsync(entity.ScopeItems, on, ct)).Where(n => !told.Contains(n.Code)).ToList();
        var commitment = needs.Count == 0 ? null : await db.Set<Commitment>().AsNoTracking().Where(c => c.CaseNo == caseNo).OrderByDescending(c => c.SubmissionNo).FirstOrDefaultAsync(ct);
        var notices = new List<DualNotice>();
        foreach (var need in needs)
        {
            var notice = New(need, entity, caseNo, issuedAt, commitment);
            db.Add(notice);
            notices.Add(notice);
            if (need.Matter?.Department is { } department && await desks.HasDeskAsync(department, ct))
                await PushAsync(notice, department, need.Matter.DepartmentName ?? department, entity, ct);
            else
                await PublishAsync(notice, ct);
        }

        return notices;
    }

    /// <summary>Tells another department instead (重新分派); the hand-over goes to its desk as the next version.</summary>
    public async Task RetellAsync(DualNotice notice, string department, string name, CancellationToken ct)
    {
        var published = notice.State == NoticeState.Published;
        Must(notice.Move(NoticeFlow.Reassign, clock.UtcNow()));
        if (published && notice.Department is null && !await HandedAsync(notice, ct))
        {
            await TellAsync(notice, department, name, await FactsAsync(notice, ct), ct);
            return;
        }

        var clocks = await ClocksAsync(ct);
        notice.TellTo(department, name, clock.UtcNow(), clocks);
        await desks.RedirectAsync(notice.Uscc, notice.HandOverMatter, department, LastDay(notice, clocks), ct);
        await ToldAsync(notice, ct);
    }

    /// <summary>A department took a published notice: the hand-over is laid on its desk and received at once.</summary>
    public async Task LayClaimedAsync(DualNotice notice, CancellationToken ct)
    {
        if (await HandedAsync(notice, ct))
            await desks.RedirectAsync(notice.Uscc, notice.HandOverMatter, notice.Department!, LastDay(notice, await ClocksAsync(ct)), ct);
        else if (await FactsAsync(notice, ct) is { } entity)
            desks.Lay(Order(notice, entity, await ClocksAsync(ct)));
    }

    public async Task PublishAsync(DualNotice notice, CancellationToken ct)
    {
        Must(notice.Move(NoticeFlow.Publish, clock.UtcNow()));
        notice.PublishForClaiming(clock.UtcNow(), await ClocksAsync(ct));
        await work.PublishedAsync(notice, ct);
        log.Record(actor, "PermitTelling", null, new PermitPublishedForClaiming(notice.Id, notice.Uscc, notice.Matter));
    }

    private async Task PushAsync(DualNotice notice, string department, string name, EntityFacts entity, CancellationToken ct)
    {
        Must(notice.Move(NoticeFlow.Push, clock.UtcNow()));
        await TellAsync(notice, department, name, entity, ct);
    }

    private async Task TellAsync(DualNotice notice, string department, string name, EntityFacts? entity, CancellationToken ct)
    {
        var clocks = await ClocksAsync(ct);
        notice.TellTo(department, name, clock.UtcNow(), clocks);
        if (entity is not null)
            desks.Lay(Order(notice, entity, clocks));
        await ToldAsync(notice, ct);
    }

    private async Task ToldAsync(DualNotice notice, CancellationToken ct)
    {
        await work.ToldAsync(notice, ct);
        log.Record(actor, "PermitTelling", null, new PermitDepartmentTold(notice.Id, notice.Uscc, notice.Matter, notice.Department!, notice.ClaimDueAt!.Value));
    }

    private DualNotice New(Need need, EntityFacts entity, string caseNo, DateTime issuedAt, Commitment? commitment) => new()
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()),
        CaseNo = caseNo,
        Uscc = entity.Uscc,
        EntityName = entity.Name,
        Address = entity.Address,
        HeadName = entity.HeadName,
        Mobile = entity.HeadMobile,
        Station = entity.Station,
        Matter = need.Code,
        Permit = need.Permit,
        IsFiling = need.Matter?.IsFiling ?? false,
        ScopeNames = string.Join('、', need.Items.Select(i => i.Name)),
        IssuedAt = issuedAt,
        ToldApplicantAt = commitment?.ToldAt,
        CommittedAt = commitment?.SignedAt,
        CommitmentId = commitment?.Id,
        CreatedAt = clock.UtcNow(),
    };

    private static HandOverOrder Order(DualNotice n, EntityFacts e, NoticeClocks clocks) => new(
        DualNotice.CaseOf(n.CaseNo, n.Uscc), n.Uscc, n.EntityName, n.HandOverMatter, n.Department!,
        JsonSerializer.Serialize(new
        {
            caseNo = DualNotice.CaseOf(n.CaseNo, n.Uscc),
            uscc = n.Uscc,
            name = n.EntityName,
            entityKind = e.Kind.ToString(),
            address = e.Address,
            establishedOn = e.EstablishedOn,
            legalRep = new { name = e.HeadName, mobile = e.HeadMobile },
            scopeText = e.ScopeText,
            issuedAt = n.IssuedAt,
            permit = new { matter = n.Matter, name = n.Permit, scope = n.ScopeNames },
        }),
        n.PushedAt!.Value, LastDay(n, clocks));

    // The exchange counts it as late when even the latest lawful report is missing: claim and result one after the other.
    private static DateTime LastDay(DualNotice n, NoticeClocks clocks) => clocks.ResultDue(n.ClaimDueAt!.Value).DueUtc;

    private Task<EntityFacts?> FactsAsync(DualNotice n, CancellationToken ct) => facts.FindAsync(n.Uscc, ct);

    private async Task<bool> HandedAsync(DualNotice n, CancellationToken ct) =>
        await desks.IsLaidAsync(n.Uscc, n.HandOverMatter, ct);

    private async Task<NoticeClocks> ClocksAsync(CancellationToken ct) => new(await rules.BookAsync(ct), await rules.WorkingDaysAsync(ct));

    private static void Must(Result<NoticeState> moved)
    {
        if (!moved.Ok)
            throw new InvalidOperationException(moved.Problems[0].Sentence);
    }
}
