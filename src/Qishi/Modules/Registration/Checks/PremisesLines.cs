using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Premises;
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
            Found = place.Proof switch
            {
                PremisesProof.TitleDeed => "产权证",
                PremisesProof.Hosted => "集群注册托管协议",
                PremisesProof.Network => "网络交易平台出具的网络经营场所证明",
                _ => "租赁合同和产权证明",
            },
            Otherwise = place.Proof switch
            {
                PremisesProof.Commitment => (CheckOutcome.Note, $"采用自主申报承诺，{ground.Rules.Int("addr.verifyWD", ground.On)}个工作日内核查", "Premises.Proof", null),
                PremisesProof.Alternative => (CheckOutcome.Note, $"{(place.SelfBuiltFloors is null ? "" : "自建房，")}无产权证，用村（居）委会等证明代替", "Premises.Proof", null),
                PremisesProof.TitleDeed or PremisesProof.Lease or PremisesProof.Hosted or PremisesProof.Network => null,
            },
        };
        if (facts.Address is { } address)
            yield return Shared(address, ground);
        if (facts.Standard is { } standard)
            yield return Standard(standard);
        if (place.SelfBuiltFloors is { } floors)
            yield return SelfBuilt(floors, items, ground);
        yield return Dwelling(place, items);
        if (place.Residential)
            yield return Consent(place, ground);
        if (place.Proof == PremisesProof.Hosted)
            yield return Hosted(facts, ground);
        else
            yield return OnePlaceSeveral(facts, ground);
        if (place.Proof == PremisesProof.Network)
            yield return new("R-11.1", "网络经营场所", "市场主体登记管理条例第十一条", RuleLine.Rule("R-11.1")) { Found = "个体工商户，经营项目可以只在网上进行" };
        yield return Negative(facts);
    }

    private static RuleLine Consent(PremisesDraft place, Ground ground) => new("R-11.4a", "利害关系业主同意", ground.Basis("addr.ownersConsent"), RuleLine.Rule("R-11.4a"))
    {
        Found = place.Consent is { } consent ? Wording.Consent(consent) : "",
        Otherwise = place.Consent == OwnersConsent.Committed ? (CheckOutcome.Note, "申请人承诺已取得全体利害关系业主同意，核查时当面核实", "Premises.Consent", null) : null,
    };

    // R-11.9: many at one place are the host's business; a person need not judge whether they share a room.
    private static RuleLine Hosted(RegisterFacts facts, Ground ground) => new("R-11.9", "集群注册", ground.Basis("cluster.maxPerHost"), RuleLine.Rule("R-11.9"))
    {
        Found = facts.Host is { } host ? $"由{host.Name}托管，现有{host.Hosted}户" : "",
    };

    /// <summary>A company whose proof of address is waived: verified by data sharing (公司登记管理实施办法 2025, R-11.2).</summary>
    public static bool MustBeShared(EntityDraft draft, Ground ground) => draft.Premises.Proof == PremisesProof.Commitment && KindBook.Of(draft.Kind).Family == KindFamily.Company && ground.On >= ground.Rules.Day("addr.sharedFrom", ground.On);

    // R-11.11: from matchAuto the address counts as found, from matchChoose somebody says whether it is the one meant, below nobody knows it.
    private static RuleLine Shared(AddressAnswer answer, Ground ground)
    {
        var (auto, choose) = (ground.Rules.Int("addr.matchAuto", ground.On), ground.Rules.Int("addr.matchChoose", ground.On));
        var best = answer.Best;
        return new("R-11.2", "数据共享核验住所", ground.Basis("addr.sharedFrom"), RuleLine.Rule("R-11.2"))
        {
            Found = best is null ? null : $"与{answer.Source}的“{best.Address}”相符（{best.Score}分）",
            Otherwise = best?.Score >= auto ? null : (CheckOutcome.NeedsPerson, answer switch
            {
                { Asked: 0 } => "公司以申报承诺登记的，须通过数据共享核验住所。还没有接入标准地址库、不动产登记信息，请人工核对",
                { Best: null, Silent.Count: > 0 } => $"“{string.Join("”“", answer.Silent)}”暂时核验不了，请人工核对",
                { Best: null } => "标准地址库里没有找到这个地址。请人工核对，并申请补充标准地址",
                _ => best!.Score >= choose ? $"最接近的是{answer.Source}的“{best.Address}”（{best.Score}分）。请核对是不是同一处" : $"最接近的“{best.Address}”只有{best.Score}分，不能认定。请人工核对，并申请补充标准地址",
            }, "Premises.Detail", null),
        };
    }

    // Not in the tree is no fault of the applicant: the village's station looks after it until the door is entered.
    private static RuleLine Standard(StandardPlace place) => new("R-11.11", "标准地址", "标准地址和网格（本县导入）", RuleLine.Rule("R-11.11"))
    {
        Found = place.Code is null ? null : $"标准地址{place.Code}，{place.Grid}",
        Otherwise = place.Code is null ? (CheckOutcome.Note, "标准地址库里没有这个门牌，按村（社区）归监管所；请补充标准地址", "Premises.Detail", null) : null,
    };

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
            Otherwise = unfit is not null ? (CheckOutcome.NeedsPerson, $"住宅内经营{unfit.Name}，一般不予登记。请核实房屋用途", "Premises.Residential", null)
                : null,
        };
    }

    private static RuleLine Negative(RegisterFacts facts)
    {
        var worst = facts.Negative.Count > 0 ? facts.Negative[0] : null;
        return new("R-11.7a", "负面清单地点", worst?.Rule.Basis ?? "住所（经营场所）登记负面清单", RuleLine.Code("address-negative"))
        {
            Found = "不在清单内",
            Otherwise = worst is { Rule.Level: AddressRuleLevel.Review } ? (CheckOutcome.NeedsPerson, worst.Rule.Reason + (worst.Item is null ? "" : $"（{worst.Item}）"), "Premises.Detail", null) : null,
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
