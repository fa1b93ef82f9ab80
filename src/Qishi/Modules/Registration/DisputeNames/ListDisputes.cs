using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Registration.Model;
using Qishi.Kernel;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Export;
using Qishi.Platform.Web;

namespace Qishi.Modules.Registration.DisputeNames;

internal sealed class ListDisputesHandler(AppDb db, Actor actor, TimeProvider clock)
{
    public Task<Paged<NameDispute>> HandleAsync(ListQuery query, CancellationToken ct) => Query(query).PageAsync(query, ct);

    public async Task<IResult> ExportAsync(ListQuery query, CancellationToken ct)
    {
        var rows = await Query(query).Take(ExcelFile.MostRows).ToListAsync(ct);
        ExcelColumn<NameDispute>[] columns =
        [
            new("编号", d => d.Number, 20), new("争议名称", d => d.Name, 36), new("统一社会信用代码", d => d.Uscc, 22), new("提出争议的企业", d => d.Claimant, 36), new("状态", d => NameDispute.Flow[d.State].Word),
            new("受理", d => d.AcceptedOn, 12), new("裁决期限", d => d.DueOn, 12), new("处理", d => d.DecidedOn, 12), new("变更名称期限", d => d.ChangeDueOn, 14),
        ];
        return ExcelFile.Download(ExcelFile.Write("名称争议", query.Text("q") is { } q ? $"含{q}" : "全部", columns, rows, actor, clock.UtcNow()), "名称争议", clock.UtcNow());
    }

    private IQueryable<NameDispute> Query(ListQuery query)
    {
        var rows = db.Set<NameDispute>().AsNoTracking();
        if (query.Text("q") is { } text)
            rows = rows.Where(d => d.Name.Contains(text) || d.Claimant.Contains(text) || d.Uscc == text || d.Number == text);
        if (Enum.TryParse<DisputeState>(query.Text("state"), out var state))
            rows = rows.Where(d => d.State == state);
        return rows.OrderByDescending(d => d.AcceptedOn).ThenBy(d => d.Number);
    }
}
