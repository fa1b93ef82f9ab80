using System.Security.Cryptography;
using System.Text.Json;
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

namespace Qishi.Modules.Inspections.FreezePool;

public sealed class FreezePoolForm
{
    /// <summary>Parties that each give a secret, one a line.</summary>
    public string? Parties { get; set; }

    /// <summary>Which public number is used, in words; empty for none.</summary>
    public string? PublicNumber { get; set; }
}

/// <summary>The pool is frozen and its digest published before any seed can exist; parties and public number are part of what is frozen (docs/draw.md §3).</summary>
internal sealed class FreezePoolHandler(AppDb db, PoolReader reader, ItemBook book, IRules rules, DrawFiles files, EventLog log, Actor actor, TimeProvider clock)
{
    public Task<InspectionTask?> FindAsync(Guid id, CancellationToken ct) => db.Set<InspectionTask>().SingleOrDefaultAsync(t => t.Id == id, ct);

    /// <summary>What would be frozen now.</summary>
    public Task<ReadPool> PreviewAsync(InspectionTask task, CancellationToken ct) => reader.ReadAsync(task, clock.Today(), ct);

    public async Task<Result<Guid>> HandleAsync(Guid id, FreezePoolForm form, CancellationToken ct)
    {
        if (!actor.May(Permissions.Draw) || await FindAsync(id, ct) is not { } task)
            return DecideTaskHandler.NotThere;
        if (task.FromAbove)
            return new Problem("from-above", "上级下发的任务自带对象名单，不在本级抽取");
        var (now, today) = (clock.UtcNow(), clock.Today());
        var read = await reader.ReadAsync(task, today, ct);
        if (await OverCapAsync(task, read, today, ct) is { } problem)
            return problem;
        if (task.Move(TaskFlow.Freeze, now) is { Ok: false } refused)
            return Result<Guid>.Refused(refused.Problems);
        var round = await db.Set<TaskDraw>().CountAsync(d => d.TaskId == id, ct) + 1;
        var no = round == 1 ? task.No : $"{task.No}-{round}";
        var terms = new DrawTerms(no, Parties(form), NormalisedText.Text(form.PublicNumber), read.Strata);
        var key = RandomNumberGenerator.GetBytes(32);
        // Two keyed digests an object, a hundred thousand objects: on all cores.
        var codes = read.Objects.AsParallel().Select(o => (Entry: new PoolEntry(ObjectDigest.Of(ObjectDigest.Salt(key, o.Code), o.Code), o.Stratum), o.Code)).ToDictionary(c => c.Entry, c => c.Code);
        var frozen = DrawPool.Freeze(terms, [.. codes.Keys]);
        if (!frozen.Ok)
            return Result<Guid>.Refused([.. frozen.Problems.Select(p => p with { Field = p.Code is "draw-parties" or "draw-party-name" ? nameof(form.Parties) : null })]);
        var draw = await NewAsync(task, no, round, key, terms, frozen.Value, codes, now, ct);
        db.Add(draw);
        log.Record(actor, "DrawPoolFreezing", null, new DrawPoolFrozen(task.No, no, draw.PoolDigest, draw.PoolSize, draw.Quota), new InspectionTaskMoved(task.No, task.State.ToString()));
        await db.SaveChangesAsync(ct);
        return draw.Id;
    }

    private async Task<TaskDraw> NewAsync(
        InspectionTask task, string no, int round, byte[] key, DrawTerms terms, DrawPool pool, Dictionary<PoolEntry, string> codes, DateTime now, CancellationToken ct)
    {
        var entries = pool.Entries.ToArray();
        var draw = new TaskDraw
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            TaskId = task.Id,
            No = no,
            Round = round,
            Key = Convert.ToHexStringLower(key),
            Terms = JsonSerializer.Serialize(terms, DrawRecord.Json),
            PoolDigest = pool.DigestHex,
            PoolFile = await files.PutLinesAsync(entries.Select(DrawRecord.Line), ct),
            RosterFile = await files.PutLinesAsync(entries.Select(e => codes[e]), ct),
            PoolSize = entries.Length,
            Quota = terms.Strata.Sum(s => s.Quota),
            FrozenAt = now,
            FrozenBy = actor.NameOnRecord,
        };
        // A draw with a public number alone would need no party at all; the specification asks for one at least.
        draw.Parties.AddRange(terms.Parties.Select((name, place) => new DrawParty { Id = Guid.CreateVersion7(clock.GetUtcNow()), DrawId = draw.Id, Place = place, Name = name, TokenDigest = DrawFiles.DigestOf(DrawFiles.TokenOf(draw, place)) }));
        return draw;
    }

    private async Task<Problem?> OverCapAsync(InspectionTask task, ReadPool read, DateOnly today, CancellationToken ct)
    {
        if (read.Objects.Count == 0)
            return new("pool-empty", "符合条件的对象一户也没有。请修改任务的抽取条件");
        if (read.Strata.Sum(s => s.Quota) == 0)
            return new("quota-zero", "按现在的比例一户也抽不到");
        var items = await book.OnAsync(task.ItemCodes, today, ct);
        if (items.Count < task.ItemCodes.Count)
            return new("item-unpublished", "有事项已经废止或者没有公布，不能抽取", null, "国办发〔2024〕54号");
        if (task.Type != CheckType.RoutineRandom || items.Any(i => i.Type == ItemType.Key) || task.Scope.Mode != RatioMode.ByRiskClass)
            return null;
        var cap = (await rules.BookAsync(ct)).Int("rnd.generalCapBp", today);
        var most = Quotas.ByShare([read.Objects.Count], cap)[0];
        return read.Strata.Sum(s => s.Quota) > Math.Max(most, read.Strata.Count) ? new("share-cap", $"一般检查事项总共最多抽取{cap / 100m:0.##}％，现在是{read.Strata.Sum(s => s.Quota)}户，最多{most}户", null, "国市监信〔2019〕38号") : null;
    }

    private static List<string> Parties(FreezePoolForm form) => [.. (form.Parties ?? "").Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(NormalisedText.Text).Where(p => p.Length is > 0 and <= 40)];
}
