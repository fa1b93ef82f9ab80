using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Inspections.Model;
using Qishi.Modules.Registration.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Export;
using Qishi.Platform.Web;
using Qishi.Platform.Web.Controls;

namespace Qishi.Modules.Inspections.ListObjects;

/// <summary>The library of objects, with the difference to the register in number.</summary>
internal sealed class ObjectRows(AppDb db, IEntityRoll roll, IDirectory directory)
{
    public IQueryable<CheckObject> Rows(ListQuery query)
    {
        var rows = db.Set<CheckObject>().AsNoTracking();
        if (query.Text("q") is { } word)
        {
            var code = NormalisedText.Codes(word);
            rows = rows.Where(o => o.Name.Contains(word) || o.Address.Contains(word) || o.Code == code);
        }

        if (query.Text("station") is { } station)
            rows = rows.Where(o => o.Station == station);
        if (query.Text("tag") is { } tag)
        {
            var marked = "|" + tag + "|";
            rows = rows.Where(o => o.Tags.Contains(marked));
        }

        if (query.Choice<ObjectKind>("kind") is { } kind)
            rows = rows.Where(o => o.Kind == kind);
        if (query.Text("drawable") is { } drawable)
            rows = rows.Where(o => o.Drawable == (drawable == "yes"));
        return rows.OrderBy(o => o.Code);
    }

    public async Task<(int Library, int Register, int Drawable)> CountAsync(CancellationToken ct) =>
        (await db.Set<CheckObject>().CountAsync(o => o.Source == "REGISTRY", ct), await roll.CountAsync(ct), await db.Set<CheckObject>().CountAsync(o => o.Drawable, ct));

    public async Task<IReadOnlyList<Option>> TagsAsync(CancellationToken ct) => [.. (await db.Set<TagRule>().Select(r => r.Tag).Distinct().OrderBy(t => t).ToListAsync(ct)).Select(t => new Option(t, t))];

    public async Task<IReadOnlyDictionary<string, string>> StationsAsync(DateOnly on, CancellationToken ct) => (await directory.UnitsAsync(OrgUnitKind.Station, on, ct)).ToDictionary(u => u.Code, u => u.Name);
}

internal static class ObjectsExport
{
    public static async Task<IResult> HandleAsync(HttpContext http, ObjectRows reader, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var (query, now) = (ListQuery.From(http), clock.UtcNow());
        var stations = await reader.StationsAsync(clock.Today(), ct);
        var rows = await reader.Rows(query).Take(ExcelFile.MostRows).ToListAsync(ct);
        ExcelColumn<CheckObject>[] columns =
        [
            new("名称", o => o.Name, 36), new("代码", o => o.Code, 22), new("类型", o => Words.Kinds[o.Kind]), new("住所（经营场所）", o => o.Address, 40), new("监管所", o => stations.GetValueOrDefault(o.Station ?? "", o.Station ?? ""), 26),
            new("行业", o => o.MainClass), new("标签", o => string.Join('、', Words.Split(o.Tags)), 24), new("登记状态", o => o.Status), new("可以抽取", o => o.Drawable ? "是" : "否"), new("上次检查", o => o.LastCheckOn, 12),
        ];
        return ExcelFile.Download(ExcelFile.Write("检查对象名录库", query.Text("q") ?? "全部", columns, rows, actor, now), "检查对象名录库", now);
    }
}
