using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Names;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.Checks;

/// <summary>The registrar's lines about the business scope.</summary>
internal static class ScopeLines
{
    public static IEnumerable<RuleLine> Of(EntityDraft draft, Ground ground)
    {
        var items = draft.ScopeItems.Select(ground.Catalogue.Item).OfType<ScopeItem>().ToList();
        yield return new("R-4.2", "经营范围规范表述", "市场主体登记管理条例实施细则第十二条", RuleLine.Rule("R-4.2")) { Found = $"{items.Count}项，均在规范目录内" };
        yield return new("R-4.1", "登记前许可", $"市场主体登记管理条例第十四条；{ground.Basis("reg.approvalDocumentCD")}", RuleLine.Rule("R-4.1", "R-0.9"))
        {
            Found = items.Any(i => i.Kind == ScopeKind.LicensedPrior) ? "批准文件齐全、在有效期内" : "没有登记前许可项目",
        };
        var later = items.Where(i => i.Kind == ScopeKind.LicensedPost).ToList();
        if (later.Count > 0)
            yield return new("R-4.7", "登记后许可告知", "国务院“双告知”要求", _ => false)
            {
                Otherwise = (CheckOutcome.Note, $"{later.Count}项须另办许可：{string.Join("、", later.Select(i => $"{i.Name}（{i.Permit}）"))}。已告知申请人，发照后推送主管部门", "ScopeItems", null),
            };
        if (items.Count > 0 && draft.Name is { } name)
            yield return MainBusiness(items[0], NameRules.IndustryKey(NameRules.Clean(name), ground.Catalogue), name);
    }

    // R-4.6: the main business should be the industry of the name; a difference is shown, never refused.
    private static RuleLine MainBusiness(ScopeItem first, string key, NameParts name) => new("R-4.6", "主行业与名称", "企业名称登记管理规定第九条；GB/T 4754-2017", _ => false)
    {
        Found = $"{name.Industry}与{first.Name}（{first.Class4}）同属一个行业中类",
        Otherwise = first.Class4[1..4] == key ? null
            : (CheckOutcome.Note, key.StartsWith('=') ? $"行业表述“{name.Industry}”不在行业词库，第一项经营范围是{first.Name}（{first.Class4}）" : $"名称中的行业与第一项经营范围{first.Name}（{first.Class4}）不是同一个行业中类", "Name.Industry", null),
    };
}
