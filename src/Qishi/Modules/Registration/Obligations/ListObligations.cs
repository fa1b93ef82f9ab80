using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Export;
using Qishi.Platform.Subjects;
using Qishi.Platform.Web;

namespace Qishi.Modules.Registration.Obligations;

/// <summary>An entity that has something to do by a day: adjust its contributions, file its beneficial owners .</summary>
internal sealed record Obligation(string Uscc, string Name, string HeadName, EntityKind Kind, DateOnly EstablishedOn, DateOnly? Latest, DateOnly? DueOn);

internal sealed record ObligationsExported(string What, int Rows) : IEvent
{
    public string Subject => "registration:obligations";
}

/// <summary>Finds by the register itself who must do what; the list empties as changes are registered, so nothing has to be ticked off.</summary>
internal sealed class ListObligationsHandler(AppDb db, GroundReader grounds, EventLog log, Actor actor, TimeProvider clock)
{
    public const string Capital = "capital", Beneficial = "beneficial";

    public async Task<Paged<Obligation>> HandleAsync(ListQuery query, CancellationToken ct)
    {
        var ground = await grounds.ReadAsync(clock.Today(), ct);
        var page = await Rows(query, ground).PageAsync(query, ct);
        return page with { Rows = [.. page.Rows.Select(r => query.Text("what") == Beneficial ? r : r with { DueOn = LegacyCapital.AdjustBy(ground) })] };
    }

    public async Task<IResult> ExportAsync(ListQuery query, CancellationToken ct)
    {
        var ground = await grounds.ReadAsync(clock.Today(), ct);
        var rows = await Rows(query, ground).Take(ExcelFile.MostRows).ToListAsync(ct);
        var what = query.Text("what") == Beneficial ? "受益所有人待备案" : "出资期限待调整";
        log.Record(actor, "ObligationsExporting", what, new ObligationsExported(what, rows.Count));
        await db.SaveChangesAsync(ct);
        ExcelColumn<Obligation>[] columns =
        [
            new("统一社会信用代码", r => r.Uscc, 24), new("名称", r => r.Name, 36), new("负责人", r => r.HeadName), new("成立日期", r => r.EstablishedOn, 12), new("最晚出资日期", r => r.Latest, 12),
            new("办理期限", r => r.DueOn ?? LegacyCapital.AdjustBy(ground), 12),
        ];
        return ExcelFile.Download(ExcelFile.Write("限期办理", what, columns, rows, actor, clock.UtcNow()), "限期办理", clock.UtcNow());
    }

    private IQueryable<Obligation> Rows(ListQuery query, Ground ground)
    {
        var living = db.Set<Entity>().AsNoTracking().Where(e => e.EndedOn == null);
        if (query.Text("what") == Beneficial)
            return living.Where(e => e.Beneficial == BeneficialState.Due).OrderBy(e => e.BeneficialDueOn).ThenBy(e => e.Uscc)
                .Select(e => new Obligation(e.Uscc, e.Name, e.HeadName, e.Kind, e.EstablishedOn, null, e.BeneficialDueOn));
        var (companies, stock) = (KindBook.All.Where(k => k.Family == KindFamily.Company && !k.IsJointStock).Select(k => k.Kind).ToArray(), KindBook.All.Where(k => k.IsJointStock).Select(k => k.Kind).ToArray());
        var before = ground.Rules.Find("capital.maxYears", ground.On).From ?? DateOnly.MinValue;
        var adjustBy = LegacyCapital.AdjustBy(ground);
        var latest = LegacyCapital.Latest(EntityKind.Llc, before.AddDays(-1), ground) ?? DateOnly.MaxValue;
        return living.Where(e => e.EstablishedOn < before && ((companies.Contains(e.Kind) && db.Set<Shareholder>().Any(s => s.EntityId == e.Id && s.DueOn > latest))
                || (stock.Contains(e.Kind) && db.Set<Shareholder>().Any(s => s.EntityId == e.Id && s.DueOn > adjustBy))))
            .OrderBy(e => e.EstablishedOn).ThenBy(e => e.Uscc)
            .Select(e => new Obligation(e.Uscc, e.Name, e.HeadName, e.Kind, e.EstablishedOn, db.Set<Shareholder>().Where(s => s.EntityId == e.Id).Max(s => (DateOnly?)s.DueOn), null));
    }
}

/// <summary>The same on the entity's own page, as a tag and a line.</summary>
internal sealed class ObligationsPanel(AppDb db, GroundReader grounds) : ISubjectPanel
{
    public string Title => "限期办理";

    public int Order => 5;

    public async Task<SubjectPanel> ShowAsync(string uscc, DateOnly asOf, CancellationToken ct)
    {
        if (await db.Set<Entity>().AsNoTracking().SingleOrDefaultAsync(e => e.Uscc == uscc && e.EndedOn == null, ct) is not { } e)
            return new([], []);
        var (lines, tags, ground) = (new List<SubjectLine>(), new List<SubjectTag>(), await grounds.ReadAsync(asOf, ct));
        var due = await db.Set<Shareholder>().Where(s => s.EntityId == e.Id).Select(s => s.DueOn).ToListAsync(ct);
        if (LegacyCapital.MustAdjust(e.Kind, e.EstablishedOn, due, ground))
        {
            var by = LegacyCapital.AdjustBy(ground);
            lines.Add(new(ChinaTime.ToUtc(by, TimeOnly.MinValue), $"出资期限到{due.Max():yyyy-MM-dd}，应在{ChinaTime.FullDay(by)}前调整到{ChinaTime.FullDay(LegacyCapital.Latest(e.Kind, e.EstablishedOn, ground)!.Value)}以内", null));
            tags.Add(new("capital-adjust", "出资期限待调整", Urls.Obligations));
        }

        if (e is { Beneficial: BeneficialState.Due, BeneficialDueOn: { } until })
        {
            lines.Add(new(ChinaTime.ToUtc(until, TimeOnly.MinValue), $"受益所有人应在{ChinaTime.FullDay(until)}前备案", null));
            tags.Add(new("beneficial-due", "受益所有人待备案", Urls.Obligations + "?what=beneficial"));
        }

        return new(lines, tags);
    }
}
