using System.Globalization;
using Qishi.Kernel;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Names;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.Establish;

/// <summary>What was typed into the form as the register's draft, and the register's problems back at the form's fields.</summary>
internal sealed class DraftOfAnswers(Func<string, string> answers, Ground ground)
{
    private readonly List<string> holders = [];

    /// <summary>The draft; null while no kind is chosen.</summary>
    public EntityDraft? Make()
    {
        if (Enum<EntityKind>("Kind") is not { } kind)
            return null;
        var sheet = KindBook.Of(kind);
        var people = Enumerable.Range(1, EstablishFields.Count(answers("PeopleCount"), 1)).Select(n => Person(n, sheet)).ToList();
        var organisations = sheet.Holders is null ? [] : Enumerable.Range(1, EstablishFields.Count(answers("OrganisationCount"), 0)).Select(Organisation).ToList();
        holders.Clear();
        var shares = new List<ShareholderDraft>();
        if (sheet.Holders is { } holding)
        {
            for (var i = 0; i < people.Count; i++)
                if (people[i].Roles.HasFlag(holding.Role))
                    shares.Add(Share($"P{i + 1}", i, null));
            for (var i = 0; i < organisations.Count; i++)
                shares.Add(Share($"O{i + 1}", -1, i));
        }

        var draft = new EntityDraft
        {
            Kind = kind,
            Composition = kind == EntityKind.Individual ? Enum<CompositionForm>("Composition") : null,
            Ownership = sheet.Family == KindFamily.NonCompany ? Enum<Ownership>("Ownership") : null,
            Parent = sheet.IsBranch ? new(answers("ParentName"), answers("ParentCode"), sheet.Foreign ? null : Enum<EntityKind>("ParentKind"), Text("ParentNationality", "CN"), answers("ParentLiability") is { Length: > 0 } form ? form : null) : null,
            Name = Name(sheet),
            People = people,
            Organisations = organisations,
            Shareholders = shares,
            CapitalFen = sheet.Has(KindItem.Capital) && answers("Capital").Length > 0 ? Fen("Capital") : null,
            Currency = Text("Currency", "CNY"),
            Premises = new(answers("Village"), answers("Detail"), Enum<PremisesProof>("Proof") ?? PremisesProof.Commitment, SelfBuiltFloors: Number("Floors"), Residential: answers("Residential") == "true",
                Consent: Enum<OwnersConsent>("Consent"), Host: answers("Host") is { Length: > 0 } host ? host : null),
            ScopeItems = Scope(),
            TermYears = Number("Term"),
            Employees = Number("Employees"),
            Duplicates = Number("Duplicates") ?? 1,
            BeneficialOwner = sheet.Has(KindItem.BeneficialOwner) && Enum<BeneficialOwnerWay>("Beneficial") is { } way ? new(way, way == BeneficialOwnerWay.File ? Owners(people, shares) : []) : null,
        };
        return PartnershipRules.WithManagers(draft);
    }

    /// <summary>The problem at the form's field: by the path the field names, shares by who holds them.</summary>
    public Problem AtField(Problem problem, IReadOnlyList<FormField> fields)
    {
        if (problem.Field is not { } path)
            return problem;
        if (path.StartsWith("Shareholders[", StringComparison.Ordinal) && path.IndexOf(']', StringComparison.Ordinal) is > 0 and var end && int.TryParse(path[13..end], CultureInfo.InvariantCulture, out var i) && i < holders.Count)
            path = $"Share:{holders[i]}{path[(end + 1)..].Replace(".Person", ".AmountFen", StringComparison.Ordinal)}";
        var field = fields.FirstOrDefault(f => f.Path == path) ?? fields.FirstOrDefault(f => f.Path.Split('.')[0] == path.Split('.')[0])
            ?? (path.StartsWith("Shareholders", StringComparison.Ordinal) ? fields.FirstOrDefault(f => f.Name == "PeopleCount") : null);
        return problem with { Field = field?.Name };
    }

