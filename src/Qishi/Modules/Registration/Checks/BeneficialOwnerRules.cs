using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.Checks;

/// <summary>Beneficial owners (受益所有人信息管理办法, in force since 2024-11-01): filed, or exempt by commitment, or filed within thirty days.</summary>
internal static class BeneficialOwnerRules
{
    public static IEnumerable<Problem> Check(EntityDraft draft, Ground ground)
    {
        if (draft.BeneficialOwner is not { } said)
            yield break;
        if (!KindBook.Of(draft.Kind).Has(KindItem.BeneficialOwner) || ground.On < ground.Rules.Day("beneficial.from", ground.On))
        {
            yield return new("beneficial-none", $"{KindBook.Of(draft.Kind).Word}现在不备案受益所有人。请去掉", "BeneficialOwner.Way", "R-1.4");
            yield break;
        }

        if (said.Way == BeneficialOwnerWay.Commit && !MayCommit(draft, ground))
            yield return new("beneficial-not-exempt", $"只有{KindBook.Of(draft.Kind).CapitalTitle}不超过{ground.Rules.Int("beneficial.exemptWan", ground.On)}万元、股东或者合伙人全部是自然人且他们就是受益所有人的，才能承诺免报。请备案受益所有人", "BeneficialOwner.Way", "R-1.4");
        if (said.Way != BeneficialOwnerWay.File)
            yield break;
        if (said.Owners.Count == 0)
            yield return new("beneficial-required", "请至少填写1名受益所有人", "BeneficialOwner.Owners", "R-1.4");
        for (var i = 0; i < said.Owners.Count; i++)
        {
            var owner = said.Owners[i];
            if (owner.Person < 0 || owner.Person >= draft.People.Count)
                yield return new("beneficial-person", "请选择受益所有人是哪一位", $"BeneficialOwner.Owners[{i}].Person", "R-1.4");
            if (owner.Basis == BeneficialBasis.Share && owner.Percent is not (>= 25 and <= 100))
                yield return new("beneficial-percent", "按持股认定的受益所有人，请填写25%至100%之间的比例", $"BeneficialOwner.Owners[{i}].Percent", "R-1.4");
        }
    }

    /// <summary>Exempt by commitment: little capital, and all holders natural persons who are themselves the owners.</summary>
    public static bool MayCommit(EntityDraft draft, Ground ground) =>
        draft.Organisations.Count == 0 && draft.Currency == "CNY" && (draft.CapitalFen ?? 0) <= Money.FromWan(ground.Rules.Int("beneficial.exemptWan", ground.On)).Fen;
}
