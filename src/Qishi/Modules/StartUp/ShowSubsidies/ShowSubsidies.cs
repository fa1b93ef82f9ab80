using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.StartUp.Contracts;
using Qishi.Modules.StartUp.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Export;
using Qishi.Platform.Web;

namespace Qishi.Modules.StartUp.ShowSubsidies;

/// <summary>Sums of a month.</summary>
internal sealed record SubsidyMonth(int Year, int Month, int Cases, long Seals, long Device, long Mail)
{
    public long Fen => Seals + Device + Mail;
}

/// <summary>The ledger of what the county paid so that the applicant paid nothing .</summary>
internal sealed class ShowSubsidiesHandler(AppDb db, EventLog log, Actor actor, TimeProvider clock)
{
    public static IReadOnlyList<(string Code, string Word)> Items { get; } = [("SEAL_SET", "印章一套4枚"), ("UKEY", "税控设备"), ("MAIL", "邮寄")];

    public static string Word(string item) => Items.FirstOrDefault(i => i.Code == item).Word ?? item;

    public Task<Paged<SubsidyEntry>> ReadAsync(ListQuery query, CancellationToken ct) => Rows(query).PageAsync(query, ct);

    public Task<long> SumAsync(ListQuery query, CancellationToken ct) => Rows(query).SumAsync(s => s.Fen, ct);

    /// <summary>The last twelve months with entries, newest first.</summary>
    public async Task<IReadOnlyList<SubsidyMonth>> MonthsAsync(CancellationToken ct)
    {
        var since = new DateOnly(clock.Today().Year, clock.Today().Month, 1).AddMonths(-11);
        return await db.Set<SubsidyEntry>().Where(s => s.On >= since).GroupBy(s => new { s.On.Year, s.On.Month }).OrderByDescending(g => g.Key.Year).ThenByDescending(g => g.Key.Month)
            .Select(g => new SubsidyMonth(
                g.Key.Year, g.Key.Month, g.Select(s => s.CaseId).Distinct().Count(), g.Sum(s => s.Item == "SEAL_SET" ? s.Fen : 0), g.Sum(s => s.Item == "UKEY" ? s.Fen : 0), g.Sum(s => s.Item == "MAIL" ? s.Fen : 0)))
            .ToListAsync(ct);
    }

    public async Task<IResult> ExportAsync(ListQuery query, CancellationToken ct)
    {
        var (rows, now) = (await Rows(query).Take(ExcelFile.MostRows).ToListAsync(ct), clock.UtcNow());
        log.Record(actor, "SubsidiesExporting", null, new SubsidiesExported(rows.Count));
        await db.SaveChangesAsync(ct);
        ExcelColumn<SubsidyEntry>[] columns =
        [
            new("日期", s => s.On, 12), new("办件编号", s => s.CaseNo, 20), new("名称", s => s.EntityName, 36), new("统一社会信用代码", s => s.Uscc, 24), new("项目", s => Word(s.Item)),
            new("数量", s => s.Quantity, 8), new("金额（元）", s => new Money(s.Fen), 12),
        ];
        return ExcelFile.Download(ExcelFile.Write("免费开办补贴台账", Words(query), columns, rows, actor, now), "免费开办补贴台账", now);
    }

    private static string Words(ListQuery query)
    {
        string?[] parts = [query.Text("item") is { } item ? Word(item) : null, query.Day("from") is { } from ? $"{from:yyyy-MM-dd}起" : null, query.Day("to") is { } to ? $"至{to:yyyy-MM-dd}" : null, query.Text("q") is { } q ? $"办件{q}" : null];
        return parts.OfType<string>().ToArray() is { Length: > 0 } words ? string.Join("，", words) : "全部";
    }

    private IQueryable<SubsidyEntry> Rows(ListQuery query)
    {
        var rows = db.Set<SubsidyEntry>().AsNoTracking();
        if (query.Text("item") is { } item)
            rows = rows.Where(s => s.Item == item);
        if (query.Day("from") is { } from)
            rows = rows.Where(s => s.On >= from);
        if (query.Day("to") is { } to)
            rows = rows.Where(s => s.On <= to);
        if (query.Text("q") is { } caseNo && NormalisedText.Codes(caseNo) is var code)
            rows = rows.Where(s => s.CaseNo == code);
        return rows.OrderByDescending(s => s.On).ThenBy(s => s.CaseNo).ThenBy(s => s.Item);
    }
}
