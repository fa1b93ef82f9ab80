using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.Checks;

/// <summary>A limited company of natural persons: organs and capital (公司法 art. 10, 42, 47, 48, 68, 75, 76, 83).</summary>
internal static class CompanyRules
{
    public static IEnumerable<Problem> Roles(EntityDraft draft)
    {
        var heads = draft.People.Where(p => p.Roles.HasFlag(PersonRoles.LegalRepresentative)).ToList();
        if (heads.Count != 1)
            yield return new("legal-representative-one", heads.Count == 0 ? "请指定法定代表人" : $"法定代表人只有1名，现在指定了{heads.Count}名。请保留1名", "People", "R-1.17");
        else if ((heads[0].Roles & (PersonRoles.Director | PersonRoles.Manager)) == 0)
            yield return new("legal-representative-office", $"法定代表人应是执行公司事务的董事或者经理，“{heads[0].Name}”两样都不是。请加上职务或换人", $"People[{IndexOf(draft, heads[0])}].Roles", "R-1.17");
        var directors = draft.People.Count(p => p.Roles.HasFlag(PersonRoles.Director));
        if (directors is 0 or 2)
            yield return new("directors-number", $"不设董事会的设1名董事，设董事会的至少3名，现在是{directors}名。请修改", "People", "R-1.14");
        var supervisors = draft.People.Count(p => p.Roles.HasFlag(PersonRoles.Supervisor));
        if (supervisors == 2)
            yield return new("supervisors-number", "监事可以不设、设1名，设监事会的至少3名，现在是2名。请修改", "People", "R-1.15");
        for (var i = 0; i < draft.People.Count; i++)
            if (draft.People[i].Roles.HasFlag(PersonRoles.Supervisor) && (draft.People[i].Roles & (PersonRoles.Director | PersonRoles.Manager | PersonRoles.FinanceOfficer)) != 0)
                yield return new("supervisor-office", $"监事“{draft.People[i].Name}”不能同时担任董事、经理或者财务负责人。请换人", $"People[{i}].Roles", "R-1.16");
        if (!draft.People.Any(p => p.Roles.HasFlag(PersonRoles.Liaison)))
            yield return new("liaison-required", "请指定登记联络员，可以由股东、董事等人员担任", "People", "R-1.3");
    }

    public static IEnumerable<Problem> Capital(EntityDraft draft, Ground ground)
    {
        var (count, most) = (draft.Shareholders.Count, ground.Rules.Int("company.maxShareholders", ground.On));
        if (count == 0)
            yield return new("shareholders-required", "请填写股东和出资", "Shareholders", "R-1.10");
        else if (count > most)
            yield return new("shareholders-number", $"有限责任公司股东最多{most}人，现在是{count}人。请修改", "Shareholders", "R-1.10");
        if (draft.CapitalFen is not > 0)
            yield return new("capital-required", "请填写注册资本，应大于0元", "CapitalFen", "R-1.29");
        foreach (var problem in draft.Shareholders.SelectMany((s, i) => Each(s, i, draft, ground)).Concat(Unmatched(draft)))
            yield return problem;
        if (count > 0 && draft.CapitalFen is > 0 && draft.Shareholders.All(s => s.AmountFen > 0) && Sum(draft) is var sum && sum.Fen != draft.CapitalFen)
            yield return new("capital-sum",
                $"各股东出资合计{Said(sum)}，与注册资本{Said(new Money(draft.CapitalFen.Value))}相差{Said(new Money(Math.Abs(sum.Fen - draft.CapitalFen.Value)))}。请修改出资额或注册资本", "CapitalFen", "R-1.29");
    }

    private static IEnumerable<Problem> Each(ShareholderDraft share, int i, EntityDraft draft, Ground ground)
    {
        var at = $"Shareholders[{i}]";
        if (share.Person < 0 || share.Person >= draft.People.Count)
            yield return new("shareholder-person", "这一笔出资还没选是哪位股东的。请选择", at + ".Person", "R-1.10");
        else if (!draft.People[share.Person].Roles.HasFlag(PersonRoles.Shareholder))
            yield return new("shareholder-role", $"“{draft.People[share.Person].Name}”填了出资，还没标为股东。请修改", $"People[{share.Person}].Roles", "R-1.10");
        if (draft.Shareholders.Take(i).Any(s => s.Person == share.Person))
            yield return new("shareholder-twice", "同一位股东填了两次。请合并为一笔", at + ".Person", "R-1.10");
        if (share.AmountFen <= 0)
            yield return new("contribution-amount", "请填写出资额，应大于0元", at + ".AmountFen", "R-1.29");
        if (!Enum.IsDefined(share.Form))
            yield return new("contribution-form", "请选择出资方式。劳务、信用、自然人姓名、商誉、特许经营权不能作为出资", at + ".Form", "R-1.19");
        var years = ground.Rules.Int("capital.maxYears", ground.On);
        if (share.DueOn == default)
            yield return new("contribution-date-required", "请填写出资日期", at + ".DueOn", "R-1.11");
        else if (years > 0 && share.DueOn > ground.On.AddYears(years))
            yield return new("contribution-date", $"出资日期{ChinaTime.FullDay(share.DueOn)}超过成立后{years}年。请改为{ChinaTime.FullDay(ground.On.AddYears(years))}或更早", at + ".DueOn", "R-1.11");
    }

    private static IEnumerable<Problem> Unmatched(EntityDraft draft) =>
        draft.People.Select((p, i) => (p, i)).Where(x => x.p.Roles.HasFlag(PersonRoles.Shareholder) && !draft.Shareholders.Any(s => s.Person == x.i))
            .Select(x => new Problem("shareholder-amount-missing", $"股东“{x.p.Name}”还没填出资。请填写出资额和出资日期", $"People[{x.i}].Roles", "R-1.10"));

    private static Money Sum(EntityDraft draft) => Money.Sum(draft.Shareholders.Select(s => new Money(s.AmountFen)));

    private static string Said(Money money) => money.Wan;

    private static int IndexOf(EntityDraft draft, PersonDraft person) => draft.People.TakeWhile(p => !ReferenceEquals(p, person)).Count();
}
