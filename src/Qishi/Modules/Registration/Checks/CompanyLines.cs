using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.Checks;

/// <summary>The registrar's lines about a company's organs and capital.</summary>
internal static class CompanyLines
{
    public static IEnumerable<RuleLine> Of(EntityDraft draft, Ground ground)
    {
        var latest = draft.Shareholders.Select(s => s.DueOn).DefaultIfEmpty().Max();
        var sheet = KindBook.Of(draft.Kind);
        var number = sheet.IsJointStock ? "R-1.13" : "R-1.10";
        yield return new(number, $"{sheet.Holders!.Word}人数", ground.Basis(sheet.Holders.MostKey!), RuleLine.Rule(number)) { Found = draft.Organisations.Count == 0 ? $"{draft.Shareholders.Count}人，均为自然人" : $"{draft.Shareholders.Count}名，其中单位{draft.Organisations.Count}个" };
        yield return new("R-1.11", "出资期限", ground.Basis("capital.maxYears"), RuleLine.Rule("R-1.11")) { Found = $"最晚{latest:yyyy-MM-dd}缴足" };
        yield return new("R-1.19", "出资方式", "市场主体登记管理条例第十三条，公司法第四十八条", RuleLine.Rule("R-1.19"))
        {
            Found = "均为货币出资",
            Otherwise = draft.Shareholders.Any(s => s.Form != ContributionForm.Money) ? (CheckOutcome.Note, "有非货币出资，应当评估作价并可以依法转让", "Shareholders", null) : null,
        };
        yield return new("R-1.29", "出资总额与注册资本", "公司法第四十七条", RuleLine.Rule("R-1.29")) { Found = $"合计{new Money(draft.CapitalFen ?? 0).Wan}，相等" };
        yield return new("R-1.14", "董事", "公司法第六十八条、第七十五条", RuleLine.Rule("R-1.14")) { Found = Count(draft, PersonRoles.Director) };
        yield return new("R-1.15", "监事", "公司法第七十六条、第八十三条", RuleLine.Rule("R-1.15"))
        {
            Found = Count(draft, PersonRoles.Supervisor),
            Otherwise = draft.People.All(p => !p.Roles.HasFlag(PersonRoles.Supervisor)) ? (CheckOutcome.Note, "不设监事，须经全体股东一致同意", "People", null) : null,
        };
        yield return new("R-1.16", "监事不得兼任", "公司法第七十六条第四款", RuleLine.Rule("R-1.16"));
        yield return new("R-1.17", "法定代表人", "公司法第十条", RuleLine.Rule("R-1.17")) { Found = "由董事或者经理担任" };
        yield return new("R-1.3", "登记联络员", "市场主体登记管理条例实施细则第七条", RuleLine.Rule("R-1.3"));
    }

    private static string Count(EntityDraft draft, PersonRoles role) => $"{draft.People.Count(p => p.Roles.HasFlag(role))}名";
}
