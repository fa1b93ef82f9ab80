using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Premises;

/// <summary>A line of the negative list that a place falls under; <see cref="Item"/> is the business it concerns, null when it concerns all.</summary>
internal sealed record NegativeHit(AddressRule Rule, string? Item);

/// <summary>Looks a place up in the negative list of a day .</summary>
internal sealed class NegativeListHandler(StandingRows standing)
{
    public async Task<IReadOnlyList<NegativeHit>> FindAsync(PremisesDraft place, IReadOnlyList<ScopeItem> items, DateOnly on, CancellationToken ct)
    {
        var code = NormalisedText.Codes(place.AreaCode);
        if (code.Length < 6)
            return [];
        string[] areas = [.. new[] { 6, 9, 12 }.Where(n => n <= code.Length).Select(n => code[..n])];
        var rules = (await standing.AllAsync<AddressRule>(ct)).Where(r => areas.Contains(r.Area) && r.Holds(on)).OrderBy(r => r.Level);
        return Match(rules, place, items);
    }

    internal static IReadOnlyList<NegativeHit> Match(IEnumerable<AddressRule> rules, PremisesDraft place, IReadOnlyList<ScopeItem> items)
    {
        var detail = Cleaned(place.Detail);
        var hits = new List<NegativeHit>();
        foreach (var rule in rules)
        {
            if (rule.Place.Length > 0 && !detail.Contains(Cleaned(rule.Place), StringComparison.Ordinal))
                continue;
            if (rule.Industries.Length == 0)
                hits.Add(new(rule, null));
            else if (items.FirstOrDefault(i => rule.Industries.Split(',').Contains(i.Class4[1..3])) is { } item)
                hits.Add(new(rule, item.Name));
        }

        return hits;
    }

    // Spaces and full-width digits must not hide a place.
    private static string Cleaned(string text) => string.Concat(NormalisedText.Codes(NormalisedText.Text(text)).Where(char.IsLetterOrDigit));
}
