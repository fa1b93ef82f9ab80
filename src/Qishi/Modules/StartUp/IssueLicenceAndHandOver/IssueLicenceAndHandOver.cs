using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.StartUp.Contracts;
using Qishi.Modules.StartUp.FillForm;
using Qishi.Modules.StartUp.Model;
using Qishi.Modules.StartUp.Notices;
using Qishi.Modules.StartUp.SubmitStartUp;
using Qishi.Modules.StartUp.Subscribers;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.StartUp.IssueLicenceAndHandOver;

/// <summary>
/// What a granted registration brings about, in the decider's own transaction: the entity with its credit code, the licence and the notice, a hand-over for
/// each other matter, the subsidy, the SMS, the end of the review. The decider has checked, moves nothing itself, and saves and commits.
/// </summary>
internal sealed class IssueLicenceAndHandOverHandler(
    AppDb db, FormReview review, IRegistration registration, IDocuments documents, CaseDocuments notices, CaseMessages messages, IHandOvers handOvers, IWorklist worklist,
    FinishStartUp finish, EventLog log, Actor actor, TimeProvider clock)
{
    /// <param name="c">The accepted case, tracked, with its matters.</param>
    /// <param name="opinion">The registrar's opinion; goes into the log, so it carries no personal data.</param>
    /// <param name="decidedBy">Reviewer who decided; of two persons the first.</param>
    /// <param name="confirmedBy">Second person, where one is required.</param>
    /// <param name="ct">Cancellation.</param>
    /// <exception cref="InvalidOperationException">No transaction is open, or the case is not in a state that may be approved.</exception>
    public async Task<EstablishedEntity> RunAsync(StartUpCase c, string? opinion, Guid? decidedBy, Guid? confirmedBy, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException("Entity, licence and hand-overs must commit together: open a transaction first.");
        var (a, now) = (c.ReadAnswers(), clock.UtcNow());
        var x = await review.ContextAsync(c, a, ct);
        Must(c.Move(StartUpFlow.Approve));
        Must(c.Move(StartUpFlow.Issue));
        var entity = await registration.EstablishAsync(EntityDraftMaker.Make(a, x), c.CaseNo, now, ct);
        (c.Uscc, c.EntityName, c.DecidedAt, c.IssuedAt, c.DecidedBy, c.DecidedByName) = (entity.Uscc, entity.Name, now, now, actor.AccountId, actor.NameOnRecord);
        var licence = documents.Issue(new NewDocument(DocumentKinds.LicenceOriginal, c.Subject, "营业执照（正本）", entity.Uscc, entity.LicenceSlots));
        documents.Issue(new NewDocument(DocumentKinds.LicenceDuplicate, c.Subject, "营业执照（副本）", entity.Uscc, entity.LicenceSlots));
        notices.Notice(
            c, "登记通知书", entity.Name, $"你（单位）提交的设立登记申请，材料齐全，符合法定形式，准予登记。统一社会信用代码：{entity.Uscc}。", [], "市场主体登记管理条例第十九条");
        Finish(c, Matter.Establishment, now);
        var chosen = c.Matters.Where(m => m.Selected && m.Matter != Matter.Establishment).OrderBy(m => Matter.Order(m.Matter)).Select(m => Matter.Of(m.Matter)).ToList();
        var payloads = new HandOverPayloads(c, a, x, new IssuedFacts(entity.Uscc, entity.Name, entity.Event.EstablishedOn, licence.ContentDigest), await registration.AddressTextAsync(EntityDraftMaker.Make(a, x).Premises, ct),
            x.Items.Count > 0 ? await registration.ScopeTextAsync([.. x.Items.Select(i => i.Code)], x.Today, ct) : "");
        foreach (var matter in chosen)
        {
            handOvers.Order(new HandOverOrder(c.CaseNo, entity.Uscc, entity.Name, matter.Code, matter.Department, payloads.Of(matter.Code), c.AcceptedAt ?? now, c.DueAt ?? now, c.DueProvisional));
            c[matter.Code].PayloadVersion = 1;
        }

        Subsidise(c, a, x, entity);
        messages.LicenceIssued(c, chosen.Count > 0);
        await worklist.CloseAsync(SubmitStartUpHandler.ReviewKey(c.CaseNo), ct);
        log.Record(actor, "StartUpApproving", opinion,
            new StartUpApproved(c.CaseNo, entity.Uscc, decidedBy, confirmedBy, [.. chosen.Select(m => m.Code)]), entity.Event, new MatterFinished(c.CaseNo, Matter.Establishment, now, now));
        await finish.IfDoneAsync(c, actor, ct);
        return entity;
    }

    private static void Finish(StartUpCase c, string matter, DateTime now)
    {
        var row = c[matter];
        (row.Status, row.BusinessCompletedAt, row.ReportedAt) = (MatterStatus.Done, now, now);
    }

    // the applicant pays nothing; what the county pays is booked with the decision, at the prices of its day.
    private void Subsidise(StartUpCase c, Answers a, FormContext x, EstablishedEntity entity)
    {
        void Book(string item, string parameter, int quantity)
        {
            db.Add(new SubsidyEntry
            {
                Id = Guid.CreateVersion7(clock.GetUtcNow()),
                CaseId = c.Id,
                CaseNo = c.CaseNo,
                Uscc = entity.Uscc,
                EntityName = entity.Name,
                Item = item,
                Quantity = quantity,
                Fen = x.Rules.Int(parameter, x.Today),
                On = x.Today,
            });
        }

        if (c[Matter.Seal].Selected)
            Book("SEAL_SET", "subsidy.sealSet", 4);
        if (c[Matter.Invoice].Selected && x.Rules.Text("tax.deviceMode", x.Today) == "UKEY")
            Book("UKEY", "subsidy.ukey", 1);
        if (a["Collect"] == "MAIL")
            Book("MAIL", "subsidy.mail", 1);
    }

    private static void Must(Result<StartUpState> move)
    {
        if (!move.Ok)
            throw new InvalidOperationException(move.Problems[0].Sentence);
    }
}
