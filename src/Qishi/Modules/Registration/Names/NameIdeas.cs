using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.Names;

/// <summary>Free trade names near one that is taken: a lucky character before, behind or between. Each proposal has passed the whole check.</summary>
internal sealed class NameIdeas(NameCheck check)
{
    // Characters people of the county like in names; none is a word of the lists by itself.
    private const string Lucky = "鑫盛祥瑞恒泽润嘉禾源茂晟铭悦诚景荣宏裕佳和丰乐庆安";

    // Each try is a whole check.
    private const int MostTries = 24;

    public async Task<IReadOnlyList<string>> ProposeAsync(NameParts raw, EntityKind kind, Ground ground, int take, CancellationToken ct)
    {
        var name = NameRules.Clean(raw);
        var free = new List<string>();
        foreach (var trade in Around(name.TradeName).Distinct().Take(MostTries))
        {
            if (free.Count == take)
                break;
            if (await check.CheckAsync(name with { TradeName = trade }, kind, ground, OwnName.None, ct) is { Result: NameResult.Free })
                free.Add(trade);
        }

        return free;
    }

    // Starting with another character for each name, so that not everybody is sent to the same one. A longer name that contains the taken one would be alike again (R-3.23 3):
    // so one character is exchanged as well.
    private static IEnumerable<string> Around(string trade)
    {
        if (trade.Length == 0)
            yield break;
        var start = (int)(unchecked((uint)NameKeys.Digest(trade)) % (uint)Lucky.Length);
        for (var i = 0; i < Lucky.Length; i++)
        {
            var (one, two) = (Lucky[(start + i) % Lucky.Length], Lucky[(start + (i * 7) + 3) % Lucky.Length]);
            yield return $"{trade[0]}{one}{two}";
            yield return trade.Length > 1 ? $"{one}{trade[^1]}{two}" : $"{one}{trade}{two}";
        }
    }
}
