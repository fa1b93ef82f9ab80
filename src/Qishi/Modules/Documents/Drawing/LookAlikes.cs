using System.Collections.Frozen;
using System.Text;

namespace Qishi.Modules.Documents.Drawing;

/// <summary>
/// Characters that share their glyph with an ordinary character: radicals (U+2E80–2FDF), compatibility ideographs, a few marks. They are drawn, and copy from
/// the PDF, as the ordinary one. (Text pasted from other PDFs is full of them.)
/// </summary>
internal static class LookAlikes
{
    private const string Pairs =
        "⺂乛⺃乚⺅亻⺇𠘨⺉刂⺍𭕄⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺘扌⺙攵⺛旡⺞歺⺠民⺡氵⺣灬⺦丬⺨犭⺩𤣩⺫罒⺭礻⺯糹⺰纟⺱罓⺲罒⺹耂⺺肀⺽𦥑⺾艹⻁虎⻂衤⻃覀⻅见⻆角⻇𧢲⻈讠⻉贝" +
        "⻋车⻌辶⻐钅⻑長⻒镸⻓长⻔门⻕𨸏⻖阝⻘青⻙韦⻚页⻛风⻜飞⻝食⻞𩙿⻟飠⻠饣⻡𩠐⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻮齿⻯竜⻰龙⻱龜⻲亀" +
        "\u2012\u2013\u2003\u3000\u2215\uFF0F\u2035\uFF40\u301C\uFF5E\u2329\u3008\u232A\u3009";

    private static readonly FrozenDictionary<Rune, Rune> Table =
        Pairs.EnumerateRunes().Chunk(2).ToFrozenDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>True when the character's glyph may belong to another, ordinary character.</summary>
    public static bool Is(int code) =>
        code is (>= 0x2E80 and <= 0x2FDF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x2F800 and <= 0x2FA1F)
            or 0x2012 or 0x2003 or 0x2215 or 0x2035 or 0x301C or 0x2329 or 0x232A;

    /// <summary>The ordinary character; the same when it has none.</summary>
    public static Rune Ordinary(Rune rune)
    {
        if (!Is(rune.Value))
            return rune;
        return Table.TryGetValue(rune, out var ordinary) ? ordinary : rune.ToString().Normalize(NormalizationForm.FormKC).EnumerateRunes().First();
    }
}
