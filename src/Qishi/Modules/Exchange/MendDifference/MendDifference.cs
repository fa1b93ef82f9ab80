using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Modules.Exchange.ReconcileDepartments;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Exchange.MendDifference;

public sealed class MendDifferenceForm
{
    public string? Id { get; set; }
    public string? How { get; set; }
}

/// <summary>A person says how a difference was mended; if it was not, the next run finds it again and it is new work.</summary>
internal sealed class MendDifferenceHandler(AppDb db, DifferenceWork work, EventLog log, Actor actor, TimeProvider clock)
{
    private const int Longest = 200;

    public async Task<Result<string>> HandleAsync(MendDifferenceForm form, CancellationToken ct)
    {
        if (!actor.May(Permissions.Repair) || !Guid.TryParse(form.Id, out var id) || await db.Set<Difference>().SingleOrDefaultAsync(d => d.Id == id, ct) is not { } row)
            return new Problem("difference-not-found", "没有找到这条不一致。请刷新页面");
        if (Decide(form, row) is { } problem)
            return problem;
        row.Mend(actor.NameOnRecord, NormalisedText.Text(form.How), clock.UtcNow());
        await work.CloseAsync([row], ct);
        log.Record(actor, "DifferenceMending", row.MendedHow, new DifferenceMended(row.Id, row.Department, ByPerson: true));
        try
        {
            await db.SaveChangesAsync(ct);
            return row.HandOverKey;
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Problem("difference-changed", "这条不一致刚刚有人处理过。请刷新页面查看");
        }
    }

    internal static Problem? Decide(MendDifferenceForm form, Difference row) =>
        row.MendedAt is not null ? new("difference-mended", $"这条不一致{row.MendedBy}已经处理过。请刷新页面")
        : NormalisedText.Text(form.How) is not { Length: >= 2 and <= Longest } ? new("how-missing", "请写明怎么处理的，2至200字，如：对方已补录，经电话核对一致", nameof(form.How))
        : null;
}
