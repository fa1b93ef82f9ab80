using System.Globalization;
using System.Text.RegularExpressions;
using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;

namespace Qishi.Modules.StartUp.Model;

/// <summary>The form's answers as the register's draft, and the register's problems back at the form's fields.</summary>
internal static partial class EntityDraftMaker
{
    private const string SoleTraderSuffix = "（个体工商户）";

    public static EntityDraft Make(Answers a, FormContext x)
    {
        var people = a.People;
        return new EntityDraft
        {
            Kind = x.Kind,
            Composition = x.IsCompany ? null : a["Composition"] == nameof(CompositionForm.Family) ? CompositionForm.Family : CompositionForm.Personal,
            Name = NameOf(a, x),
            NameReservation = ReservationOf(a, x)?.Number,
            People = [.. people.Select(p => PersonOf(a, x, p))],
            Shareholders = x.IsCompany ? [.. people.Select((p, i) => (p, i)).Where(t => a.HasRole(t.p, nameof(PersonRoles.Shareholder))).Select(t => ShareOf(a, x, t.p, t.i))] : [],
            CapitalFen = Money.Parse(a["Capital"], MoneyUnit.Wan) is { Ok: true } m ? m.Value.Fen : null,
            Premises = new PremisesDraft(
                a["Village"], a["Detail"], Enum.TryParse<PremisesProof>(a["Proof"], out var proof) ? proof : PremisesProof.Alternative,
                TypedInput.Number(a["Area"]), TypedInput.Number(a["SelfBuiltFloors"]), ConsentOf(a) is not null, ConsentOf(a), proof == PremisesProof.Hosted && a.Has("Host") ? a["Host"] : null),
            ScopeItems = a.Many("ScopeItems"),
            PriorApprovals = [.. x.Items.Where(i => i.Kind == ScopeKind.LicensedPrior && a.Has($"{i.Code}.No")).Select(i => new PriorApproval(
                i.Code, a[$"{i.Code}.No"], TypedInput.Day(a[$"{i.Code}.On"], x.Today) ?? x.Today, TypedInput.Day(a[$"{i.Code}.Until"], x.Today)))],
            TermYears = TypedInput.Number(a["Term"]),
            Employees = TypedInput.Number(a["Employees"]),
        };
    }

    /// <summary>How the owners concerned agreed that the dwelling is used; null when it is no dwelling.</summary>
    public static OwnersConsent? ConsentOf(Answers a) => Enum.TryParse<OwnersConsent>(a["Consent"], out var consent) && Enum.IsDefined(consent) ? consent : null;

    /// <summary>The applicant's own reservation the form names; null when there is none or it ran out.</summary>
    public static ReservedName? ReservationOf(Answers a, FormContext x) => a.Has("Reservation") ? x.Reserved.FirstOrDefault(r => r.Number == a["Reservation"]) : null;

    /// <summary>The four parts of the name; null when there is none.</summary>
    public static NameParts? NameOf(Answers a, FormContext x)
    {
        if ((!x.IsCompany && a.Ticked("NoName")) || !a.Has("TradeName"))
            return null;
        var form = a["NameForm"];
        var suffix = !x.IsCompany && x.Rules.Flag("name.individualSuffixRequired", x.Today) && !form.EndsWith(SoleTraderSuffix, StringComparison.Ordinal) ? SoleTraderSuffix : "";
        return new NameParts(DivisionOf(x), a["TradeName"], a["Industry"], form + suffix);
    }

    /// <summary>Name of the firm for lists and messages; a sole trader without a name goes by 个体工商户 and the operator's surname.</summary>
    public static string DisplayName(Answers a, FormContext x) =>
        NameOf(a, x)?.Full ?? (a.Has("P1.Name") ? $"{DivisionOf(x)}个体工商户（{a["P1.Name"]}）" : x.IsCompany ? "还没起名的公司" : "还没起名的个体工商户");

    /// <summary>The register's problem at the field that asked for it; at the whole form when none did.</summary>
    public static Problem ToForm(Problem problem, Answers a) => problem.Field is null ? problem : problem with { Field = FieldOf(problem.Field, a) };

