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
    public void Order(HandOverOrder order) => db.Add(Row(order.CaseNo, order.Uscc, order.EntityName, order.Matter, order.Department, 1, order.PayloadJson, 0, order.AcceptedAtUtc, order.DueUtc));

    public async Task CorrectAsync(string caseNo, string matter, string payloadJson, IReadOnlyList<string> changedFields, CancellationToken ct)
    {
        var old = await db.Set<HandOver>().Where(h => h.CaseNo == caseNo && h.Matter == matter && h.Current).OrderByDescending(h => h.PayloadVersion).FirstOrDefaultAsync(ct)
            ?? throw new InvalidOperationException($"Case {caseNo} has no hand-over of {matter}.");
        if (!HandOverFlow.Can(old.Status, "correct"))
            throw new InvalidOperationException($"The hand-over {old.IdempotencyKey} is {old.Status}: only one that was sent back can be corrected.");
        old.Current = false;
        var next = Row(caseNo, old.Uscc, old.EntityName, matter, old.Department, old.PayloadVersion + 1, payloadJson, changedFields.Count, old.AcceptedAt, old.DueAt);
        db.Add(next);
        log.Record(actor, "HandOverCorrecting", null, new HandOverResumed(next.Id, caseNo, matter));
    }

    public async Task<IReadOnlyList<HandOverCard>> OfAsync(string caseNo, CancellationToken ct) =>
        [.. (await db.Set<HandOver>().AsNoTracking().Where(h => h.CaseNo == caseNo && h.Current).OrderBy(h => h.CreatedAt).ToListAsync(ct)).Select(Card)];

    public static HandOverCard Card(HandOver h) => new(
        h.Id, h.CaseNo, h.Uscc, h.Matter, h.Department, h.PayloadVersion, h.Status, h.Attempts, h.CreatedAt, h.PushedAt, h.AckedAt, h.BusinessCompletedAt, h.ReportedAt,
        h.Status is HandOverStatus.Pending or HandOverStatus.Failed ? h.NextActionAt : null, h.ReturnCode, h.ReturnSentence, h.ReturnIsApplicants, Results(h.Result), h.OutageSince);

    public static IReadOnlyDictionary<string, string> Results(string? json) =>
        json is null ? new Dictionary<string, string>() : JsonSerializer.Deserialize<Dictionary<string, string>>(json, Wire.Json)!;

    private HandOver Row(
        string caseNo, string uscc, string entityName, string matter, string department, int version, string payloadJson, int corrected, DateTime acceptedAt, DateTime dueAt)
    {
        var payload = CanonicalJson.Of(payloadJson);
        var leaves = CanonicalJson.Leaves(payload);
        var now = clock.UtcNow();
        return new HandOver
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            CaseNo = caseNo,
            Uscc = uscc,
            EntityName = entityName,
            Matter = matter,
            Department = department,
            PayloadVersion = version,
            IdempotencyKey = $"{uscc}:{matter}:{version}",
            Payload = payload,
            PayloadDigest = CanonicalJson.Digest(payload),
            Status = HandOverStatus.Pending,
            CreatedAt = now,
            AcceptedAt = acceptedAt,
            DueAt = dueAt,
            NextActionAt = now,
            FieldsMandatory = MandatoryFields.Common.Length,
            FieldsFilled = MandatoryFields.Filled(leaves),
            FieldsPushed = leaves.Count,
            FieldsCorrected = corrected,
        };
    }
}
