using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.Checks;

/// <summary>Persons and their roles (公司法 art. 10, 68–83; 促进个体工商户发展条例 art. 2; 实施细则 art. 7, 16).</summary>
internal static class PeopleRules
{
    private const PersonRoles MustBeVerified = PersonRoles.Operator | PersonRoles.Shareholder | PersonRoles.LegalRepresentative | PersonRoles.Director | PersonRoles.Supervisor
        | PersonRoles.Manager | PersonRoles.Liaison | PersonRoles.Investor | PersonRoles.Partner | PersonRoles.ManagingPartner | PersonRoles.Delegate | PersonRoles.PersonInCharge | PersonRoles.Member
        | PersonRoles.DocumentRecipient;
    private const PersonRoles MustBeReached = PersonRoles.Operator | PersonRoles.LegalRepresentative | PersonRoles.Liaison | PersonRoles.FinanceOfficer | PersonRoles.Shareholder
        | PersonRoles.Investor | PersonRoles.ManagingPartner | PersonRoles.Delegate | PersonRoles.PersonInCharge;
    private const PersonRoles MustHaveCapacity = PersonRoles.Operator | PersonRoles.LegalRepresentative | PersonRoles.Director | PersonRoles.Supervisor | PersonRoles.Manager
        | PersonRoles.Investor | PersonRoles.ManagingPartner | PersonRoles.PersonInCharge | PersonRoles.Delegate;

    private static readonly (PersonRoles Role, string Word)[] RoleWords =
    [
        (PersonRoles.Operator, "经营者"), (PersonRoles.LegalRepresentative, "法定代表人"), (PersonRoles.Shareholder, "股东"), (PersonRoles.Director, "董事"), (PersonRoles.Supervisor, "监事"),
        (PersonRoles.Manager, "经理"), (PersonRoles.FinanceOfficer, "财务负责人"), (PersonRoles.Liaison, "登记联络员"), (PersonRoles.FamilyMember, "家庭成员"),
        (PersonRoles.Investor, "投资人"), (PersonRoles.ManagingPartner, "执行事务合伙人"), (PersonRoles.Delegate, "委派代表"), (PersonRoles.PersonInCharge, "负责人"), (PersonRoles.Partner, "合伙人"),
        (PersonRoles.Member, "成员"), (PersonRoles.AuditCommittee, "审计委员会成员"), (PersonRoles.DocumentRecipient, "法律文件送达接受人"), (PersonRoles.BeneficialOwner, "受益所有人"),
    ];

    /// <summary>Each role with its word, in the order of weight.</summary>
    public static IReadOnlyList<(PersonRoles Role, string Word)> All => RoleWords;

    /// <summary>The weightiest role in words.</summary>
    public static string Word(PersonRoles roles) => RoleWords.FirstOrDefault(w => roles.HasFlag(w.Role)).Word ?? "人员";

    /// <summary>All roles in words.</summary>
    public static string Words(PersonRoles roles) => string.Join("、", RoleWords.Where(w => roles.HasFlag(w.Role)).Select(w => w.Word));

    public static IEnumerable<Problem> Check(EntityDraft draft, Ground ground) =>
        draft.People.SelectMany((p, i) => Each(p, i, ground)).Concat(Twice(draft)).Concat(OfKind(draft)).Concat(Filed(draft));

    private static IEnumerable<Problem> OfKind(EntityDraft draft) => KindBook.Of(draft.Kind) switch
    {
        { Family: KindFamily.Individual } => SoleTrader(draft),
        { Family: KindFamily.Company } => CompanyRules.Roles(draft),
        { Family: KindFamily.Partnership } => Homes(draft, PersonRoles.Partner, "合伙人的住所是登记事项。请填写"),
        { Family: KindFamily.SoleProp } sheet => OneHead(draft, sheet).Concat(Investor(draft)),
        var sheet => OneHead(draft, sheet),
    };

    private static IEnumerable<Problem> OneHead(EntityDraft draft, KindSheet sheet)
    {
        var heads = draft.People.Count(p => p.Roles.HasFlag(sheet.Head));
        var rule = sheet.Family == KindFamily.SoleProp ? "R-1.24" : "R-1.2";
        if (heads == 0)
            yield return new("head-required", $"请填写{sheet.HeadTitle}", "People", rule);
        else if (heads > 1)
            yield return new("head-one", $"{sheet.Word}只有1名{sheet.HeadTitle}，现在填了{heads}名。请保留1名", "People", rule);
    }

    // 个人独资企业法 art. 8, 16: one natural person who is not barred from doing business; the residence is a registered item.
    private static IEnumerable<Problem> Investor(EntityDraft draft) =>
    [
        .. Homes(draft, PersonRoles.Investor, "投资人的居所是登记事项。请填写"),
        .. draft.People.Select((p, i) => (p, i)).Where(x => x.p.PublicOfficial && x.p.Roles.HasFlag(PersonRoles.Investor))
            .Select(x => new Problem("investor-official", $"“{x.p.Name}”是法律、行政法规禁止从事营利性活动的人，不能作为投资人申请设立个人独资企业。请换人", $"People[{x.i}].PublicOfficial", "R-1.24")),
    ];

