using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Web;

namespace Qishi.Modules.Identity.ChangeUnit;

public sealed class ChangeUnitForm
{
    /// <summary><c>change</c> or <c>end</c>.</summary>
    public string? Act { get; set; }

    public string? Name { get; set; }
    public string? Parent { get; set; }
    public string? Phone { get; set; }

    /// <summary>First day of the new version, or the last day of a unit that ends.</summary>
    public string? From { get; set; }

    public int Version { get; set; }
}

/// <summary>A unit is renamed, moved or closed from a day on; what it was before stays readable.</summary>
internal sealed class ChangeUnitHandler(AppDb db, EventLog log, CurrentActor current, TimeProvider clock)
{
    public static Problem Changed { get; } = new("unit-changed", "这个机构刚被别人改过。请看过现在的内容再改");

    public async Task<Result<string>> HandleAsync(string code, ChangeUnitForm form, CancellationToken ct)
    {
        var unit = await db.Set<OrgUnit>().SingleOrDefaultAsync(u => u.Code == code, ct);
        var last = await db.Set<OrgUnitVersion>().Where(v => v.UnitCode == code).OrderByDescending(v => v.From).FirstOrDefaultAsync(ct);
        if (unit is null || last is null)
            return new Problem("unit-unknown", "没有找到这个机构。请从机构列表重新进入");
        var day = TypedDate.Parse(form.From, "日期", clock.Today());
        if (!day.Ok)
            return Result<string>.Refused([.. day.Problems.Select(p => p.At(nameof(form.From)))]);
        if (form.Act == "end")
        {
            if (day.Value < last.From)
                return new Problem("unit-backwards", $"最后一天早于现在这一版开始的{ChinaTime.FullDay(last.From)}。请检查", nameof(form.From));
            last.To = day.Value;
        }
        else
        {
            var next = UnitVersion.Read(form.Name, form.Parent, form.Phone, form.From, clock.Today());
            if (!next.Ok)
                return Result<string>.Refused(next.Problems);
            if (next.Value.From <= last.From)
                return new Problem("unit-backwards", $"新名称的开始日期应晚于现在这一版开始的{ChinaTime.FullDay(last.From)}。请检查", nameof(form.From));
            if (next.Value.Parent == code)
                return new Problem("unit-own-parent", "上级不能是自己。请另选上级", nameof(form.Parent));
            last.To = next.Value.From.AddDays(-1);
            db.Add(next.Value.Row(code, Guid.CreateVersion7(clock.GetUtcNow())));
        }

        db.Entry(unit).Property(u => u.Version).OriginalValue = form.Version;
        db.Entry(unit).State = EntityState.Modified;
        log.Record(current.Actor, "OrgUnitChanging", null, new OrgUnitChanged(code, day.Value));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Changed;
        }

        return code;
    }
}
