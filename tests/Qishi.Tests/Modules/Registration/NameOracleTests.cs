using Microsoft.Extensions.DependencyInjection;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Names;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Registration;

/// <summary>The index finds exactly what a plain comparison with every name finds, on both databases, over names made to meet each other.</summary>
public sealed class NameOracleTests
{
    private const int Names = 400, Asked = 120;
    private static readonly string[] Industries = ["食品", "酒业", "商贸", "贸易", "置业", "房地产", "实业", "发展", "实业发展", "食品实业", "", "餐饮", "无此行业"];
    private static readonly string[] Forms = ["有限公司", "有限责任公司"];

    // Few characters, with homophones, polyphones, variants and rare ones among them, so that names meet in every way.
    private static readonly string[] Letters = ["红", "洪", "光", "广", "萬", "万", "青", "清", "重", "虫", "乐", "月", "行", "航", "和", "鑫", "𠮷"];

    private static PlainOracle Oracle(Catalogue catalogue) => new(
        CharacterTable.Current.ReadingsOf, c => CharacterTable.Current.Standard(c.ToString())[0], n => NameRules.IndustryKey(n, catalogue));

    private static (NameParts Name, EntityKind Kind) Random(Random random)
    {
        var trade = string.Concat(Enumerable.Range(0, 1 + random.Next(random.Next(5) == 0 ? 9 : 4)).Select(_ => Letters[random.Next(Letters.Length)]));
        var individual = random.Next(4) == 0;
        return (new("望溪县", trade, Industries[random.Next(Industries.Length)], individual ? random.Next(3) == 0 ? "超市（个体工商户）" : "店（个体工商户）" : Forms[random.Next(2)]), individual ? EntityKind.Individual : EntityKind.Llc);
    }

    [Theory, OnEachDatabase]
    public async Task Index_FindsWhatComparingEveryPairFinds(DatabaseKind kind)
    {
        var seed = System.Random.Shared.Next();
        var random = new Random(seed);
        // A city of its own, so that the shared library stays as it is.
        var city = $"T{random.Next(10_000_000)}";
        var home = Given.Ground();
        var ground = home with { County = home.County with { City = city } };
        var library = Enumerable.Range(0, Names).Select(_ => Random(random)).ToList();
        var records = library.Select(n => new NameRecord
        {
            Id = Guid.CreateVersion7(),
            City = city,
            Kind = n.Kind,
            Division = n.Name.Division,
            TradeName = n.Name.TradeName,
            Industry = n.Name.Industry,
            Form = n.Name.Form,
            IndustryKey = NameRules.IndustryKey(n.Name, ground.Catalogue),
            Place = "清河镇",
            Since = new(2020, 1, 1),
        }).ToList();
        var oracle = Oracle(ground.Catalogue);
        await TestApp.Shared(kind).AsAsync(null, async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            await db.WriteAsync(records, default);
            await db.WriteAsync([.. records.SelectMany(NameBook.KeysOf)], default);
            var (names, met) = (s.GetRequiredService<NameLibrary>(), 0);
            foreach (var (name, of) in Enumerable.Range(0, Asked).Select(_ => Random(random)))
            {
                var hits = await names.FindAsync(name, of, ground, OwnName.None, default);
                var expected = library.Select(o => (o.Name.Full, Relation: oracle.Relation(name, of, o.Name, o.Kind))).Where(x => x.Relation != "none").ToList();
                var found = hits.Select(h => (h.Full, Relation: !h.Blocks ? "similar" : h.Reasons[0].Words.StartsWith("字号", StringComparison.Ordinal) ? "blocked" : "same")).ToList();
                var (one, two) = (Lines(expected), Lines(found));
                Assert.True(one == two, $"seed {seed}: {name.Full}\n  oracle: {one}\n  found:  {two}");
                met += expected.Count;
            }

            Assert.InRange(met, Asked, int.MaxValue);
        });
    }

    private static string Lines(IEnumerable<(string Full, string Relation)> found) => string.Join("、", found.Select(f => f.Full + f.Relation).Order(StringComparer.Ordinal));

    [Fact]
    public void Pairs_AreFoundBothWays()
    {
        var (random, catalogue) = (new Random(7), Given.Ground().Catalogue);
        for (var i = 0; i < 5_000; i++)
        {
            var (a, b) = (Random(random), Random(random));
            var (one, two) = (NormalName.Of(a.Name, a.Kind, catalogue), NormalName.Of(b.Name, b.Kind, catalogue));
            Assert.Equal(NamePair.Compare(one, two).Select(r => r.Rule), NamePair.Compare(two, one).Select(r => r.Rule));
        }
    }

    [Theory]
    [InlineData("望溪县红光酒业有限公司", "望溪县|红光|酒业|有限公司")]
    [InlineData("红光（望溪县）酒业有限公司", "望溪县|红光|酒业|有限公司")]
    [InlineData("望海市望溪县红光实业发展有限责任公司", "望海市望溪县|红光|实业发展|有限责任公司")]
    [InlineData("红光商贸有限公司", "|红光|商贸|有限公司")]
    [InlineData("望溪县万青房地产开发有限公司", "望溪县|万青|房地产开发|有限公司")]
    [InlineData("望溪县云上有限公司", "望溪县|云上||有限公司")]
    public void Whole_IsSplitIntoItsParts(string whole, string parts)
    {
        var name = NameParser.Split(whole, EntityKind.Llc, Given.Ground());
        Assert.Equal(parts, $"{name.Division}|{name.TradeName}|{name.Industry}|{name.Form}");
    }

    [Theory]
    [InlineData("望溪县清河镇梁记米粉店（个体工商户）", "望溪县清河镇|梁记|米粉|店（个体工商户）")]
    [InlineData("望溪县兴隆超市", "望溪县|兴隆||超市")]
    public void SoleTradersName_IsSplitWithTownAndSuffix(string whole, string parts)
    {
        var name = NameParser.Split(whole, EntityKind.Individual, Given.Ground());
        Assert.Equal(parts, $"{name.Division}|{name.TradeName}|{name.Industry}|{name.Form}");
    }
}
