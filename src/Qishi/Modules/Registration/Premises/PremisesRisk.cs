using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;

namespace Qishi.Modules.Registration.Premises;

/// <summary>
/// How likely an address needs a look (own scale, R-0.1 DESIGN; never a credit class): points by parameter <c>addr.riskPoints</c>, each with its reason. A place
/// entered by commitment is always looked at within <c>addr.verifyWD</c>; others from <c>addr.riskCheckAt</c> points.
/// </summary>
internal sealed record PremisesRisk(int Points, IReadOnlyList<string> Reasons)
{
    /// <summary>Floors from which a self-built house counts more .</summary>
    private const int ManyFloors = 3;

    public static PremisesRisk Of(PremisesProof proof, int? selfBuiltFloors, bool residential, OwnersConsent? consent, int othersThere, RuleBook rules, DateOnly on)
    {
        var points = rules.Texts("addr.riskPoints", on).Select(p => p.Split('=')).ToDictionary(p => p[0], p => int.Parse(p[1], System.Globalization.CultureInfo.InvariantCulture));
        var (sum, reasons) = (0, new List<string>());
        Add(proof == PremisesProof.Commitment, "COMMITMENT", "住所以申报承诺登记");
        Add(proof == PremisesProof.Alternative, "ALTERNATIVE", "没有产权证，用村（居）委会等证明代替");
        Add(selfBuiltFloors is not null, "SELF_BUILT", "自建房");
        Add(selfBuiltFloors >= ManyFloors, "FLOORS", $"自建房{selfBuiltFloors}层");
        Add(residential, "DWELLING", "住宅改作经营用");
        Add(residential && consent == OwnersConsent.Committed, "CONSENT", "只承诺了业主同意，没有书面材料");
        Add(othersThere > 0, "SHARED", $"同一地址另有{othersThere}户在营");
        return new(sum, reasons);

        void Add(bool applies, string key, string reason)
        {
            if (!applies || !points.TryGetValue(key, out var value))
                return;
            sum += value;
            reasons.Add(reason);
        }
    }

    /// <summary>Must somebody go there?</summary>
    public bool NeedsCheck(PremisesProof proof, RuleBook rules, DateOnly on) => proof == PremisesProof.Commitment || Points >= rules.Int("addr.riskCheckAt", on);
}
