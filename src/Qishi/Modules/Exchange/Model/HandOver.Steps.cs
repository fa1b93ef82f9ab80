using System.Security.Cryptography;
using System.Text.Json;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;

namespace Qishi.Modules.Exchange.Model;

/// <summary>What may happen to a hand-over. Each step checks the flow, changes the row and gives the events to record with it.</summary>
internal sealed partial class HandOver
{
    /// <summary>Draws the salt of the payload and takes its digest.</summary>
    public HandOver Salted()
    {
        using var data = JsonDocument.Parse(Payload);
        PayloadSalt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        PayloadDigest = FieldTree.Digest(PayloadSalt, data.RootElement);
        return this;
    }

    /// <summary>The department took it in.</summary>
    public IEnumerable<IEvent> Deliver(DateTime now, DateTime ackDue, RouteKind route = RouteKind.Push)
    {
        if (!HandOverFlow.Can(Status, "deliver"))
            return [];
        (Status, PushedAt, NextActionAt, OutageSince, OfferedAt, Route) = (HandOverStatus.Pushed, PushedAt ?? now, ackDue, null, null, route);
        return [new HandOverPushed(Id, CaseNo, Matter, PayloadVersion, PushedAt.Value)];
    }

    /// <summary>It lies ready for the department to fetch until <paramref name="fetchDue"/>.</summary>
    public IEnumerable<IEvent> Offer(DateTime now, DateTime fetchDue)
    {
        if (HandOverFlow.Can(Status, "deliver"))
            (OfferedAt, NextActionAt) = (now, fetchDue);
        return [];
    }

    /// <summary>An attempt failed, or no receipt came in time: the next is planned. After the last retry the caller declares an outage.</summary>
    public IEnumerable<IEvent> Fail(RetryPlan plan, DateTime now)
    {
        if (!HandOverFlow.Can(Status, "fail"))
            return [];
        Failures++;
        if (plan.NextAfter(Failures, now) is not { } next)
            return [];
        (Status, NextActionAt) = (HandOverStatus.Failed, next);
        return [new HandOverAttemptFailed(Id, CaseNo, Matter, Failures, next)];
    }

    /// <summary>The department's system counts as down; nothing is sent until it answers again.</summary>
    public IEnumerable<IEvent> DeclareOutage(DateTime since)
    {
        if (!HandOverFlow.Can(Status, "declare-outage"))
            return [];
        (Status, NextActionAt, OutageSince) = (HandOverStatus.Outage, null, since);
        return [new HandOverOutageDeclared(Id, CaseNo, Matter, Department, since)];
    }

    /// <summary>Back into the queue, to be sent at <paramref name="at"/>.</summary>
    public IEnumerable<IEvent> Resume(DateTime at)
    {
        if (!HandOverFlow.Can(Status, "resume"))
            return [];
        (Status, NextActionAt, OutageSince, OfferedAt, Failures) = (HandOverStatus.Pending, at, null, null, 0);
        return [new HandOverResumed(Id, CaseNo, Matter)];
    }

    public IEnumerable<IEvent> Acknowledge(DateTime at, DateTime now)
    {
        var proof = ProveDelivery(now);
        if (!HandOverFlow.Can(Status, "acknowledge"))
        {
            AckedAt ??= at;
            return proof;
        }

        (Status, AckedAt, NextActionAt) = (HandOverStatus.Acked, AckedAt ?? at, DueAt);
        return [.. proof, new HandOverAcknowledged(Id, CaseNo, Matter, AckedAt.Value)];
    }

    public IEnumerable<IEvent> Start(DateTime at, DateTime now)
    {
        var proof = ProveDelivery(now);
        if (!HandOverFlow.Can(Status, "start"))
            return proof;
        (Status, AckedAt, NextActionAt) = (HandOverStatus.Processing, AckedAt ?? at, DueAt);
        return [.. proof, new HandOverStarted(Id, CaseNo, Matter)];
    }

    public IEnumerable<IEvent> Complete(DateTime businessCompletedAt, DateTime now, string? result)
    {
        var proof = ProveDelivery(now);
        if (!HandOverFlow.Can(Status, "complete"))
            return proof;
        (Status, AckedAt, BusinessCompletedAt, ReportedAt, NextActionAt, OutageSince, Result) =
            (HandOverStatus.Done, AckedAt ?? Earlier(businessCompletedAt, now), businessCompletedAt, now, null, null, result);
        return [.. proof, new HandOverCompleted(Id, CaseNo, Matter, businessCompletedAt, now, ByHand: false)];
    }

    public IEnumerable<IEvent> Return(string code, string sentence, bool isApplicants, DateTime at, DateTime now)
    {
        var proof = ProveDelivery(now);
        if (!HandOverFlow.Can(Status, "return"))
            return proof;
        (Status, AckedAt, ReturnedAt, ReturnCode, ReturnSentence, ReturnIsApplicants, NextActionAt, OutageSince) =
            (HandOverStatus.Rejected, AckedAt ?? at, at, code, sentence, isApplicants, DueAt, null);
        return [.. proof, new HandOverReturned(Id, CaseNo, Matter, code, isApplicants)];
    }

    public IEnumerable<IEvent> RecordByHand()
    {
        if (!HandOverFlow.Can(Status, "record-by-hand"))
            return [];
        (Status, NextActionAt) = (HandOverStatus.ManualUnconfirmed, DueAt);
        return [new HandOverRecordedByHand(Id, CaseNo, Matter)];
    }

    public IEnumerable<IEvent> ConfirmByHand(DateTime businessCompletedAt, DateTime now, string? result)
    {
        if (!HandOverFlow.Can(Status, "confirm-by-hand"))
            return [];
        (Status, BusinessCompletedAt, ReportedAt, NextActionAt, OutageSince, Result) = (HandOverStatus.ManualDone, businessCompletedAt, now, null, null, result);
        return [new HandOverCompleted(Id, CaseNo, Matter, businessCompletedAt, now, ByHand: true)];
    }

    public IEnumerable<IEvent> RefuseRecord(DateTime now)
    {
        if (!HandOverFlow.Can(Status, "refuse-record"))
            return [];
        (Status, NextActionAt, Failures) = (HandOverStatus.Failed, now, 0);
        return [new HandOverRecordRefused(Id, CaseNo, Matter, Status)];
    }

    // The answer to our push was lost, but a receipt shows that it arrived.
    private IEvent[] ProveDelivery(DateTime now)
    {
        if (PushedAt is not null || IsFinal)
            return [];
        PushedAt = now;
        return [new HandOverPushed(Id, CaseNo, Matter, PayloadVersion, now)];
    }

    private static DateTime Earlier(DateTime a, DateTime b) => a < b ? a : b;
}