    public static string? FieldOf(string path, Answers a)
    {
        var people = a.People;
        if (PersonPath().Match(path) is { Success: true } person && people.ElementAtOrDefault(Index(person)) is var p and > 0)
            return $"P{p}.{(person.Groups[2].Value is "RealNameVerified" ? "IdNumber" : person.Groups[2].Value)}";
        if (SharePath().Match(path) is { Success: true } share)
        {
            var holders = people.Where(q => a.HasRole(q, nameof(PersonRoles.Shareholder))).ToList();
            if (holders.ElementAtOrDefault(Index(share)) is var h and > 0)
                return $"P{h}." + share.Groups[2].Value switch { "AmountFen" => "Amount", "Form" => "Contribution", "DueOn" => "DueOn", _ => "Roles" };
        }

        return path.Split('.', '[')[0] switch
        {
            "Name" => path switch { "Name.Industry" => "Industry", "Name.Form" => "NameForm", _ => "TradeName" },
            "Premises" => path switch { "Premises.Detail" => "Detail", "Premises.Proof" => "Proof", "Premises.Host" => "Host", "Premises.AreaSquareMetres" => "Area", "Premises.SelfBuiltFloors" => "SelfBuiltFloors", "Premises.Residential" or "Premises.Consent" => "Consent", _ => "Village" },
            "ScopeItems" or "PriorApprovals" => "ScopeItems",
            "CapitalFen" or "Shareholders" => "Capital",
            "TermYears" => "Term",
            "Employees" => "Employees",
            "Composition" => "Composition",
            "People" => people.Count > 0 ? $"P{people[0]}.Roles" : null,
            _ => null,
        };
    }

    private static string DivisionOf(FormContext x)
    {
        var bureau = x.Rules.Text("bureau.name", x.Today);
        var end = bureau.IndexOf("市场监督管理局", StringComparison.Ordinal);
        return end > 0 ? bureau[..end] : bureau;
    }

    private static PersonDraft PersonOf(Answers a, FormContext x, int p)
    {
        var roles = PersonRoles.None;
        if (!x.IsCompany)
            roles |= p == 1 ? PersonRoles.Operator : PersonRoles.FamilyMember;
        else
            foreach (var role in a.Many($"P{p}.Roles"))
                if (Choices.Holds(Choices.Roles, role))
                    roles |= Enum.Parse<PersonRoles>(role);
        if (TypedInput.Number(a["FinanceOfficer"]) == p || (x.IsCompany && !a.Has("FinanceOfficer") && p == 1))
            roles |= PersonRoles.FinanceOfficer;
        if (TypedInput.Number(a["Liaison"]) == p || (!a.Has("Liaison") && p == 1))
            roles |= PersonRoles.Liaison;
        var home = a.Of(p, "HomeAddress");
        return new(a.Of(p, "Name"), a.Of(p, "IdNumber"), a.Of(p, "Mobile"), roles, home.Length == 0 ? null : home, a.Of(p, "Verified") == VerifiedMark(a, p));
    }

    /// <summary>What stands in <c>P1.Verified</c> when name and number passed the real-name step; another name or number no longer matches.</summary>
    public static string VerifiedMark(Answers a, int p) => Kernel.Sm.Sm3.Hex(System.Text.Encoding.UTF8.GetBytes($"{a.Of(p, "Name")}\n{a.Of(p, "IdNumber")}"))[..16];

    private static ShareholderDraft ShareOf(Answers a, FormContext x, int p, int index) => new(
        index, Money.Parse(a.Of(p, "Amount"), MoneyUnit.Wan) is { Ok: true } m ? m.Value.Fen : 0,
        Enum.TryParse<ContributionForm>(a.Of(p, "Contribution"), out var form) ? form : ContributionForm.Money, TypedInput.Day(a.Of(p, "DueOn"), x.Today) ?? x.Today);

    private static int Index(Match m) => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^People\[(\d+)\]\.(\w+)$")]
    private static partial Regex PersonPath();

    [GeneratedRegex(@"^Shareholders\[(\d+)\](?:\.(\w+))?$")]
    private static partial Regex SharePath();
}