    private static IEnumerable<Problem> Homes(EntityDraft draft, PersonRoles role, string sentence) =>
        draft.People.Select((p, i) => (p, i)).Where(x => x.p.Roles.HasFlag(role) && string.IsNullOrWhiteSpace(x.p.HomeAddress))
            .Select(x => new Problem("home-required", sentence, $"People[{x.i}].HomeAddress", "R-1.2"));

    // R-1.3: filed with the establishment. Sole traders of the assisted form name their liaison themselves.
    private static IEnumerable<Problem> Filed(EntityDraft draft)
    {
        var sheet = KindBook.Of(draft.Kind);
        if (draft.Kind != EntityKind.Individual && !draft.People.Any(p => p.Roles.HasFlag(PersonRoles.Liaison)))
            yield return new("liaison-required", sheet.Family == KindFamily.Company ? "请指定登记联络员，可以由股东、董事等人员担任" : "请指定登记联络员", "People", "R-1.3");
        if (sheet.Has(KindItem.DocumentRecipient) && !draft.People.Any(p => p.Roles.HasFlag(PersonRoles.DocumentRecipient)))
            yield return new("recipient-required", "外商投资企业要备案法律文件送达接受人。请指定1名境内人员", "People", "R-1.3");
        var operators = draft.Kind == EntityKind.Individual ? PersonRoles.None : PersonRoles.Operator | PersonRoles.FamilyMember;
        foreach (var (p, i) in draft.People.Select((p, i) => (p, i)).Where(x => (x.p.Roles & operators) != 0))
            yield return new("role-foreign", $"{sheet.Word}没有经营者和家庭成员。请改选“{p.Name}”的职务", $"People[{i}].Roles", "R-1.1");
    }

    private static IEnumerable<Problem> Each(PersonDraft person, int i, Ground ground)
    {
        var (at, word) = ($"People[{i}]", Word(person.Roles));
        var name = NormalisedText.Name(person.Name);
        if (name.Length == 0)
            yield return new("person-name-required", $"请填写{word}姓名", at + ".Name", "R-1.2");
        else if (name.EnumerateRunes().Count() > 50)
            yield return new("person-name-long", $"{word}姓名超过50个字。请对照身份证检查", at + ".Name", "R-1.2");
        foreach (var problem in IdDocument.Parse(person.IdKind, person.IdNumber, ground.On).Problems)
            yield return problem.At(at + ".IdNumber");
        if (person.IdKind is IdKind.Passport or IdKind.ForeignerResidence && person.Roles.HasFlag(PersonRoles.Operator))
            yield return new("operator-foreign", "经营者应是有经营能力的公民，香港、澳门永久性居民中的中国公民和台湾居民可以登记，外国人不能。请换人", at + ".IdKind", "R-1.27");
        if (AgeOf(person, ground.On) is { } age && (person.Roles & MustHaveCapacity) != 0)
            foreach (var problem in Age(age, word, at, ground))
                yield return problem;
        var mobile = PhoneNumber.ParseMobile(person.Mobile);
        if (!string.IsNullOrWhiteSpace(person.Mobile) || (person.Roles & MustBeReached) != 0)
            foreach (var problem in mobile.Problems)
                yield return problem.At(at + ".Mobile");
        if (!person.RealNameVerified && (person.Roles & MustBeVerified) != 0)
            yield return new("person-not-verified", $"{word}{(name.Length > 0 ? $"“{name}”" : "")}还没有通过实名核验。请本人核验，也可以到窗口核验", at + ".RealNameVerified", "R-0.4");
    }

    // Sixteen with own earnings counts as full capacity (民法典 art. 18); the registrar sees a note between sixteen and eighteen.
    private static IEnumerable<Problem> Age(int age, string word, string at, Ground ground)
    {
        var least = ground.Rules.Int("person.minAgeOwnLabour", ground.On);
        if (age < least)
            yield return new("person-age", word == "经营者"
                ? $"经营者未满{least}周岁，不能登记为个体工商户经营者。可以由其他成年家庭成员申请"
                : $"{word}未满{least}周岁，不能担任。请换一位成年人", at + ".IdNumber", word == "经营者" ? "R-1.27" : "R-1.20");
    }

    /// <summary>Full years on a day; null when neither number nor form says it.</summary>
    public static int? AgeOf(PersonDraft person, DateOnly on)
    {
        if (person.IdKind == IdKind.CitizenId)
            return CitizenId.Parse(person.IdNumber, on) is { Ok: true } id ? id.Value.AgeOn(on) : null;
        return person.BornOn is { } born ? on.Year - born.Year - (born.AddYears(on.Year - born.Year) > on ? 1 : 0) : null;
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
