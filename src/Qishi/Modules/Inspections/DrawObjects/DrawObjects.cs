using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Kernel.Draw;
using Qishi.Modules.Inspections.Contracts;
using Qishi.Modules.Inspections.DecideTask;
using Qishi.Modules.Inspections.Draws;
using Qishi.Modules.Inspections.Libraries;
using Qishi.Modules.Inspections.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Inspections.DrawObjects;

public sealed class DrawObjectsForm
{
    /// <summary>The public number as published; empty when the terms name none.</summary>
    public string? PublicNumber { get; set; }

    /// <summary>Where it was published.</summary>
    public string? Source { get; set; }
}

/// <summary>Objects are drawn by the seed of all parties: the same for everybody who computes it (docs/draw.md §4–6).</summary>
internal sealed class DrawObjectsHandler(AppDb db, DrawFiles files, VisitMaker maker, EventLog log, Actor actor, TimeProvider clock)
{
    public async Task<Result<Guid>> HandleAsync(Guid taskId, DrawObjectsForm form, CancellationToken ct)
    {
        if (!actor.May(Permissions.Draw) || await db.Set<InspectionTask>().SingleOrDefaultAsync(t => t.Id == taskId, ct) is not { } task)
            return DecideTaskHandler.NotThere;
        if (await db.Set<TaskDraw>().Include(d => d.Parties).Where(d => d.TaskId == taskId && d.State != DrawState.Stopped).OrderByDescending(d => d.Round).FirstOrDefaultAsync(ct) is not { } draw)
            return new Problem("draw-missing", "名录还没有冻结");
        var terms = DrawFiles.TermsOf(draw);
        if (Decide(draw, terms, form) is { } problem)
            return problem;
        var now = clock.UtcNow();
        if (task.Move(TaskFlow.Draw, now) is { Ok: false } refused)
            return Result<Guid>.Refused(refused.Problems);
        var pool = await files.PoolAsync(draw, ct);
        draw.PublicNumber = terms.PublicNumber.Length > 0 ? NormalisedText.Text(form.PublicNumber) : null;
        draw.PublicNumberSource = terms.PublicNumber.Length > 0 ? NormalisedText.Text(form.Source) : null;
        var seed = DrawSeed.Of(pool.Digest.Span, draw.PublicNumber ?? "", [.. draw.Parties.OrderBy(p => p.Place).Select(p => p.Secret!)]);
        (draw.Seed, draw.DrawnAt, draw.State) = (Convert.ToHexStringLower(seed), now, DrawState.Drawn);
        var drawn = Sampling.Draw(pool, seed);
        var roster = await files.LinesAsync(draw.RosterFile, ct);
        await maker.FromDrawAsync(task, draw, [.. drawn.Select(n => (roster[n], pool.Entries[n].Hex, (int)pool.Entries[n].Stratum))], ct);
        log.Record(actor, "ObjectsDrawing", null, new ObjectsDrawn(task.No, draw.No, draw.Seed, drawn.Length), new InspectionTaskMoved(task.No, task.State.ToString()));
        await db.SaveChangesAsync(ct);
        return draw.Id;
    }

    internal static Problem? Decide(TaskDraw draw, DrawTerms terms, DrawObjectsForm form) =>
        draw.State == DrawState.Drawn ? new("drawn", "已经抽取过了。一次任务只抽一次")
        : draw.State != DrawState.Revealed ? new("secrets-missing", "还有一方没有公开随机数，不能抽取")
        : terms.PublicNumber.Length == 0 ? null
        : NormalisedText.Text(form.PublicNumber) is not { Length: > 0 and <= 200 } number || !number.All(char.IsAsciiDigit) ? new("public-number-bad", "请填写公布的数字，只填数字", nameof(form.PublicNumber))
        : NormalisedText.Text(form.Source).Length is < 4 or > 200 ? new("source-missing", "请写明在哪里公布的，别人好核对", nameof(form.Source)) : null;
}

/// <summary>Makes the visits of a task: one for each object, with a part for each department.</summary>
internal sealed class VisitMaker(AppDb db, ItemBook book, IRules rules, TimeProvider clock)
{
    private IReadOnlyDictionary<string, int> bands = new Dictionary<string, int>();

    public async Task FromDrawAsync(InspectionTask task, TaskDraw draw, IReadOnlyList<(string Code, string Digest, int Stratum)> drawn, CancellationToken ct)
    {
        var parts = await PartsAsync(task, ct);
        var objects = new Dictionary<string, CheckObject>(StringComparer.Ordinal);
        foreach (var codes in drawn.Select(d => d.Code).Chunk(500))
            foreach (var o in await db.Set<CheckObject>().AsNoTracking().Where(o => codes.Contains(o.Code)).ToListAsync(ct))
                objects[o.Code] = o;
        var key = Convert.FromHexString(draw.Key);
        for (var i = 0; i < drawn.Count; i++)
        {
            var o = objects[drawn[i].Code];
            Add(task, parts, i + 1, draw.Round, o.Code, o.Name, o.Address, o.Station, draw.Id, drawn[i].Stratum, drawn[i].Digest, Convert.ToHexStringLower(ObjectDigest.Salt(key, o.Code)));
        }
    }

    public Visit Add(
        InspectionTask task, IReadOnlyDictionary<string, string> parts, int place, int round, string code, string name, string address, string? station, Guid? draw = null, int stratum = 0, string? digest = null, string? salt = null)
    {
        var visit = new Visit
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            TaskId = task.Id,
            DrawId = draw,
            No = $"{task.No}-{(round > 1 ? $"{round}-" : "")}{place:0000}",
            Place = place,
            ObjectCode = code,
            ObjectName = name,
            Address = address,
            Station = station,
            Stratum = stratum,
            Digest = digest,
            Salt = salt,
            DueOn = task.DueOn,
            HalfPoints = task.HalfPoints + (station is null ? 0 : bands.GetValueOrDefault(station)),
        };
        visit.Parts.AddRange(parts.Select(p => new VisitPart { Id = Guid.CreateVersion7(clock.GetUtcNow()), VisitId = visit.Id, Department = p.Key, Items = p.Value }));
        db.Add(visit);
        return visit;
    }

    /// <summary>Items of each department; comes before the first <see cref="Add"/>, for it also reads what a day's journeys count.</summary>
    public async Task<IReadOnlyDictionary<string, string>> PartsAsync(InspectionTask task, CancellationToken ct)
    {
        bands = Bands((await rules.BookAsync(ct)).Texts("rnd.distanceHalfPoints", task.StartOn));
        return (await book.OnAsync(task.ItemCodes, clock.Today(), ct)).GroupBy(i => i.Department).ToDictionary(g => g.Key, g => Words.Joined(g.Select(i => i.Code)));
    }

    /// <summary>Distance bands (rulebook B §1.5): half points a visit counts more for the object's station; MSA-S02=1 is half a point.</summary>
    internal static IReadOnlyDictionary<string, int> Bands(IEnumerable<string> texts) =>
        texts.Select(t => t.Split('=', StringSplitOptions.TrimEntries)).Where(p => p.Length == 2).ToDictionary(p => p[0], p => int.Parse(p[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
}