    private PersonDraft Person(int n, KindSheet sheet)
    {
        var roles = PersonRoles.None;
        var known = EstablishFields.RolesOf(sheet).ToHashSet();
        foreach (var word in answers($"P{n}Roles").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            if (System.Enum.TryParse<PersonRoles>(word, out var role) && known.Contains(role))
                roles |= role;
        return new(answers($"P{n}Name"), answers($"P{n}IdNumber"), answers($"P{n}Mobile"), roles, answers($"P{n}Home") is { Length: > 0 } home ? home : null, answers($"P{n}Verified") == "true",
            Enum<IdKind>($"P{n}IdKind") ?? IdKind.CitizenId, null, Text($"P{n}Nationality", "CN").ToUpperInvariant(), answers($"P{n}Official") == "true");
    }

    private OrganisationDraft Organisation(int n) => new(
        answers($"O{n}Name"), answers($"O{n}Code"), Enum<OrganisationKind>($"O{n}Kind") ?? OrganisationKind.Company, answers($"O{n}Address") is { Length: > 0 } address ? address : null,
        Text($"O{n}Nationality", "CN").ToUpperInvariant(), Enum<GovernmentLevel>($"O{n}Level") ?? GovernmentLevel.None, answers($"O{n}Manages") == "true", Number($"O{n}Delegate") - 1);

    private ShareholderDraft Share(string who, int person, int? organisation)
    {
        holders.Add(who);
        return new(person, Fen(who + "Amount"), Enum<ContributionForm>(who + "Contribution") ?? ContributionForm.Money, Day(who + "DueOn") ?? default, organisation,
            answers(who + "Paid").Length > 0 ? Fen(who + "Paid") : 0, Enum<PartnerLiability>(who + "Liability"), answers(who + "Farmer") == "true");
    }

    private NameParts? Name(KindSheet sheet)
    {
        if (sheet[KindItem.Name] == Need.IfUsed && answers("TradeName").Length == 0)
            return null;
        var form = answers("NameForm") + (sheet.Suffix is { } suffix && !answers("NameForm").EndsWith(suffix, StringComparison.Ordinal)
            && (sheet.Family != KindFamily.Individual || ground.Rules.Flag("name.individualSuffixRequired", ground.On)) ? suffix : "");
        return sheet.IsBranch ? new(NormalisedText.Text(answers("ParentName")), answers("TradeName"), "", answers("NameForm")) : NameRules.Clean(new(Text("Division", ground.County.Name), answers("TradeName"), answers("Industry"), form));
    }

    private List<string> Scope() =>
    [
        .. answers("Scope").Split(['\n', ';', '；'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(typed => ground.Catalogue.Item(NormalisedText.Codes(typed)) is { } byCode ? byCode.Code : ground.Catalogue.Items.FirstOrDefault(i => i.Name == NormalisedText.Text(typed))?.Code ?? NormalisedText.Text(typed)),
    ];

    private static List<BeneficialOwnerLine> Owners(List<PersonDraft> people, List<ShareholderDraft> shares)
    {
        var all = shares.Sum(s => (decimal)s.AmountFen);
        return
        [
            .. people.Select((p, i) => (p, i)).Where(x => x.p.Roles.HasFlag(PersonRoles.BeneficialOwner)).Select(x =>
            {
                var part = all == 0 ? 0 : decimal.Round(shares.Where(s => s.Organisation is null && s.Person == x.i).Sum(s => (decimal)s.AmountFen) * 100 / all, 2);
                return part >= 25 ? new BeneficialOwnerLine(x.i, BeneficialBasis.Share, part) : new BeneficialOwnerLine(x.i, BeneficialBasis.Control, null);
            }),
        ];
    }

    private long Fen(string name) => Money.Parse(answers(name), MoneyUnit.Wan) is { Ok: true } money ? money.Value.Fen : 0;

    private DateOnly? Day(string name) => TypedDay.Parse(answers(name), ground.On) is { Ok: true } day ? day.Value : null;

    private int? Number(string name) => int.TryParse(NormalisedText.HalfWidth(answers(name)), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : answers(name).Length > 0 ? -1 : null;

    private string Text(string name, string otherwise) => answers(name) is { Length: > 0 } text ? text : otherwise;

    private T? Enum<T>(string name) where T : struct, Enum => System.Enum.TryParse<T>(answers(name), out var value) && System.Enum.IsDefined(value) ? value : null;
}
