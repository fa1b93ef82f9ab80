using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.Checks;

/// <summary>The registrar's lines about the place of business (rulebook A §11).</summary>
internal static class PremisesLines
{
    // R-11.6: three floors and more, or a use that gathers people: catering, lodging, entertainment, training, elderly care.
    private const int FloorsOfConcern = 3;
    private static readonly string[] Gathering = ["61", "62", "83", "85", "90"];

    // R-11.7: what a dwelling cannot be used for: catering with fumes, recycling, dangerous goods, entertainment.
    private static readonly string[] NotInDwellings = ["62", "42", "90"];

    public static IEnumerable<RuleLine> Of(EntityDraft draft, RegisterFacts facts, Ground ground)
    {
        var place = draft.Premises;
        var items = draft.ScopeItems.Select(ground.Catalogue.Item).OfType<ScopeItem>().ToList();
        yield return new("R-1.44", "登记管辖", "市场主体登记管理条例实施细则第十条", RuleLine.Rule("R-1.44", "R-1.43")) { Found = $"{Wording.AddressTitle(draft.Kind)}在{ground.County.Name}内" };
        yield return new("R-11.4", "住所（经营场所）证明", "市场主体登记管理条例第十一条、第十六条", RuleLine.Rule("R-11.4"))
        {
            Found = place.Proof == PremisesProof.TitleDeed ? "产权证" : "租赁合同和产权证明",
            Otherwise = place.Proof switch
            {
                PremisesProof.Commitment => (CheckOutcome.Note, $"采用自主申报承诺，{ground.Rules.Int("addr.verifyWD", ground.On)}个工作日内核查", "Premises.Proof", null),
                PremisesProof.Alternative => (CheckOutcome.Note, $"{(place.SelfBuiltFloors is null ? "" : "自建房，")}无产权证，用村（居）委会等证明代替", "Premises.Proof", null),
                PremisesProof.TitleDeed or PremisesProof.Lease => null,
            },
        };
        if (place.SelfBuiltFloors is { } floors)
            yield return SelfBuilt(floors, items, ground);
        yield return Dwelling(place, items);
        yield return OnePlaceSeveral(facts, ground);
    }

    private static RuleLine SelfBuilt(int floors, List<ScopeItem> items, Ground ground)
    {
        var crowd = items.FirstOrDefault(i => Gathering.Contains(i.Class4[1..3]));
        var concern = ground.Rules.Flag("addr.selfBuilt.requireSafetyCert", ground.On) && (floors >= FloorsOfConcern || crowd is not null);
        return new("R-11.6", "自建房安全", ground.Basis("addr.selfBuilt.requireSafetyCert"), RuleLine.Rule("R-11.6"))
        {
            Found = $"自建房{floors}层",
            Otherwise = concern ? (CheckOutcome.Note, $"自建房{floors}层{(crowd is null ? "" : $"，经营{crowd.Name}")}，开业前须有房屋安全鉴定合格证明。请告知申请人", "Premises.SelfBuiltFloors", null) : null,
        };
    }

    private static RuleLine Dwelling(PremisesDraft place, List<ScopeItem> items)
    {
        var unfit = place.Residential ? items.FirstOrDefault(i => NotInDwellings.Contains(i.Class4[1..3])) : null;
        return new("R-11.7", "场所负面清单", "住所（经营场所）登记负面清单", RuleLine.Rule("R-11.7"))
        {
            Found = place.Residential ? "住宅，经营项目不在限制之列" : "非住宅",
            Otherwise = unfit is not null ? (CheckOutcome.NeedsPerson, $"住宅内经营{unfit.Name}，一般不予登记。请核实房屋用途和利害关系业主意见", "Premises.Residential", null)
                : place.Residential ? (CheckOutcome.Note, "住宅改为经营性用房，应经有利害关系的业主一致同意（民法典第二百七十九条）", "Premises.Residential", null) : null,
        };
    }

    private static RuleLine OnePlaceSeveral(RegisterFacts facts, Ground ground)
    {
        var most = ground.Rules.Int("addr.maxEntitiesPerRoom", ground.On);
        return new("R-11.8", "同一地址", ground.Basis("addr.maxEntitiesPerRoom"), RuleLine.Rule("R-11.8"))
        {
            Found = facts.SameAddress == 0 ? "没有其他在营主体" : $"已有{facts.SameAddress}户",
            Otherwise = facts.SameAddress + 1 > most
                ? (CheckOutcome.NeedsPerson, $"同一地址已有{facts.SameAddress}户在营（{facts.SameAddressName}）。请判断是否分隔使用", "Premises.Detail", Urls.Entity(facts.SameAddressUscc!)) : null,
        };
    }
}
