using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.Checks;

/// <summary>Whether this bureau may register it at all (实施细则 art. 3, 4, 10). What it may not is not accepted, never refused on its merits: the sentence names who may.</summary>
internal static class JurisdictionRules
{
    public static readonly string[] Rules = ["R-1.40", "R-1.41", "R-1.42", "R-1.43"];

    public static IEnumerable<Problem> Check(EntityDraft draft, Ground ground)
    {
        var sheet = KindBook.Of(draft.Kind);
        if (sheet.IsJointStock && ground.Rules.Text("jurisdiction.jsc", ground.On) == "CITY")
            yield return new("jurisdiction-jsc", $"股份有限公司由设区的市级以上登记机关登记，本局不能办理。请到{City(ground)}市场监督管理局办理", "Kind", "R-1.40");
        if (sheet.Family == KindFamily.Company && ProvincialShare(draft) is var fen && fen > 0 && fen * 2 >= draft.Shareholders.Sum(s => (decimal)s.AmountFen))
            yield return new("jurisdiction-province", "省级以上人民政府履行出资人职责的公司和其投资设立并持有50%以上股权的公司，由省级登记机关登记。请到省级市场监督管理局办理", "Organisations", "R-1.41");
        if (sheet.Foreign && !ground.Rules.Flag("jurisdiction.fieAuthorised", ground.On))
            yield return new("jurisdiction-fie", "本局没有取得外商投资企业登记授权，不能办理。请到国家市场监督管理总局授权的登记机关办理", "Kind", "R-1.42");
        if (draft.Kind == EntityKind.Individual && !ground.Rules.Flag("office.canRegisterIndividual", ground.On))
            yield return new("jurisdiction-individual", "个体工商户登记现在不在这里办理。请到政务大厅", null, "R-1.43");
    }

    private static decimal ProvincialShare(EntityDraft draft) =>
        draft.Shareholders.Where(s => s.Organisation is { } o && draft.Organisations.ElementAtOrDefault(o)?.Level >= GovernmentLevel.Province).Sum(s => (decimal)s.AmountFen);

    private static string City(Ground ground) => ground.County.CityName.Length > 0 ? ground.County.CityName : "设区的市";
}
