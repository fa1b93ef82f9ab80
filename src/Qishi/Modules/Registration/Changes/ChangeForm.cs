using System.Globalization;
using Qishi.Kernel;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Kinds;

namespace Qishi.Modules.Registration.Changes;

/// <summary>Applies the answers of a change to the entity's draft: the draft as it would be, and what could not be read. Pure.</summary>
internal sealed class ChangeForm(EntityDraft now, Answers answers, DateOnly today)
{
    private readonly List<Problem> problems = [];
    private readonly List<PersonDraft> people = [.. now.People];

    public IReadOnlyList<Problem> Problems => problems;

    public EntityDraft Apply()
    {
        var items = answers.Many(ChangeFields.Items);
        var draft = now;
        if (items.Contains("name"))
            draft = draft with { Name = Name() };
        if (items.Contains("premises"))
            draft = draft with { Premises = PremisesOf(answers, now.Premises) };
        if (items.Contains("scope"))
            draft = Scope(draft);
        if (items.Contains("composition"))
            draft = Composition(draft);
        if (items.Contains("capital") || items.Contains("shares"))
            draft = draft with { CapitalFen = Fen("CapitalWan", "金额") ?? draft.CapitalFen };
        if (items.Contains("shares") && KindBook.Of(now.Kind).Holders is not null)
        {
            var holders = new HolderAnswers(now, answers, people, Join, n => Fen(n, "出资额"), n => Day(answers, n, "出资日期", today, problems));
            draft = draft with { Shareholders = holders.Shares(), Organisations = holders.Organisations };
        }

        if (items.Contains("managers"))
            Managers();
        if (items.Contains("investor"))
            Investor();
        if (items.Contains("head"))
            Head();
        if (items.Contains("officers"))
            Officers();
        if (items.Contains("term"))
            draft = draft with { TermYears = Term() };
        if (items.Contains("phone"))
            Phone(draft.Kind);
        return Gone(draft with { People = people });
    }

    public static PremisesDraft PremisesOf(Answers answers, PremisesDraft now)
    {
        var dwelling = answers.Has("Premises.Use") ? answers["Premises.Use"] == "Dwelling" : now.Residential;
        var place = now with
        {
            AreaCode = answers.Has("Premises.AreaCode") ? answers["Premises.AreaCode"] : now.AreaCode,
            Detail = answers.Has("Premises.Detail") ? answers.Text("Premises.Detail") : now.Detail,
            Proof = Enum.TryParse<PremisesProof>(answers["Premises.Proof"], out var proof) ? proof : now.Proof,
            Residential = dwelling,
        };
        // Floor area, floors and consent belonged to the old place.
        if (place.AreaCode != now.AreaCode || place.Detail != now.Detail)
            place = place with { AreaSquareMetres = null, SelfBuiltFloors = null, Consent = null };
        return place with
        {
            SelfBuiltFloors = !answers.Has("Premises.Floors") ? place.SelfBuiltFloors : int.TryParse(NormalisedText.Codes(answers["Premises.Floors"]), NumberStyles.None, CultureInfo.InvariantCulture, out var floors) ? floors : -1,
            Consent = !dwelling ? null : Enum.TryParse<OwnersConsent>(answers["Premises.Consent"], out var consent) ? consent : place.Consent,
            Host = place.Proof == PremisesProof.Hosted ? answers.Has("Premises.Host") ? NormalisedText.Codes(answers["Premises.Host"]) : now.Host : null,
        };
    }

    /// <summary>Day typed into a field; a problem at the field when it cannot be read.</summary>
    public static DateOnly? Day(Answers answers, string name, string word, DateOnly today, List<Problem> problems)
    {
        var parsed = TypedDay.Parse(answers[name], today);
        problems.AddRange(parsed.Problems.Select(p => p.Code == "day-required" ? new Problem("day-required", $"请填写{word}", name) : p.At(name)));
        return parsed.Ok ? parsed.Value : null;
    }

