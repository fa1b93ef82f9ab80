using System.Globalization;
using Qishi.Kernel;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Establish;
using Qishi.Modules.Registration.Kinds;
using Xunit;

namespace Qishi.Tests.Modules.Registration;

/// <summary>设立登记: one form whose fields follow from the matrix; every problem stands at a field the form has.</summary>
public sealed class EstablishFormTests
{
    public static TheoryData<EntityKind> Kinds => [.. Enum.GetValues<EntityKind>()];

    private static string Wan(long fen) => (fen / 1_000_000m).ToString(CultureInfo.InvariantCulture);

    /// <summary>The answers somebody would type for a draft.</summary>
    internal static Dictionary<string, string> AnswersOf(EntityDraft d)
    {
        var a = new Dictionary<string, string>
        {
            ["Kind"] = d.Kind.ToString(),
            ["Composition"] = d.Composition?.ToString() ?? "",
            ["Ownership"] = d.Ownership?.ToString() ?? "",
            ["PeopleCount"] = $"{d.People.Count}",
            ["OrganisationCount"] = $"{d.Organisations.Count}",
            ["Capital"] = d.CapitalFen is { } fen ? Wan(fen) : "",
            ["Currency"] = d.Currency,
            ["Village"] = d.Premises.AreaCode,
            ["Detail"] = d.Premises.Detail,
            ["Proof"] = d.Premises.Proof.ToString(),
            ["Scope"] = string.Join('\n', d.ScopeItems),
            ["Duplicates"] = "1",
            ["Beneficial"] = "Later",
            ["TradeName"] = d.Name?.TradeName ?? "",
            ["Industry"] = d.Name?.Industry ?? "",
            ["NameForm"] = d.Name?.Form ?? "",
            ["Division"] = d.Parent is null ? d.Name?.Division ?? "" : "",
            ["ParentName"] = d.Parent?.Name ?? "",
            ["ParentCode"] = d.Parent?.Code ?? "",
            ["ParentKind"] = d.Parent?.Kind?.ToString() ?? "",
            ["ParentNationality"] = d.Parent?.Nationality ?? "",
            ["ParentLiability"] = d.Parent?.LiabilityForm ?? "",
        };
        for (var i = 0; i < d.People.Count; i++)
        {
            var (p, n) = (d.People[i], $"P{i + 1}");
            (a[n + "Name"], a[n + "IdNumber"], a[n + "Mobile"], a[n + "Home"], a[n + "Nationality"], a[n + "Verified"]) = (p.Name, p.IdNumber, p.Mobile, p.HomeAddress ?? "", p.Nationality, p.RealNameVerified ? "true" : "");
            a[n + "Roles"] = string.Join(',', EstablishFields.RolesOf(KindBook.Of(d.Kind)).Where(r => p.Roles.HasFlag(r)));
        }

        for (var i = 0; i < d.Organisations.Count; i++)
            (a[$"O{i + 1}Name"], a[$"O{i + 1}Code"], a[$"O{i + 1}Kind"], a[$"O{i + 1}Address"], a[$"O{i + 1}Nationality"]) = (d.Organisations[i].Name, d.Organisations[i].Code, d.Organisations[i].Kind.ToString(), d.Organisations[i].Address ?? "", d.Organisations[i].Nationality);
        foreach (var s in d.Shareholders)
        {
            var who = s.Organisation is { } o ? $"O{o + 1}" : $"P{s.Person + 1}";
            (a[who + "Amount"], a[who + "Paid"], a[who + "Contribution"], a[who + "DueOn"], a[who + "Liability"], a[who + "Farmer"]) = (Wan(s.AmountFen), s.PaidFen > 0 ? Wan(s.PaidFen) : "", s.Form.ToString(), $"{s.DueOn:yyyy-MM-dd}", s.Liability?.ToString() ?? "", s.Farmer ? "true" : "");
        }

        return a;
    }

    [Theory, MemberData(nameof(Kinds))]
    public void EachKind_FilledInByItsOwnFields_HasNoProblemOfItsOwn(EntityKind kind)
    {
        var ground = Given.Ground();
        var a = AnswersOf(Given.Of(kind));
        string Typed(string name) => a.GetValueOrDefault(name, "");
        var fields = EstablishFields.For(Typed, ground);
        Assert.Equal(fields.Count, fields.Select(f => f.Name).Distinct().Count());
        // What no field asks for is not read.
        string Asked(string name) => fields.Any(f => f.Name == name) ? Typed(name) : "";
        var draft = new DraftOfAnswers(Asked, ground).Make()!;
        Assert.Empty(DraftRules.Check(draft, ground).Where(p => !JurisdictionRules.Rules.Contains(p.Rule)).Select(p => p.Sentence));
        Assert.Equal(KindBook.Of(kind).Has(KindItem.Capital), fields.Any(f => f.Name == "Capital"));
        Assert.Equal(KindBook.Of(kind).Has(KindItem.Term), fields.Any(f => f.Name == "Term"));
        Assert.Equal(KindBook.Of(kind).Holders is not null, fields.Any(f => f.Name == "OrganisationCount"));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void EmptyForm_TellsEverythingAtOnce_EachAtAFieldOfTheForm(EntityKind kind)
    {
        var ground = Given.Ground();
        var head = KindBook.Of(kind).Holders?.Role.ToString() ?? "";
        string Typed(string name) => name switch { "Kind" => kind.ToString(), "P1Roles" => head, _ => "" };
        var (fields, maker) = (EstablishFields.For(Typed, ground), new DraftOfAnswers(Typed, ground));
        var problems = DraftRules.Check(maker.Make()!, ground).Select(p => (Before: p, At: maker.AtField(p, fields))).ToList();
        Assert.InRange(problems.Count, 5, 40);
        Assert.All(problems.Where(p => p.Before.Field is not null), p => Assert.True(p.At.Field is not null && fields.Any(f => f.Name == p.At.Field), p.Before.Field + p.Before.Sentence));
    }

    [Fact]
    public void Scope_TakesCodesAndStandardWords_OneALine()
    {
        var ground = Given.Ground();
        var word = ground.Catalogue.Item("H001")!.Name;
        var a = AnswersOf(Given.SoleTrader());
        a["Scope"] = $"{word}\nF029；各种业务";
        Assert.Equal(["H001", "F029", "各种业务"], new DraftOfAnswers(n => a.GetValueOrDefault(n, ""), ground).Make()!.ScopeItems);
    }
}
