using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Permits.Contracts;
using Qishi.Modules.Permits.Matters;
using Qishi.Modules.Permits.Model;
using Qishi.Platform.Data;

namespace Qishi.Modules.Permits.TellApplicant;

/// <summary>What other modules see of 双告知.</summary>
internal sealed class PermitNotices(AppDb db, MatterBook matters, CommitmentKeeper commitments) : IPermitNotices
{
    public async Task<IReadOnlyList<PermitNeed>> NeedsAsync(IReadOnlyList<string> scopeItems, DateOnly on, CancellationToken ct) =>
        [.. (await matters.NeedsAsync(scopeItems, on, ct)).Select(MatterBook.Card)];

    public CommitmentText CommitmentFor(IReadOnlyList<PermitNeed> needs) => CommitmentWording.For(needs);

    public Task CommitAsync(SignedCommitment commitment, CancellationToken ct) => commitments.KeepAsync(commitment, ct);

    public async Task<IReadOnlyList<PermitNoticeCard>> OfCaseAsync(string caseNo, CancellationToken ct) =>
        [.. (await db.Set<DualNotice>().AsNoTracking().Where(n => n.CaseNo == caseNo).OrderBy(n => n.Matter).ToListAsync(ct))
            .Select(n => new PermitNoticeCard(n.Permit, n.DepartmentName, NoticeFlow.Flow[n.State].PublicWord, NoticeFlow.Flow[n.State].Tone.ToString(), n.StateSince, n.PermitNo))];
}
