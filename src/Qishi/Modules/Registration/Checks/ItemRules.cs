using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.Checks;

/// <summary>Items the matrix asks of a kind, and those it does not know (条例 art. 8, 9; 实施细则 art. 6, 7, 13, 25–30).</summary>
internal static class ItemRules
{
    public static IEnumerable<Problem> Check(EntityDraft draft, Ground ground)
    {
        var sheet = KindBook.Of(draft.Kind);
        if (sheet[KindItem.Name] == Need.Registered && draft.Name is null)
            yield return new("name-required", sheet.Family == KindFamily.Company ? "公司必须有名称。请填写名称" : $"{sheet.Word}必须有名称。请填写名称", "Name.TradeName", "R-3.1");
        foreach (var problem in Capital(draft, sheet).Concat(Parent(draft, sheet)).Concat(Papers(draft, sheet)))
            yield return problem;
        if (sheet.Family == KindFamily.NonCompany && draft.Ownership is null)
            yield return new("ownership-required", "请选择全民所有制、集体所有制还是联营", "Ownership", "R-1.1");
        if (draft.TermYears is not null && !sheet.Has(KindItem.Term) && draft.Kind != EntityKind.Individual)
            yield return new("term-none", $"{sheet.Word}不登记经营期限。请去掉", "TermYears", "R-1.3");
    }

    private static IEnumerable<Problem> Capital(EntityDraft draft, KindSheet sheet)
    {
        var need = sheet[KindItem.Capital];
        if (need == Need.Registered && draft.CapitalFen is not > 0)
            yield return new("capital-required", $"请填写{sheet.CapitalTitle}，应大于0元", "CapitalFen", "R-1.29");
        else if (need == Need.IfUsed && draft.CapitalFen is <= 0)
            yield return new("capital-amount", $"{sheet.CapitalTitle}应大于0元，也可以不填", "CapitalFen", "R-1.29");
        else if (need == Need.No && draft.CapitalFen is not null)
            yield return new("capital-none", $"{sheet.Word}没有出资额。请去掉", "CapitalFen", "R-1.2");
        if (!Wording.CurrencyCodes.Contains(draft.Currency))
            yield return new("currency-unknown", $"没有币种“{draft.Currency}”。请从列表中选择", "Currency", "R-1.29");
        else if (draft.Currency != "CNY" && !sheet.Foreign)
            yield return new("currency-cny", "出资以人民币表示，只有外商投资企业可以用可自由兑换的货币。请改为人民币", "Currency", "R-1.29");
    }

    // the branch bears its parent's whole name; a foreign one says its nationality and form of liability as well.
    private static IEnumerable<Problem> Parent(EntityDraft draft, KindSheet sheet)
    {
        if (!sheet.IsBranch)
        {
            if (draft.Parent is not null)
                yield return new("parent-none", $"{sheet.Word}没有隶属企业。请去掉", "Parent.Code", "R-1.1");
            yield break;
        }

        if (draft.Parent is not { } parent || string.IsNullOrWhiteSpace(parent.Name))
        {
            yield return new("parent-required", "请填写隶属企业的名称和统一社会信用代码", "Parent.Name", "R-1.1");
            yield break;
        }

        if (draft.Kind == EntityKind.Branch)
        {
            foreach (var problem in Uscc.Parse(parent.Code).Problems)
                yield return problem.At("Parent.Code");
            if (parent.Kind is null || KindBook.Of(parent.Kind.Value) is { IsBranch: true } or { Family: KindFamily.Individual })
                yield return new("parent-kind", "分支机构应隶属于企业或者农民专业合作社。请选择隶属企业的类型", "Parent.Kind", "R-1.1");
        }
        else
        {
            if (parent.Nationality == "CN")
                yield return new("parent-nationality", "请选择外国公司的国别", "Parent.Nationality", "R-3.7");
            if (string.IsNullOrWhiteSpace(parent.LiabilityForm))
                yield return new("parent-liability", "请填写外国公司的责任形式，例如“有限责任公司”", "Parent.LiabilityForm", "R-3.7");
        }

        if (draft.Name is { } name && !NormalisedText.Text(name.Division).EndsWith(NormalisedText.Text(parent.Name), StringComparison.Ordinal))
            yield return new("branch-name", $"分支机构名称要冠以隶属企业全称“{parent.Name}”。请修改", "Name.Division", "R-3.7");
        if (draft.Name is { } own && !Endings.Any(e => own.Form.EndsWith(e, StringComparison.Ordinal)))
            yield return new("branch-form", "分支机构名称要以“分公司”“分厂”“分店”等字样结尾。请修改", "Name.Form", "R-3.7");
    }

    private static readonly string[] Endings = ["分公司", "分厂", "分店", "分社", "分部", "分所", "营业部", "经营部", "门市部", "服务部", "代表处", "分行"];

    private static IEnumerable<Problem> Papers(EntityDraft draft, KindSheet sheet) => draft.Papers is not { } given ? [] :
        sheet.Papers.Where(p => !given.Contains(p.Code)).Select(p => new Problem("paper-missing", $"还缺“{p.Word}”。请补交后再提交", "Papers", "R-1.30"));
}
