using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.FinishHandOver;
using Qishi.Modules.Exchange.LiaisonDesk;
using Qishi.Modules.Exchange.Model;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;

namespace Qishi.Modules.Exchange.RecordByHand;

public sealed class RecordByHandForm
{
    public List<string?> Results { get; set; } = [];
    public string? DoneAt { get; set; }
    public string? Evidence { get; set; }

    /// <summary>Scan of the proof.</summary>
    public IReadOnlyList<IFormFile>? Proof { get; set; }
}

/// <summary>Manual completion (人工补录) while the link is down: with evidence; it counts only when a second person has confirmed it.</summary>
internal sealed class RecordByHandHandler(AppDb db, OwnHandOvers own, IWorklist worklist, Actor actor, TimeProvider clock, IDocuments? documents = null)
{
    public async Task<Result<Guid>> HandleAsync(Guid id, RecordByHandForm form, CancellationToken ct)
    {
        if (await own.FindAsync(id, ct) is not { } row)
            return OwnHandOvers.NotThere;
        var now = clock.UtcNow();
        var decided = Decide(form, row, now);
        if (!decided.Ok)
            return Result<Guid>.Refused(decided.Problems);
        Guid? material = null;
        if (form.Proof is [var file, ..] && documents is not null)
        {
            await using var content = file.OpenReadStream();
            var accepted = await documents.AcceptAsync(content, file.FileName, $"hand-over:{row.Id}", "hand-over-proof", ct);
            if (!accepted.Ok)
                return Result<Guid>.Refused([.. accepted.Problems.Select(p => p.At(nameof(form.Proof)))]);
            material = accepted.Value.Id;
        }

        db.Add(new ManualRecord
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            HandOverId = row.Id,
            Department = row.Department,
            Evidence = NormalisedText.Text(form.Evidence),
            MaterialId = material,
            BusinessCompletedAt = decided.Value.DoneAt,
            Result = decided.Value.Result,
            RecordedById = actor.AccountId!.Value,
            RecordedBy = actor.NameOnRecord,
            RecordedAt = now,
        });
        var events = row.RecordByHand().ToList();
        if (events.Count > 0)
            await worklist.OpenAsync(
                new NewWorkItem($"exchange.confirm:{row.Id}", "部门数据交换", row.EntityName, "确认人工补录", Urls.LiaisonOf(row.Id), Roles.Liaison, row.Department, null, now, row.DueAt), ct);
        return await own.SaveAsync(row, "HandOverRecordingByHand", null, "record-by-hand", events, ct);
    }

    internal static Result<(DateTime DoneAt, string Result)> Decide(RecordByHandForm form, HandOver row, DateTime now)
    {
        var decided = FinishHandOverHandler.Decide(new FinishHandOverForm { Results = form.Results, DoneAt = form.DoneAt }, row, now);
        return NormalisedText.Text(form.Evidence).Length is 0 or > 500
            ? Result<(DateTime, string)>.Refused([.. decided.Problems, new("evidence-missing", "请写明证明：文号、回执号或者经办人和时间，500字以内", nameof(form.Evidence))])
            : decided;
    }
}
