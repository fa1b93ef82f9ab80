using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Web;

namespace Qishi.Modules.Registration.Addresses;

public sealed class AssignGridForm
{
    public string? Station { get; set; }
    public string? From { get; set; }
}

/// <summary>From a day on, a station is in charge of a grid.</summary>
internal sealed record GridAssigned(string Grid, string Station, DateOnly From) : IEvent
{
    public string Subject => "grid:" + Grid;
}

/// <summary>Gives a grid to a station from a day on; earlier days keep who was in charge on them.</summary>
internal sealed class AssignGridHandler(AppDb db, IDirectory directory, Once once, EventLog log, Actor actor, TimeProvider clock)
{
    public async Task<Result<string>?> HandleAsync(string code, AssignGridForm form, string key, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        if (await db.Set<Grid>().SingleOrDefaultAsync(g => g.Code == code, ct) is not { } grid)
            return null;
        if (await once.FindAsync(key, ct) is { } done)
            return done;
        var (today, problems) = (clock.Today(), new List<Problem>());
        var from = TypedDay.Parse(form.From, today);
        problems.AddRange(from.Problems.Select(p => p.At(nameof(form.From))));
        if (from.Ok && from.Value < today)
            problems.Add(new("from-past", "开始日期不能早于今天：以前由谁负责不再改动", nameof(form.From)));
        var unit = from.Ok && form.Station is { Length: > 0 } typed ? await directory.UnitAsync(typed, from.Value, ct) : null;
        if (from.Ok && unit is not { Kind: OrgUnitKind.Station })
            problems.Add(new("station-required", "请选择那一天有的监管所", nameof(form.Station)));
        if (problems.Count > 0)
            return Result<string>.Refused(problems);
        if (!await AddressWriting.InChargeAsync(db, code, unit!.Code, from.Value, actor.NameOnRecord, ct))
            return new Problem("station-same", $"那一天本来就由{unit.Name}负责，没有改动", nameof(form.Station));
        log.Record(actor, "GridAssigning", null, new GridAssigned(code, unit.Code, from.Value));
        var sentence = $"{grid.Name}自{ChinaTime.FullDay(from.Value)}起由{unit.Name}负责";
        once.Remember(key, sentence);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            return new Problem("changed", "另一人刚刚改过这个网格。请刷新页面", nameof(form.Station));
        }

        return sentence;
    }
}
