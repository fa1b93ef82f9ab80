using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Exchange.Order;

/// <summary>What other modules see of hand-overs: they order, correct and look up; delivery is nobody's business but ours.</summary>
internal sealed class HandOverBook(AppDb db, EventLog log, Actor actor, TimeProvider clock) : IHandOvers
{
    public void Order(HandOverOrder order) => db.Add(Row(order, 1, 0, atDesk: false, clock));

    public async Task CorrectAsync(string caseNo, string matter, string payloadJson, IReadOnlyList<string> changedFields, CancellationToken ct)
    {
        var old = await db.Set<HandOver>().Where(h => h.CaseNo == caseNo && h.Matter == matter && h.Current).OrderByDescending(h => h.PayloadVersion).FirstOrDefaultAsync(ct)
            ?? throw new InvalidOperationException($"Case {caseNo} has no hand-over of {matter}.");
        if (!HandOverFlow.Can(old.Status, "correct"))
            throw new InvalidOperationException($"The hand-over {old.IdempotencyKey} is {old.Status}: only one that was sent back can be corrected.");
        old.Current = false;
        var next = Row(new(caseNo, old.Uscc, old.EntityName, matter, old.Department, payloadJson, old.AcceptedAt, old.DueAt, old.DueProvisional), old.PayloadVersion + 1, changedFields.Count, atDesk: false, clock);
        db.Add(next);
        log.Record(actor, "HandOverCorrecting", null, new HandOverResumed(next.Id, caseNo, matter));
    }

    public async Task MoveDueAsync(string caseNo, DateTime dueUtc, bool provisional, CancellationToken ct)
    {
        foreach (var row in await db.Set<HandOver>().Where(h => h.CaseNo == caseNo && h.Current && !h.AtDesk && !HandOverFlow.Final.Contains(h.Status)).ToListAsync(ct))
            (row.DueAt, row.DueProvisional) = (dueUtc, provisional);
    }

    public async Task<IReadOnlyList<HandOverCard>> OfAsync(string caseNo, CancellationToken ct) =>
        [.. (await db.Set<HandOver>().AsNoTracking().Where(h => h.CaseNo == caseNo && h.Current).OrderBy(h => h.CreatedAt).ToListAsync(ct)).Select(Card)];

    public static HandOverCard Card(HandOver h) => new(
        h.Id, h.CaseNo, h.Uscc, h.Matter, h.Department, h.PayloadVersion, h.Status, h.Attempts, h.CreatedAt, h.PushedAt, h.AckedAt, h.BusinessCompletedAt, h.ReportedAt,
        h.Status is HandOverStatus.Pending or HandOverStatus.Failed ? h.NextActionAt : null, h.ReturnCode, h.ReturnSentence, h.ReturnIsApplicants, Results(h.Result), h.OutageSince);

    public static IReadOnlyDictionary<string, string> Results(string? json) =>
        json is null ? new Dictionary<string, string>() : JsonSerializer.Deserialize<Dictionary<string, string>>(json, Wire.Json)!;

    internal static HandOver Row(HandOverOrder order, int version, int corrected, bool atDesk, TimeProvider clock)
    {
        var payload = CanonicalJson.Of(order.PayloadJson);
        var leaves = CanonicalJson.Leaves(payload);
        var now = clock.UtcNow();
        return new HandOver
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            CaseNo = order.CaseNo,
            Uscc = order.Uscc,
            EntityName = order.EntityName,
            Matter = order.Matter,
            Department = order.Department,
            PayloadVersion = version,
            IdempotencyKey = $"{order.Uscc}:{order.Matter}:{version}",
            Payload = payload,
            AtDesk = atDesk,
            Status = HandOverStatus.Pending,
            CreatedAt = now,
            AcceptedAt = order.AcceptedAtUtc,
            DueAt = order.DueUtc,
            DueProvisional = order.DueProvisional,
            NextActionAt = now,
            FieldsMandatory = MandatoryFields.Of(atDesk).Length,
            FieldsFilled = MandatoryFields.Filled(leaves, atDesk),
            FieldsPushed = leaves.Count,
            FieldsCorrected = corrected,
        }.Salted();
    }
}
