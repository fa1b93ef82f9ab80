using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Export;
using Qishi.Platform.Web;

namespace Qishi.Modules.Registration.Premises;

/// <summary>A task of the list.</summary>
internal sealed record PremisesCheckRow(
    Guid Id, string Uscc, string EntityName, string Address, string? Station, int Points, PremisesCheckState State, DateOnly DueOn, bool DueProvisional, DateOnly? VisitedOn);

/// <summary>The tasks of looking at places: a station's own, or all for the bureau; the most urgent first.</summary>
internal sealed class ListPremisesChecksHandler(AppDb db, IDirectory directory, Actor actor, TimeProvider clock)
{
    public Task<Paged<PremisesCheckRow>> HandleAsync(ListQuery query, CancellationToken ct) => Query(query).PageAsync(query, ct);

    public async Task<IResult> ExportAsync(ListQuery query, CancellationToken ct)
    {
        var rows = await Query(query).Take(ExcelFile.MostRows).ToListAsync(ct);
        ExcelColumn<PremisesCheckRow>[] columns =
        [
            new("名称", r => r.EntityName, 36), new("统一社会信用代码", r => r.Uscc, 24), new("地址", r => r.Address, 48), new("监管所", r => r.Station, 12), new("风险分", r => r.Points, 10),
            new("状态", r => PremisesCheckFlow.Word(r.State), 12), new("核查期限", r => r.DueOn, 12), new("核查日期", r => r.VisitedOn, 12),
        ];
        return ExcelFile.Download(ExcelFile.Write("住所核查任务", "全部", columns, rows, actor, clock.UtcNow()), "住所核查任务", clock.UtcNow());
    }

    public async Task<string> StationAsync(string code, CancellationToken ct) => (await directory.UnitAsync(code, clock.Today(), ct))?.Name ?? code;

    private IQueryable<PremisesCheckRow> Query(ListQuery query)
    {
        var rows = db.Set<PremisesCheck>().AsNoTracking();
        if (actor.Roles.Contains(Roles.StationInspector))
            rows = rows.Where(c => c.Station == actor.Unit);
        if (Enum.TryParse<PremisesCheckState>(query.Text("state"), out var state))
            rows = rows.Where(c => c.State == state);
        if (query.Text("station") is { } station)
            rows = rows.Where(c => c.Station == station);
        if (query.Text("q") is { } words)
        {
            var (code, text) = (NormalisedText.Codes(words), NormalisedText.Text(words));
            rows = rows.Where(c => c.Uscc == code || c.EntityName.Contains(text) || c.Address.Contains(text));
        }

        return rows.OrderBy(c => c.State != PremisesCheckState.Open).ThenBy(c => c.DueOn).ThenByDescending(c => c.Points).ThenBy(c => c.Id)
            .Select(c => new PremisesCheckRow(c.Id, c.Uscc, c.EntityName, c.Address, c.Station, c.Points, c.State, c.DueOn, c.DueProvisional, c.VisitedOn));
    }
}
