using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Export;
using Qishi.Platform.Web;

namespace Qishi.Modules.Registration.SuperviseNames;

/// <summary>Declared and reserved names for the office; who declared them is not shown.</summary>
internal sealed class ListNamesHandler(AppDb db, Actor actor, TimeProvider clock)
{
    public Task<Paged<NameReservation>> HandleAsync(ListQuery query, CancellationToken ct) => Query(query).PageAsync(query, ct);

    public async Task<IResult> ExportAsync(ListQuery query, CancellationToken ct)
    {
        var rows = await Query(query).Take(ExcelFile.MostRows).ToListAsync(ct);
        ExcelColumn<NameReservation>[] columns =
        [
            new("申报号", r => r.Number, 20), new("名称", r => r.Full, 36), new("类型", r => Wording.KindWord(r.Kind)), new("状态", r => NameReservation.Flow[r.State].Word, 12),
            new("申报时间", r => r.DeclaredAt), new("保留至", r => r.ExpiresOn, 14), new("使用主体", r => r.UsedBy, 22),
        ];
        return ExcelFile.Download(ExcelFile.Write("名称申报", query.Text("q") is { } q ? $"名称含{q}" : "全部", columns, rows, actor, clock.UtcNow()), "名称申报", clock.UtcNow());
    }

    private IQueryable<NameReservation> Query(ListQuery query)
    {
        var rows = db.Set<NameReservation>().AsNoTracking();
        rows = query.Text("tab") switch
        {
            "lift" => rows.Where(r => r.State == NameState.Checked && r.LiftAskedAt != null && r.LiftDecidedAt == null),
            "reserved" => rows.Where(r => r.State == NameState.Reserved),
            _ => rows,
        };
        if (query.Text("q") is { } text)
            rows = rows.Where(r => r.Number == text || r.TradeName.Contains(text) || (r.Division + r.TradeName + r.Industry + r.Form).Contains(text));
        if (Enum.TryParse<NameState>(query.Text("state"), out var state))
            rows = rows.Where(r => r.State == state);
        return rows.OrderByDescending(r => r.DeclaredAt).ThenBy(r => r.Number);
    }
}
