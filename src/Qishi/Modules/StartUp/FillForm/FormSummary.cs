using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.StartUp.Model;

namespace Qishi.Modules.StartUp.FillForm;

/// <summary>One line of the summary: the legal word, the answer as read, the field it came from.</summary>
internal sealed record SummaryLine(string Word, string Text, string? Field, bool Secret = false);

/// <summary>One topic of the summary.</summary>
internal sealed record SummarySection(Topic Topic, string Title, IReadOnlyList<SummaryLine> Lines);

/// <summary>The form in official words, for checking, for the application document and for the registrar.</summary>
internal sealed class FormSummary(IRegistration registration)
{
    public async Task<IReadOnlyList<SummarySection>> ReadAsync(FormView view, CancellationToken ct)
    {
        var (a, x) = (view.Answers, view.Context);
        var draft = EntityDraftMaker.Make(a, x);
        return
        [
            Section(view, Topic.People, People(view)),
            Section(view, Topic.Name, [new("名称", EntityDraftMaker.NameOf(a, x)?.Full ?? (a.Ticked("NoName") ? "不使用名称" : ""), "TradeName"), .. Lines(view, "SimilarConfirmed")]),
            Section(view, Topic.Premises,
            [
                new(view.IsCompany ? "住所" : "经营场所", a.Has("Village") ? await registration.AddressTextAsync(draft.Premises, ct) : "", "Detail"),
                .. Lines(view, "Area"),
                new("场所证明", FormText.Of(view, "Proof") + (x.ProofFiles.Count > 0 ? $"（{x.ProofFiles.Count}个文件）" : ""), "Proof"),
                .. a["Proof"] == nameof(PremisesProof.Hosted) ? Lines(view, "Host") : [], .. Lines(view, "SelfBuiltFloors"),
                new(FormFields.Find("Consent")!.Word, FormText.Of(view, "Consent") + (x.ConsentFiles.Count > 0 ? $"（{x.ConsentFiles.Count}个文件）" : ""), "Consent"),
                .. Lines(view, "AddressCommitment"),
            ]),
            Section(view, Topic.Scope,
            [
                new("经营范围", x.Items.Count > 0 ? await registration.ScopeTextAsync([.. x.Items.Select(i => i.Code)], x.Today, ct) : "", "ScopeItems"),
                .. x.Items.Where(i => i.Kind == ScopeKind.LicensedPrior).Select(i => new SummaryLine($"{i.Name}批准文件", a[$"{i.Code}.No"], $"{i.Code}.No")),
                .. Lines(view, "PermitCommitment"), .. Lines(view, "Employees"), .. view.IsCompany ? [new SummaryLine("经营期限", a.Has("Term") ? FormText.Of(view, "Term") : "长期", "Term")] : Array.Empty<SummaryLine>(),
            ]),
            Section(view, Topic.Matters, Matters(view)),
        ];
    }

    /// <summary>Fields that are asked given the other answers: what stands in the summary and may be named as a defect.</summary>
    public static IEnumerable<string> AskedFields(FormView view)
    {
        var a = view.Answers;
        IEnumerable<string> person = view.IsCompany ? ["Name", "IdNumber", "Mobile", "Roles", "Amount", "Contribution", "DueOn"] : ["Name", "IdNumber", "Mobile", "HomeAddress"];
        foreach (var p in a.People)
            foreach (var field in person.Where(f => f is not ("Amount" or "Contribution" or "DueOn") || a.HasRole(p, nameof(PersonRoles.Shareholder))).Where(f => f != "HomeAddress" || p == 1))
                yield return $"P{p}.{field}";
        foreach (var field in FormFields.Others.Where(f => IsAsked(f.Name, view)))
            yield return field.Name;
        foreach (var item in view.Context.Items.Where(i => i.Kind == ScopeKind.LicensedPrior))
            foreach (var part in new[] { "No", "On", "Until" })
                yield return $"{item.Code}.{part}";
    }

    private static bool IsAsked(string field, FormView view)
    {
        var (a, matters) = (view.Answers, view.Answers.Many("Matters"));
        return field switch
        {
            "Reservation" => false,
            "Composition" or "NoName" => !view.IsCompany,
            "TradeName" or "Industry" or "NameForm" => !a.Ticked("NoName"),
            "SimilarConfirmed" => a.Has(field),
            "Host" => a["Proof"] == nameof(PremisesProof.Hosted),
            "AddressCommitment" => a["Proof"] == nameof(PremisesProof.Commitment),
            "PermitCommitment" => view.Context.Items.Any(i => i.Kind == ScopeKind.LicensedPost),
            "Term" => view.IsCompany,
            "SealSet" => matters.Contains(Matter.Seal),
            "TaxpayerType" or "InvoiceKinds" or "InvoiceQuantity" or "InvoiceMax" or "FinanceOfficer" => matters.Contains(Matter.Invoice),
            "InsuredFrom" or "InsuranceOfficer" => matters.Contains(Matter.Social) || matters.Contains(Matter.Medical),
            "FundRatio" or "FundFrom" or "FundPayday" or "FundBase" => matters.Contains(Matter.Fund),
            "BankBranch" or "BankOn" or "BankConsent" => matters.Contains(Matter.Bank),
            _ => true,
        };
    }

    private static List<SummaryLine> People(FormView view)
    {
        var lines = new List<SummaryLine>();
        foreach (var p in view.Answers.People)
        {
            var who = view.Answers.People.Count > 1 ? $"（{view.PersonWord(p)}）" : "";
            lines.AddRange(AskedFields(view).Where(f => FormFields.PersonOf(f) == p).Select(f => Line(view, f)).Select(l => l with { Word = l.Word + (l.Field!.EndsWith(".Name", StringComparison.Ordinal) ? "" : who) }));
        }

        lines.AddRange(Lines(view, "Composition"));
        lines.Add(new(view.IsCompany ? "注册资本" : "资金数额", FormText.Of(view, "Capital"), "Capital"));
        return lines;
    }

    private static List<SummaryLine> Matters(FormView view)
    {
        var chosen = view.Answers.Many("Matters");
        List<SummaryLine> lines = [.. Matter.Others.Select(m => new SummaryLine(m.Word, chosen.Contains(m.Code) ? "一起办" : "没选", "Matters"))];
        lines.AddRange(FormFields.Others.Where(f => f.Topic == Topic.Matters && f.Name != "Matters").SelectMany(f => Lines(view, f.Name)));
        return lines;
    }

    private static SummarySection Section(FormView view, string topic, IReadOnlyList<SummaryLine> lines) => new(Topic.Find(topic)!, Topic.Find(topic)!.WordFor(view.Context.Kind), lines);

    private static IEnumerable<SummaryLine> Lines(FormView view, params string[] fields) => fields.Where(f => IsAsked(f, view)).Select(f => Line(view, f));

    private static SummaryLine Line(FormView view, string field)
    {
        var known = FormFields.Find(field)!;
        return new(known.Word, FormText.Of(view, field), field, known.Secret);
    }
}
