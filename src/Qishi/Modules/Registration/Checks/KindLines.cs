using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.Checks;

/// <summary>The registrar's lines about kinds that are neither company nor sole trader, and about who may register at all.</summary>
internal static class KindLines
{
    public static IEnumerable<RuleLine> Of(EntityDraft draft, Ground ground)
    {
        var sheet = KindBook.Of(draft.Kind);
        if (sheet.Holders is { } holding)
        {
            var rule = sheet.Family switch { KindFamily.Partnership => "R-1.22", KindFamily.Coop => sheet.Kind == EntityKind.CoopUnion ? "R-1.26" : "R-1.25", _ => "R-1.10" };
            yield return new(rule, $"{holding.Word}和出资", ground.Basis(holding.LeastKey), RuleLine.Rule(rule))
            {
                Found = $"{draft.Shareholders.Count}名，{sheet.CapitalTitle}{new Money(draft.CapitalFen ?? 0).Wan}"
                    + (sheet.Family == KindFamily.Coop ? $"，农民{draft.Shareholders.Count(s => s.Farmer)}名" : ""),
            };
            yield return new("R-1.19", "出资方式", "市场主体登记管理条例第十三条", RuleLine.Rule("R-1.19", "R-1.29")) { Found = "合计与登记的数额相等" };
        }

        if (sheet.Family == KindFamily.Partnership)
            yield return new("R-1.23", sheet.HeadTitle, "市场主体登记管理条例实施细则第十一条", RuleLine.Rule("R-1.23")) { Found = Heads.Name(draft) };
        else
            yield return new(sheet.Family == KindFamily.SoleProp ? "R-1.24" : "R-1.2", sheet.HeadTitle, "市场主体登记管理条例实施细则第六条", RuleLine.Rule("R-1.24", "R-1.2")) { Found = Heads.Name(draft) };
        if (sheet.IsBranch)
            yield return new("R-3.7", "隶属企业", "企业名称登记管理规定第十三条", RuleLine.Rule("R-3.7")) { Found = draft.Parent?.Name };
        yield return new("R-1.3", "登记联络员", "市场主体登记管理条例实施细则第七条", RuleLine.Rule("R-1.3"));
    }

    public static IEnumerable<RuleLine> Jurisdiction(EntityDraft draft, Ground ground)
    {
        var sheet = KindBook.Of(draft.Kind);
        if (sheet.IsJointStock)
            yield return new("R-1.40", "级别管辖", ground.Basis("jurisdiction.jsc"), RuleLine.Rule("R-1.40")) { Found = "本局可以登记股份有限公司" };
        if (draft.Organisations.Any(o => o.Level != GovernmentLevel.None))
            yield return new("R-1.41", "国有出资管辖", "市场主体登记管理条例实施细则第四条", RuleLine.Rule("R-1.41")) { Found = "省级以上出资不到50%" };
        if (sheet.Foreign)
            yield return new("R-1.42", "外商投资登记授权", ground.Basis("jurisdiction.fieAuthorised"), RuleLine.Rule("R-1.42")) { Found = "本局已获授权" };
        if (draft.BeneficialOwner is { } said)
            yield return new("R-1.4", "受益所有人", ground.Basis("beneficial.exemptWan"), RuleLine.Rule("R-1.4"))
            {
                Found = said.Way switch { BeneficialOwnerWay.File => $"备案{said.Owners.Count}名", BeneficialOwnerWay.Commit => "承诺免报", _ => $"成立后{ground.Rules.Int("beneficial.fileCD", ground.On)}日内备案" },
            };
    }
}
