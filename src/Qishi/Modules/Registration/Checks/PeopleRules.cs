using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.Checks;

/// <summary>Persons and their roles (公司法 art. 10, 68–83; 促进个体工商户发展条例 art. 2; 实施细则 art. 7, 16).</summary>
internal static class PeopleRules
{
    private const PersonRoles MustBeVerified = PersonRoles.Operator | PersonRoles.Shareholder | PersonRoles.LegalRepresentative | PersonRoles.Director | PersonRoles.Supervisor
        | PersonRoles.Manager | PersonRoles.Liaison;
    private const PersonRoles MustBeReached = PersonRoles.Operator | PersonRoles.LegalRepresentative | PersonRoles.Liaison | PersonRoles.FinanceOfficer | PersonRoles.Shareholder;
    private const PersonRoles MustHaveCapacity = PersonRoles.Operator | PersonRoles.LegalRepresentative | PersonRoles.Director | PersonRoles.Supervisor | PersonRoles.Manager;

    private static readonly (PersonRoles Role, string Word)[] RoleWords =
    [
        (PersonRoles.Operator, "经营者"), (PersonRoles.LegalRepresentative, "法定代表人"), (PersonRoles.Shareholder, "股东"), (PersonRoles.Director, "董事"), (PersonRoles.Supervisor, "监事"),
        (PersonRoles.Manager, "经理"), (PersonRoles.FinanceOfficer, "财务负责人"), (PersonRoles.Liaison, "登记联络员"), (PersonRoles.FamilyMember, "家庭成员"),
    ];

    /// <summary>The weightiest role in words.</summary>
    public static string Word(PersonRoles roles) => RoleWords.FirstOrDefault(w => roles.HasFlag(w.Role)).Word ?? "人员";

    /// <summary>All roles in words.</summary>
    public static string Words(PersonRoles roles) => string.Join("、", RoleWords.Where(w => roles.HasFlag(w.Role)).Select(w => w.Word));

    public static IEnumerable<Problem> Check(EntityDraft draft, Ground ground) =>
        draft.People.SelectMany((p, i) => Each(p, i, ground)).Concat(Twice(draft)).Concat(draft.Kind == EntityKind.Individual ? SoleTrader(draft) : CompanyRules.Roles(draft));

    private static IEnumerable<Problem> Each(PersonDraft person, int i, Ground ground)
    {
        var (at, word) = ($"People[{i}]", Word(person.Roles));
        var name = NormalisedText.Name(person.Name);
        if (name.Length == 0)
            yield return new("person-name-required", $"请填写{word}姓名", at + ".Name", "R-1.2");
        else if (name.EnumerateRunes().Count() > 50)
            yield return new("person-name-long", $"{word}姓名超过50个字。请对照身份证检查", at + ".Name", "R-1.2");
        var id = CitizenId.Parse(person.IdNumber, ground.On);
        foreach (var problem in id.Problems)
            yield return problem.At(at + ".IdNumber");
        if (id.Ok && (person.Roles & MustHaveCapacity) != 0)
            foreach (var problem in Age(id.Value, word, at, ground))
                yield return problem;
        var mobile = PhoneNumber.ParseMobile(person.Mobile);
        if (!string.IsNullOrWhiteSpace(person.Mobile) || (person.Roles & MustBeReached) != 0)
            foreach (var problem in mobile.Problems)
                yield return problem.At(at + ".Mobile");
        if (!person.RealNameVerified && (person.Roles & MustBeVerified) != 0)
            yield return new("person-not-verified", $"{word}{(name.Length > 0 ? $"“{name}”" : "")}还没有通过实名核验。请本人核验，也可以到窗口核验", at + ".RealNameVerified", "R-0.4");
    }

    // Sixteen with own earnings counts as full capacity (民法典 art. 18); the registrar sees a note between sixteen and eighteen.
    private static IEnumerable<Problem> Age(CitizenId id, string word, string at, Ground ground)
    {
        var least = ground.Rules.Int("person.minAgeOwnLabour", ground.On);
        if (id.AgeOn(ground.On) < least)
            yield return new("person-age", word == "经营者"
                ? $"经营者未满{least}周岁，不能登记为个体工商户经营者。可以由其他成年家庭成员申请"
                : $"{word}未满{least}周岁，不能担任。请换一位成年人", at + ".IdNumber", word == "经营者" ? "R-1.27" : "R-1.20");
    }

    private static IEnumerable<Problem> Twice(EntityDraft draft) =>
        from same in draft.People.Select((p, i) => (Id: NormalisedText.Codes(p.IdNumber), i)).Where(x => x.Id.Length > 0).GroupBy(x => x.Id)
        from again in same.Skip(1)
        select new Problem("person-twice", $"第{again.i + 1}人与第{same.First().i + 1}人身份证号码相同。一个人有几个职务的，请合并填写", $"People[{again.i}].IdNumber", "R-2.20");

    private static IEnumerable<Problem> SoleTrader(EntityDraft draft)
    {
        var operators = draft.People.Count(p => p.Roles.HasFlag(PersonRoles.Operator));
        if (operators != 1)
            yield return new("operator-one", operators == 0 ? "请填写经营者" : $"个体工商户只有1名经营者，现在填了{operators}名。其他人请改为参加经营的家庭成员", "People", "R-1.27");
        if (draft.Composition is null)
            yield return new("composition-required", "请选择个人经营还是家庭经营", "Composition", "R-1.28");
        if (draft.Composition == CompositionForm.Family && !draft.People.Any(p => p.Roles.HasFlag(PersonRoles.FamilyMember)))
            yield return new("family-member-required", "选了家庭经营，还没填参加经营的家庭成员。请至少填写1人，或改为个人经营", "Composition", "R-1.28");
    }
}
