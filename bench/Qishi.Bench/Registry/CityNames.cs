using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Names;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Bench.Registry;

/// <summary>A city's names by number: trade names of two to four characters, the common ones common, the rare ones rare; half companies, half sole traders.</summary>
internal sealed class CityNames(int seed, Catalogue catalogue, string city, string county)
{
    // The first are used most, as on real shop signs.
    private const string Letters =
        "兴隆鑫盛和顺福源金华安宏达荣富恒泰祥瑞丰润佳美新康宝玉龙凤天地海山水江河春秋东南西北中正大小文武明亮星月光红青绿白云石林木森松柏竹梅兰菊莲桂香花果园田禾谷麦米粮油盐酱醋茶酒糖味鲜甜"
        + "信诚义仁德礼智勤俭忠孝友爱乐喜庆吉利旺发财富贵双全百千万亿聚合众联同创意思维科技力量先锋远航飞腾跃升起步领路程通畅捷快马车船桥梁港湾岛湖泊泉溪谷峰岭原野草芳菲翠碧蓝紫橙赤丹朱彩虹霞晨曦晓朝阳暖温情缘梦想望希晟昊昌晶睿哲博雅致静宁清雨雪霜露冰心意念怀抱童年少壮健体育英杰才俊豪雄伟岸";

    private static readonly (string Word, int Share)[] Company =
        [("商贸", 18), ("贸易", 12), ("科技", 14), ("食品", 7), ("餐饮", 7), ("建材", 6), ("农业", 6), ("房地产", 3), ("置业", 2), ("酒业", 3), ("物流", 5), ("文化传媒", 5), ("装饰", 5), ("实业", 3), ("发展", 2), ("服装", 2)];

    private static readonly (string Word, string Form, int Share)[] Sole = [("米粉", "店", 14), ("百货", "店", 20), ("食品", "经营部", 12), ("服装", "店", 12), ("小吃", "馆", 8), ("水果", "店", 9), ("五金", "店", 9), ("理发", "店", 8), ("", "超市", 8)];

    private readonly Random random = new(seed);

    public (NameParts Name, EntityKind Kind) Next()
    {
        var trade = string.Concat(Enumerable.Range(0, random.Next(100) switch { < 25 => 2, < 88 => 3, _ => 4 }).Select(_ => Letter()));
        if (random.Next(2) == 0)
            return (new(county, trade, Pick(Company, c => c.Share).Word, random.Next(10) == 0 ? "有限责任公司" : "有限公司"), EntityKind.Llc);
        var (word, form, _) = Pick(Sole, s => s.Share);
        return (new(county, trade, word, form + "（个体工商户）"), EntityKind.Individual);
    }

    public NameRecord Record(NameParts name, EntityKind kind) => new()
    {
        Id = Guid.CreateVersion7(),
        City = city,
        Kind = kind,
        Division = name.Division,
        TradeName = name.TradeName,
        Industry = name.Industry,
        Form = name.Form,
        IndustryKey = NameRules.IndustryKey(name, catalogue),
        Place = "清河镇",
        Since = new DateOnly(2015, 1, 1).AddDays(random.Next(3_600)),
    };

    /// <summary>A name that meets the given one by a rule of the check, in turn: form, synonym, homophone, contained, containing, order, one syllable, no industry.</summary>
    public static NameParts Near(NameParts n, int way, CharacterTable table)
    {
        var t = n.TradeName;
        return (way % 8) switch
        {
            0 => n with { Form = n.Form == "有限公司" ? "有限责任公司" : "有限公司" },
            1 => n with { Industry = n.Industry switch { "商贸" => "贸易", "贸易" => "商贸", "房地产" => "置业", "置业" => "房地产", "食品" => "糕点", _ => n.Industry } },
            2 => n with { TradeName = string.Concat(t.Select(c => Sounding(c, table))) },
            3 => n with { TradeName = t.Length > 2 ? t[..^1] : t + "堂" },
            4 => n with { TradeName = "新" + t },
            5 => n with { TradeName = string.Concat(t.Reverse()) },
            6 => n with { TradeName = t.Length > 2 ? Sounding(t[0], table) + t[1..^1] + "柒" : string.Concat(t.Select(c => Sounding(c, table))) },
            _ => n with { Industry = "实业", TradeName = t.Length > 2 ? t[..2] : t + "堂" },
        };
    }

    private static string Sounding(char c, CharacterTable table) =>
        Letters.FirstOrDefault(o => o != c && table.SoundAlike(o, c)) is var other and not '\0' ? other.ToString() : c.ToString();

    // Squared: the first letters come up far more often than the last.
    private char Letter() => Letters[(int)(Math.Pow(random.NextDouble(), 1.6) * Letters.Length)];

    private T Pick<T>(IReadOnlyList<T> all, Func<T, int> share)
    {
        var at = random.Next(all.Sum(share));
        return all.First(x => (at -= share(x)) < 0);
    }
}
