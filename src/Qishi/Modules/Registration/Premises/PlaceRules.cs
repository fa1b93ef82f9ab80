using Qishi.Kernel;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.Premises;

/// <summary>What the register knows about a place and stands in the way: the negative list (R-11.7), the host of a cluster (R-11.9), business that needs rooms (R-11.1). Pure.</summary>
internal static class PlaceRules
{
    public static IEnumerable<Problem> Check(EntityDraft draft, IReadOnlyList<NegativeHit> negative, HostFacts? host, Ground ground)
    {
        if (negative.FirstOrDefault(n => n.Rule.Level == AddressRuleLevel.Block) is { } hit)
            yield return new("address-negative", $"{hit.Rule.Reason}{(hit.Item is null ? "" : $"（{hit.Item}）")}。请换一处地点", "Premises.Detail");
        var items = draft.ScopeItems.Select(ground.Catalogue.Item).OfType<ScopeItem>();
        if (draft.Premises.Proof is PremisesProof.Hosted or PremisesProof.Network && PremisesRules.BoundToRooms(items, ground) is { } bound)
            yield return draft.Premises.Proof == PremisesProof.Hosted
                ? new("host-business", $"“{bound.Name}”要有自己的经营场所，不能用集群注册的托管地址登记。请填写实际的地址，或者去掉这一项", "ScopeItems", "R-11.9")
                : new("network-business", $"“{bound.Name}”不能只在网上经营。请填写实际的地址和证明，或者去掉这一项", "ScopeItems", "R-11.1");
        if (draft.Premises.Proof == PremisesProof.Hosted)
            foreach (var problem in Hosted(draft.Premises, host, ground))
                yield return problem;
    }

    private static IEnumerable<Problem> Hosted(PremisesDraft place, HostFacts? host, Ground ground)
    {
        var most = ground.Rules.Int("cluster.maxPerHost", ground.On);
        if (string.IsNullOrWhiteSpace(place.Host))
            yield return new("host-required", "用集群注册地址的，请选择托管企业", "Premises.Host", "R-11.9");
        else if (host is not { Active: true })
            yield return new("host-unknown", host is null ? "没有找到这家托管企业。请从名单中选择" : $"{host.Name}已经停止托管。请选择别的托管企业，或者填写实际的地址", "Premises.Host", "R-11.9");
        else if (NormalisedText.Codes(place.AreaCode) != host.AreaCode || !PremisesRules.Key(host.AreaCode, place.Detail).StartsWith(host.AddressKey, StringComparison.Ordinal))
            yield return new("host-address", $"地址应是托管企业的托管地址“{host.Address}”，后面可以加工位号", "Premises.Detail", "R-11.9");
        else if (host.Hosted >= most)
            yield return new("host-full", $"{host.Name}已经托管{host.Hosted}户，最多{most}户。请选择别的托管企业", "Premises.Host", "R-11.9");
    }
}