    private NameParts? Name()
    {
        var (trade, industry) = (NormalisedText.Name(answers["Name.TradeName"]), NormalisedText.Name(answers["Name.Industry"]));
        if (trade.Length == 0)
        {
            problems.Add(new("name-required", "请填写新的字号", "Name.TradeName", "R-3.1"));
            return now.Name;
        }

        var parts = now.Name ?? new("", trade, industry, "店（个体工商户）");
        return parts with { TradeName = trade, Industry = industry.Length > 0 ? industry : parts.Industry };
    }

    private EntityDraft Scope(EntityDraft draft)
    {
        var chosen = answers.Has("ScopeItems") ? answers.Many("ScopeItems") : now.ScopeItems;
        var approvals = draft.PriorApprovals.Where(a => chosen.Contains(a.ItemCode)).ToList();
        foreach (var code in chosen.Where(c => answers.Has($"Approval.{c}.No") && !approvals.Any(a => a.ItemCode == c)))
        {
            var on = Day(answers, $"Approval.{code}.On", "批准日期", today, problems);
            var until = answers.Has($"Approval.{code}.Until") ? Day(answers, $"Approval.{code}.Until", "有效期", today, problems) : null;
            approvals.Add(new(code, answers.Text($"Approval.{code}.No"), on ?? default, until));
        }

        return draft with { ScopeItems = chosen, PriorApprovals = approvals };
    }

    private EntityDraft Composition(EntityDraft draft)
    {
        var form = Enum.TryParse<CompositionForm>(answers["Composition"], out var c) ? c : draft.Composition;
        if (form == CompositionForm.Personal)
            for (var i = 0; i < people.Count; i++)
                people[i] = people[i] with { Roles = people[i].Roles & ~PersonRoles.FamilyMember };
        else if (answers.Has("Family.Name"))
            Join("Family", PersonRoles.FamilyMember);
        return draft with { Composition = form };
    }

    private void Managers()
    {
        var chosen = answers.Many("Managers");
        for (var i = 0; i < now.People.Count; i++)
            people[i] = people[i] with { Roles = (people[i].Roles & ~PersonRoles.ManagingPartner) | (chosen.Contains($"{i}") ? PersonRoles.ManagingPartner : PersonRoles.None) };
    }

    // A sole proprietorship passes whole to another person (个人独资企业法 art. 15, 17).
    private void Investor()
    {
        if (!answers.Has("Investor.Name"))
        {
            problems.Add(new("investor-missing", "请填写新投资人", "Investor.Name", "R-1.24"));
            return;
        }

        for (var i = 0; i < people.Count; i++)
            people[i] = people[i] with { Roles = people[i].Roles & ~PersonRoles.Investor };
        var at = Join("Investor", PersonRoles.Investor);
        // The investor comes first, as the register keeps the head.
        people[at] = people[at] with { HomeAddress = answers.Has("Investor.HomeAddress") ? answers.Text("Investor.HomeAddress") : people[at].HomeAddress };
    }

    private void Head()
    {
        var (head, company) = (KindBook.Of(now.Kind).Head, KindBook.Of(now.Kind).Family == KindFamily.Company);
        var office = !company ? PersonRoles.None : answers["Head.Office"] == "Manager" ? PersonRoles.Manager : PersonRoles.Director;
        if (company && !answers.Has("Head.Office"))
            problems.Add(new("head-office", "请选择法定代表人的职务", "Head.Office", "R-1.17"));
        int place;
        if (int.TryParse(answers["Head.Pick"], NumberStyles.None, CultureInfo.InvariantCulture, out var picked) && picked < people.Count)
            place = picked;
        else if (answers.Has("Head.Name"))
            place = Join("Head", PersonRoles.None);
        else
        {
            problems.Add(new("head-missing", "请选择由谁担任，或者填写新的人", "Head.Pick", "R-1.17"));
            return;
        }

        for (var i = 0; i < people.Count; i++)
            if (people[i].Roles.HasFlag(head))
                people[i] = people[i] with { Roles = people[i].Roles & ~(head | (i == place ? PersonRoles.None : office)) };
        people[place] = people[place] with { Roles = people[place].Roles | head | office };
    }

