using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.StartUp.Contracts;
using Qishi.Modules.StartUp.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.StartUp.StartDraft;

public sealed class StartDraftForm
{
    public string? Kind { get; set; }
}

/// <summary>Where a draft comes from: the applicant's own account, or a clerk who fills for somebody.</summary>
/// <param name="Kind">INDIVIDUAL or LLC as <see cref="EntityKind"/>.</param>
/// <param name="Channel">Way in.</param>
/// <param name="Applicant">The person who applies; name, ID and mobile are carried into the form, so nobody types them again (R-5.4 b).</param>
/// <param name="Key">Idempotency key; null when the caller has its own.</param>
internal sealed record NewDraft(EntityKind Kind, Channel Channel, ApplicantCard Applicant, string? Key);

/// <summary>Begins a draft with everything already known filled in.</summary>
internal sealed class StartDraftHandler(AppDb db, CaseNumbers numbers, EventLog log, Once once, IApplicants applicants, Actor actor, TimeProvider clock)
{
    /// <returns>The case number.</returns>
    public async Task<Result<string>> HandleAsync(StartDraftForm form, string? key, CancellationToken ct)
    {
        if (!Enum.TryParse<EntityKind>(form.Kind, out var kind) || !Enum.IsDefined(kind))
            return new Problem("required", "请选择办个体工商户还是公司", "Kind");
        if (actor.AccountId is not { } account || await applicants.FindAsync(account, ct) is not { } applicant)
            return new Problem("not-applicant", "申请人才能自己填表。工作人员请用“窗口帮办”");
        return await BeginAsync(new NewDraft(kind, Channel.Online, applicant, key), ct);
    }

    public async Task<string> BeginAsync(NewDraft draft, CancellationToken ct)
    {
        if (draft.Key is { } key && await once.FindAsync("startup.draft:" + key, ct) is { } first)
            return first;
        var caseNo = await numbers.TakeAsync(ct);
        var c = New(draft, caseNo);
        db.Add(c);
        log.Record(actor, "StartUpDrafting", null, new StartUpDrafted(caseNo, c.Kind.ToString(), c.Channel.ToString(), c.Unit));
        if (draft.Key is not null)
            once.Remember("startup.draft:" + draft.Key, caseNo);
        try
        {
            await db.SaveChangesAsync(ct);
            return caseNo;
        }
        catch (DbUpdateException e) when (draft.Key is not null && Once.IsRepeat(e))
        {
            db.ChangeTracker.Clear();
            return await once.FindAsync("startup.draft:" + draft.Key, ct) ?? throw new InvalidOperationException("The first arrival left no result.", e);
        }
    }

    private StartUpCase New(NewDraft draft, string caseNo)
    {
        var (now, applicant) = (clock.UtcNow(), draft.Applicant);
        var answers = Prefill(draft, now);
        var byClerk = draft.Channel is Channel.Counter or Channel.Outlet;
        var c = new StartUpCase
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            CaseNo = caseNo,
            Kind = draft.Kind,
            Channel = draft.Channel,
            Form = answers.Write(),
            AccountId = applicant.AccountId == Guid.Empty ? null : applicant.AccountId,
            ClerkId = byClerk ? actor.AccountId : null,
            ClerkName = byClerk ? actor.Name : null,
            Unit = byClerk || actor.Kind == ActorKind.Machine ? CaseAccess.UnitOf(actor) : null,
            ApplicantName = applicant.Name,
            Mobile = applicant.Mobile,
            MobileKey = MobileKeys.Of(db, applicant.Mobile),
            CreatedAt = now,
            SavedAt = now,
            SavedBy = actor.Name,
        };
        c.Matters.AddRange(Matter.All.Select(m => new StartUpMatter { CaseId = c.Id, Matter = m.Code, Selected = m.Code == Matter.Establishment || answers.Many("Matters").Contains(m.Code) }));
        return c;
    }

    /// <summary>A form with what is known and the usual choices in it.</summary>
    internal static Answers Prefill(NewDraft draft, DateTime now)
    {
        var answers = new Answers();
        void Put(string field, string? value) => answers.Put(field, value, 0, "", now);
        Put("People", "1");
        Put("P1.Name", draft.Applicant.Name);
        Put("P1.IdNumber", draft.Applicant.IdNumber);
        Put("P1.Mobile", draft.Applicant.Mobile);
        if (draft.Applicant.Level == RealNameLevel.RealName && draft.Applicant.IdNumber is not null)
            Put("P1.Verified", EntityDraftMaker.VerifiedMark(answers, 1));
        if (draft.Kind == EntityKind.Llc)
        {
            Put("P1.Contribution", nameof(ContributionForm.Money));
            Put("NameForm", "有限公司");
        }
        else
        {
            Put("Composition", nameof(CompositionForm.Personal));
        }

        Put("Matters", string.Join(',', Matter.Seal, Matter.Invoice, Matter.Social, Matter.Medical));
        Put("SealSet", Choices.SealSet[0].Code);
        Put("TaxpayerType", Choices.TaxpayerType[0].Code);
        Put("InvoiceKinds", Choices.InvoiceKinds[0].Code);
        Put("InvoiceQuantity", "25");
        Put("InvoiceMax", Choices.InvoiceMax[1].Code);
        Put("InsuredFrom", ChinaTime.DayOf(now).ToString("yyyy-MM", CultureInfo.InvariantCulture));
        foreach (var officer in new[] { "FinanceOfficer", "InsuranceOfficer", "Liaison" })
            Put(officer, "1");
        Put("Collect", Choices.Collect[0].Code);
        answers.Changes.Clear();
        return answers;
    }
}
