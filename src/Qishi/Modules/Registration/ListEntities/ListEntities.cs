using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Reference;
using Qishi.Modules.Registration.SearchEntities;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Export;
using Qishi.Platform.Web;

namespace Qishi.Modules.Registration.ListEntities;

/// <summary>A row of the entity list; head names are published items, so staff see them in full.</summary>
internal sealed record EntityRow(string Uscc, string Name, EntityKind Kind, EntityStatus Status, string HeadName, string TownCode, string MainClass, DateOnly EstablishedOn, string Address);

/// <summary>Who exported how many; the filters are words of the office, never a person's.</summary>
internal sealed record EntitiesExported(int Rows) : IEvent
{
    public string Subject => "registration:export";
}

internal sealed class ListEntitiesHandler(AppDb db, EntityNames names, CatalogueCache catalogues, EventLog log, Actor actor, TimeProvider clock)
{
    public async Task<Paged<EntityRow>> HandleAsync(ListQuery query, CancellationToken ct) => await (await QueryAsync(query, ct)).PageAsync(query, ct);

    public async Task<IResult> ExportAsync(ListQuery query, CancellationToken ct)
    {
        var rows = await (await QueryAsync(query, ct)).Take(ExcelFile.MostRows).ToListAsync(ct);
        var catalogue = await catalogues.GetAsync(ct);
        log.Record(actor, "EntitiesExporting", Words(query, catalogue), new EntitiesExported(rows.Count));
        await db.SaveChangesAsync(ct);
        var (words, now) = (Words(query, catalogue), clock.UtcNow());
        ExcelColumn<EntityRow>[] columns =
        [
            new("统一社会信用代码", r => r.Uscc, 24), new("名称", r => r.Name, 36), new("类型", r => Wording.KindWord(r.Kind)), new("状态", r => Wording.Statuses[r.Status].Word, 12),
            new("经营者或法定代表人", r => r.HeadName), new("乡镇", r => catalogue.Area(r.TownCode)?.Name, 12), new("主行业", r => r.MainClass, 10), new("成立日期", r => r.EstablishedOn, 12),
            new("地址", r => r.Address, 48),
        ];
        return ExcelFile.Download(ExcelFile.Write("主体库", words.Length > 0 ? words : "全部", columns, rows, actor, now), "主体库", now);
    }

    public async Task<IReadOnlyList<Area>> TownsAsync(CancellationToken ct) => [.. (await catalogues.GetAsync(ct)).Areas.Where(a => a.IsTown)];

    private async Task<IQueryable<EntityRow>> QueryAsync(ListQuery query, CancellationToken ct)
    {
        var rows = await StartAsync(query.Text("q"), ct);
        if (query.Text("head") is { } head)
            rows = rows.Where(e => e.HeadName == NormalisedText.Name(head));
        if (query.Choice<EntityKind>("kind") is { } kind)
            rows = rows.Where(e => e.Kind == kind);
        if (query.Choice<EntityStatus>("status") is { } status)
            rows = rows.Where(e => e.Status == status);
        if (query.Text("town") is { } town)
            rows = rows.Where(e => e.TownCode == town);
        if (query.Day("from") is { } from)
            rows = rows.Where(e => e.EstablishedOn >= from);
        if (query.Day("to") is { } to)
            rows = rows.Where(e => e.EstablishedOn <= to);
        var sorted = query is { Sort: "established", Descending: false }
            ? rows.OrderBy(e => e.EstablishedOn).ThenBy(e => e.Uscc)
            : rows.OrderByDescending(e => e.EstablishedOn).ThenByDescending(e => e.Uscc);
        return sorted.Select(e => new EntityRow(e.Uscc, e.Name, e.Kind, e.Status, e.HeadName, e.TownCode, e.MainClass, e.EstablishedOn, e.Address));
    }

    private async Task<IQueryable<Entity>> StartAsync(string? words, CancellationToken ct)
    {
        var all = db.Set<Entity>().AsNoTracking();
        if (words is null)
            return all;
        var code = NormalisedText.Codes(words);
        if (code.Length >= 15 && code.All(char.IsAsciiLetterOrDigit))
            return all.Where(e => e.Uscc == code);
        return await names.WithAsync(NormalisedText.Name(words), ct) is { } found ? all.Where(e => found.Any(g => g.Uscc == e.Uscc)) : all.Where(e => e.Name == words);
    }

    // The name of a person is not written into the log.
    private static string Words(ListQuery query, Catalogue catalogue)
    {
        string?[] parts =
        [
            query.Text("q") is { } q ? $"名称含{q}" : null, query.Text("head") is null ? null : "按人名",
            query.Choice<EntityKind>("kind") is { } kind ? Wording.KindWord(kind) : null,
            query.Choice<EntityStatus>("status") is { } status ? Wording.Statuses[status].Word : null,
            query.Text("town") is { } town ? catalogue.Area(town)?.Name : null, query.Day("from") is { } from ? $"{from:yyyy-MM-dd}起" : null, query.Day("to") is { } to ? $"至{to:yyyy-MM-dd}" : null,
        ];
        return string.Join("，", parts.Where(p => p is not null));
    }
}
