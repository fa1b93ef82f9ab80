using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Kinds;

namespace Qishi.Modules.Registration.Checks;

/// <summary>Organisations that hold a part: name, code, and which a kind may have (公司法 art. 92; 外商投资法).</summary>
internal static class OrganisationRules
{
    public static IEnumerable<Problem> Check(EntityDraft draft) =>
    [
        .. draft.Organisations.SelectMany((o, i) => Each(o, $"Organisations[{i}]", draft)),
        .. from same in draft.Organisations.Select((o, i) => (Code: NormalisedText.Codes(o.Code), i)).Where(x => x.Code.Length > 0).GroupBy(x => x.Code)
           from again in same.Skip(1)
           select new Problem("organisation-twice", $"第{again.i + 1}个单位与第{same.First().i + 1}个单位代码相同。请合并填写", $"Organisations[{again.i}].Code", "R-1.10"),
        .. Foreign(draft), .. Promoters(draft),
    ];

    private static IEnumerable<Problem> Each(OrganisationDraft organisation, string at, EntityDraft draft)
    {
        if (string.IsNullOrWhiteSpace(organisation.Name))
            yield return new("organisation-name-required", "请填写单位名称", at + ".Name", "R-1.2");
        else if (organisation.Name.Length > 200)
            yield return new("organisation-name-long", "单位名称超过200个字。请对照证照检查", at + ".Name", "R-1.2");
        if (organisation.Nationality == "CN")
            foreach (var problem in Uscc.Parse(organisation.Code).Problems)
                yield return problem.At(at + ".Code");
        else if (string.IsNullOrWhiteSpace(organisation.Code))
            yield return new("organisation-code-required", "请填写外国企业的登记号码", at + ".Code", "R-1.2");
        if (KindBook.Of(draft.Kind).Family == KindFamily.Partnership && string.IsNullOrWhiteSpace(organisation.Address))
            yield return new("organisation-address-required", "合伙人的住所是登记事项。请填写单位住所", at + ".Address", "R-1.2");
    }

    // Foreign investors make it foreign-invested, and nothing else does.
    private static IEnumerable<Problem> Foreign(EntityDraft draft)
    {
        var sheet = KindBook.Of(draft.Kind);
        if (sheet.Holders is null)
            yield break;
        var abroad = draft.Organisations.Any(o => o.Nationality != "CN") || draft.People.Any(p => p.Nationality != "CN" && p.Roles.HasFlag(sheet.Holders.Role));
        if (abroad && !sheet.Foreign)
            yield return new("investor-foreign", $"有外国投资者的，应登记为外商投资企业。请改选类型，或者核对{sheet.Holders.Word}的国籍", "Kind", "R-1.42");
        if (!abroad && sheet.Foreign && draft.Shareholders.Count > 0)
            yield return new("investor-domestic", $"外商投资企业至少有1名外国投资者。请改选类型，或者核对{sheet.Holders.Word}的国籍", "Kind", "R-1.42");
    }

    private static IEnumerable<Problem> Promoters(EntityDraft draft)
    {
        if (!KindBook.Of(draft.Kind).IsJointStock || draft.Shareholders.Count == 0)
            yield break;
        var here = draft.Shareholders.Count(s => s.Organisation is { } o ? draft.Organisations.ElementAtOrDefault(o)?.Nationality == "CN" : draft.People.ElementAtOrDefault(s.Person)?.Nationality == "CN");
        if (here * 2 <= draft.Shareholders.Count)
            yield return new("promoters-domicile", $"半数以上的发起人应在中国境内有住所，现在{draft.Shareholders.Count}名中有{here}名。请修改", "Shareholders", "R-1.13");
    }
}
