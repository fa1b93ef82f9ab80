using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Kinds;

namespace Qishi.Modules.Registration.Checks;

/// <summary>Organs of companies (公司法 art. 10, 68, 69, 75, 76, 83, 120, 121, 128, 133).</summary>
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
        var audit = draft.People.Count(p => p.Roles.HasFlag(PersonRoles.AuditCommittee));
        if (audit > 0 && draft.People.Any(p => p.Roles.HasFlag(PersonRoles.AuditCommittee) && !p.Roles.HasFlag(PersonRoles.Director)))
            yield return new("audit-committee-directors", "审计委员会由董事组成。请给委员加上董事职务，或者去掉", "People", "R-1.15");
        if (KindBook.Of(draft.Kind).IsJointStock && audit is > 0 and < 3)
            yield return new("audit-committee-number", $"股份有限公司审计委员会成员为3名以上，现在是{audit}名。请修改", "People", "R-1.15");
        var supervisors = draft.People.Count(p => p.Roles.HasFlag(PersonRoles.Supervisor));
        if (supervisors == 2)
            yield return new("supervisors-number", "监事可以不设、设1名，设监事会的至少3名，现在是2名。请修改", "People", "R-1.15");
        if (KindBook.Of(draft.Kind).IsJointStock && supervisors == 0 && audit == 0)
            yield return new("supervisors-required", "股份有限公司应设监事会、1名监事，或者在董事会中设审计委员会。请补充", "People", "R-1.15");
        if (KindBook.Of(draft.Kind).IsJointStock && !draft.People.Any(p => p.Roles.HasFlag(PersonRoles.Manager)))
            yield return new("manager-required", "股份有限公司设经理。请补充", "People", "R-1.14");
        for (var i = 0; i < draft.People.Count; i++)
            if (draft.People[i].Roles.HasFlag(PersonRoles.Supervisor) && (draft.People[i].Roles & (PersonRoles.Director | PersonRoles.Manager | PersonRoles.FinanceOfficer)) != 0)
                yield return new("supervisor-office", $"监事“{draft.People[i].Name}”不能同时担任董事、经理或者财务负责人。请换人", $"People[{i}].Roles", "R-1.16");
    }

    private static int IndexOf(EntityDraft draft, PersonDraft person) => draft.People.TakeWhile(p => !ReferenceEquals(p, person)).Count();
}