    private void Officers()
    {
        const PersonRoles offices = PersonRoles.Director | PersonRoles.Supervisor | PersonRoles.Manager | PersonRoles.FinanceOfficer | PersonRoles.Liaison;
        for (var i = 0; i < now.People.Count; i++)
            people[i] = people[i] with { Roles = (people[i].Roles & ~offices) | RolesOf($"Role{i}") };
        if (answers.Has("Officer.Name"))
            Join("Officer", RolesOf("Officer.Roles"));
    }

    private PersonRoles RolesOf(string name) => answers.Many(name).Select(r => Enum.TryParse<PersonRoles>(r, out var role) ? role : PersonRoles.None).Aggregate(PersonRoles.None, (a, r) => a | r);

    private int? Term()
    {
        if (!answers.Has("TermYears"))
            return null;
        if (int.TryParse(NormalisedText.Codes(answers["TermYears"]), NumberStyles.None, CultureInfo.InvariantCulture, out var years))
            return years;
        problems.Add(new("term", "经营期限应是1至100年的整数，长期的留空", "TermYears", "R-1.3"));
        return now.TermYears;
    }

    private void Phone(EntityKind kind)
    {
        var parsed = PhoneNumber.ParseMobile(answers["Phone.Mobile"]);
        problems.AddRange(parsed.Problems.Select(p => p.At("Phone.Mobile")));
        var head = people.FindIndex(p => p.Roles.HasFlag(Kinds.KindBook.Of(kind).Head));
        if (parsed.Ok && head >= 0)
            people[head] = people[head] with { Mobile = parsed.Value.Value };
    }

    /// <summary>Adds a person, or gives the one with the same number another role; the place among the people.</summary>
    private int Join(string prefix, PersonRoles roles)
    {
        var id = NormalisedText.Codes(answers[prefix + ".IdNumber"]);
        var at = people.FindIndex(p => p.IdNumber == id && id.Length > 0);
        if (at >= 0)
            people[at] = people[at] with { Roles = people[at].Roles | roles };
        else
            people.Add(new(NormalisedText.Name(answers[prefix + ".Name"]), id, answers[prefix + ".Mobile"], roles, answers.Has(prefix + ".HomeAddress") ? answers.Text(prefix + ".HomeAddress") : null));
        return at >= 0 ? at : people.Count - 1;
    }

    private long? Fen(string name, string word)
    {
        var parsed = Money.Parse(answers[name], MoneyUnit.Wan);
        problems.AddRange(parsed.Problems.Select(p => p.At(name)));
        return parsed.Ok ? parsed.Value.Fen : null;
    }

    // People without any role and organisations without any share leave; the places move with them.
    private static EntityDraft Gone(EntityDraft draft)
    {
        var held = draft.Shareholders.Select(x => x.Organisation).OfType<int>().ToHashSet();
        List<OrganisationDraft> organisations = [.. draft.Organisations.Where((_, i) => KindBook.Of(draft.Kind).Holders is null || held.Contains(i))];
        var places = draft.Organisations.Select(o => organisations.FindIndex(x => ReferenceEquals(x, o))).ToList();
        var delegates = organisations.Select(o => o.Delegate).OfType<int>().ToHashSet();
        var kept = Enumerable.Range(0, draft.People.Count).Where(i => draft.People[i].Roles != PersonRoles.None || delegates.Contains(i)).ToList();
        return draft with
        {
            People = [.. kept.Select(i => draft.People[i])],
            Organisations = [.. organisations.Select(o => o.Delegate is { } d ? o with { Delegate = kept.IndexOf(d) } : o)],
            Shareholders = [.. draft.Shareholders.Select(s => s with { Person = kept.IndexOf(s.Person), Organisation = s.Organisation is { } o ? places[o] : null })],
        };
    }
}
