using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.StartUp.Contracts;
using Qishi.Modules.StartUp.FillForm;
using Qishi.Modules.StartUp.IssueLicenceAndHandOver;
using Qishi.Modules.StartUp.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.StartUp.CorrectMatter;

/// <summary>Answers a department that sent a matter back: corrected data go out as the next version, the old push is not repeated (T-5.5).</summary>
internal sealed class CorrectMatterHandler(
    AppDb db, CaseAccess access, FormReview review, IRegistration registration, IDocuments documents, IHandOvers handOvers, EventLog log, Actor actor, TimeProvider clock)
{
    /// <summary>Fields of a matter that may be corrected after the licence: its own, and the phone the department knows the person by.</summary>
    public static IReadOnlyList<string> FieldsOf(string matter, Answers a, EntityKind kind)
    {
        var head = $"P{HandOverPayloads.HeadOf(a, kind)}.Mobile";
        return matter switch
        {
            Matter.Seal => [head, "SealSet"],
            Matter.Invoice => [head, "TaxpayerType", "InvoiceKinds", "InvoiceQuantity", "InvoiceMax", "FinanceOfficer"],
            Matter.Social or Matter.Medical => [head, "InsuredFrom", "InsuranceOfficer"],
            Matter.Fund => [head, "FundRatio", "FundFrom", "FundPayday", "FundBase"],
            Matter.Bank => [head, "BankBranch", "BankOn"],
            _ => [],
        };
    }

    /// <returns>The case number; null when there is no such case of the reader, or the matter does not wait for them.</returns>
    public async Task<Result<string>?> HandleAsync(string caseNo, string matter, IReadOnlyDictionary<string, string[]> values, CancellationToken ct)
    {
        if (await access.FindAsync(caseNo, ct) is not { Uscc: not null } c || c.Matters.FirstOrDefault(m => m.Matter == matter) is not { Status: MatterStatus.ReturnedToApplicant } row)
            return null;
        var a = c.ReadAnswers();
        var fields = FieldsOf(matter, a, c.Kind);
        List<string> changed = [];
        foreach (var name in fields)
            if (FormFields.Find(name) is { } field && (values.ContainsKey(name) || field.Shape == Shape.Many) && a.Put(name, FormFields.Clean(field, values.GetValueOrDefault(name, [])), c.Version + 1, actor.Name, clock.UtcNow()))
                changed.Add(name);
        var x = await review.ContextAsync(c, a, ct);
        List<Problem> problems = [.. FormCheck.Problems(a, x).Where(p => p.Field is { } f && fields.Contains(f))];
        if (problems.Count == 0 && changed.Count == 0)
            problems.Add(new("nothing-changed", "内容没有变化。请先改正，再提交"));
        if (problems.Count > 0)
            return Result<string>.Refused(problems);

        c.Form = a.Write();
        if (changed.Contains("P1.Mobile"))
            (c.Mobile, c.MobileKey) = (a["P1.Mobile"], MobileKeys.Of(db, a["P1.Mobile"]));
        (row.Status, row.ReturnCode) = (MatterStatus.Pending, null);
        row.PayloadVersion++;
        await handOvers.CorrectAsync(caseNo, matter, await PayloadAsync(c, a, x, matter, ct), changed, ct);
        log.Record(actor, "MatterCorrecting", null, new MatterCorrected(caseNo, matter, row.PayloadVersion));
        await db.SaveChangesAsync(ct);
        return caseNo;
    }

    private async Task<string> PayloadAsync(StartUpCase c, Answers a, FormContext x, string matter, CancellationToken ct)
    {
        var licence = (await documents.OfAsync(c.Subject, ct)).First(d => d.Kind == DocumentKinds.LicenceOriginal);
        var entity = await registration.FindAsync(c.Uscc!, ct) ?? throw new InvalidOperationException($"{c.CaseNo} has a licence and no entity.");
        return new HandOverPayloads(c, a, x, new IssuedFacts(entity.Uscc, entity.Name, entity.EstablishedOn, licence.ContentDigest), entity.Address, entity.ScopeText).Of(matter);
    }
}
