using System.Globalization;
using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Names;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.Seed;

/// <summary>A firm to be seeded: its draft, day, case number and what became of it.</summary>
internal sealed record FictionalFirm(EntityDraft Draft, DateOnly Day, string CaseNo, EntityStatus Status, DateOnly ChangedOn);

/// <summary>The days firms are spread over, and the case number of a day after which theirs begin.</summary>
internal sealed record SeedSpan(DateOnly Last, int Days, int FirstNumber);

/// <summary>Invents firms and people by number: no name is used twice, no person is real (mobiles hold five zeros, which no operator gives out).</summary>
internal sealed class FictionalFirms
{
    private const string Lucky = "兴隆旺顺和泰福祥瑞丰盛达昌茂源宏鑫聚万金玉宝华荣康安宁吉庆喜乐美佳新远博信诚德仁义礼智勤俭永恒久长天地春夏秋冬东南西北山水江河海云星月明亮";
    private const string Surnames = "韦黄覃梁陆蒙何李陈莫农蓝罗卢杨周林张王赵";
    private const string Given = "小大志文秀丽春海明强芳兰桂英建国华永福宁梅雪峰杰涛";

    // Everyday businesses: industry word, form for sole traders, form of companies' industry, scope item, share of all in percent.
    private static readonly (string Industry, string Form, string Item, int Share)[] Trades =
    [
        ("米粉", "店", "H002", 16), ("日用百货", "店", "F029", 22), ("副食", "店", "F007", 14), ("服装", "店", "F033", 10), ("理发", "店", "O004", 8), ("手机", "维修部", "O021", 6),
        ("食品", "经营部", "F005", 12), ("水果", "店", "F029", 6), ("小吃", "馆", "H002", 6),
    ];

    private static readonly (string Industry, string Item)[] Companies = [("食品", "F005"), ("商贸", "F029"), ("餐饮", "H001"), ("服装", "F033"), ("科技", "O021"), ("农业", "A001"), ("建材", "F029")];

    private readonly Random random;
    private readonly Ground ground;
    private readonly HashSet<string> locks;
    private readonly DateOnly last;
    private readonly string[] villages;
    private readonly Dictionary<DateOnly, int> casesOfDay = [];
    private int people;

    private readonly SeedSpan span;

    public FictionalFirms(int seed, Ground ground, HashSet<string> locks, SeedSpan span)
    {
        (random, this.ground, this.locks, this.span, last) = (new Random(seed), ground, locks, span, span.Last);
        villages = [.. ground.Catalogue.Areas.Where(a => !a.IsTown).Select(a => a.Code)];
    }

    public FictionalFirm Next()
    {
        var kind = random.Next(100) < 82 ? EntityKind.Individual : EntityKind.Llc;
        var day = last.AddDays(-1 - random.Next(span.Days));
        var number = casesOfDay[day] = casesOfDay.GetValueOrDefault(day, span.FirstNumber) + 1;
        var (status, changed) = Fate(day);
        var draft = kind == EntityKind.Individual ? SoleTrader(day) : Company(day);
        return new(draft, day, string.Create(CultureInfo.InvariantCulture, $"KB{day:yyyyMMdd}{number:0000}"), status, changed);
    }

    private (EntityStatus, DateOnly) Fate(DateOnly day)
    {
        var changed = day.AddDays(random.Next(Math.Max(1, last.DayNumber - day.DayNumber)));
        return random.Next(100) switch { < 11 => (EntityStatus.Deregistered, changed), < 14 => (EntityStatus.Revoked, changed), < 16 => (EntityStatus.Suspended, changed), _ => (EntityStatus.Registered, changed) };
    }

    private EntityDraft SoleTrader(DateOnly day)
    {
        var (industry, form, item, _) = Pick(Trades, t => t.Share);
        var suffix = day.Year >= 2024 ? NameRules.Suffix : "";
        return new()
        {
            Kind = EntityKind.Individual,
            Composition = CompositionForm.Personal,
            Name = Name(EntityKind.Individual, industry, form + suffix),
            ScopeItems = [item],
            People = [Person(PersonRoles.Operator | PersonRoles.Liaison, day)],
            Premises = Place(),
            Employees = 1 + random.Next(4),
        };
    }

    private EntityDraft Company(DateOnly day)
    {
        var (industry, item) = Companies[random.Next(Companies.Length)];
        var fen = 1_000_000L * (1 + random.Next(500));
        return new()
        {
            Kind = EntityKind.Llc,
            Name = Name(EntityKind.Llc, industry, "有限公司"),
            ScopeItems = [.. new[] { item, "F029" }.Distinct()],
            CapitalFen = fen,
            Premises = Place(),
            Employees = 2 + random.Next(40),
            People = [Person(PersonRoles.LegalRepresentative | PersonRoles.Director | PersonRoles.Manager | PersonRoles.Shareholder | PersonRoles.Liaison, day), Person(PersonRoles.Supervisor | PersonRoles.Shareholder, day)],
            Shareholders = [new(0, fen / 5 * 3, ContributionForm.Money, day.AddYears(5)), new(1, fen - (fen / 5 * 3), ContributionForm.Money, day.AddYears(5))],
        };
    }

    private NameParts Name(EntityKind kind, string industry, string form)
    {
        while (true)
        {
            var trade = string.Concat(Enumerable.Range(0, random.Next(4) == 0 ? 2 : 3).Select(_ => Lucky[random.Next(Lucky.Length)]));
            var name = new NameParts(ground.County.Name, trade, industry, form);
            if (locks.Add(NameLibrary.LockOf(name, kind, ground.County, ground.Catalogue)))
                return name;
        }
    }

    private PersonDraft Person(PersonRoles roles, DateOnly day)
    {
        var n = people++;
        var name = $"{Surnames[random.Next(Surnames.Length)]}{Given[random.Next(Given.Length)]}{Given[random.Next(Given.Length)]}";
        var id = CitizenId.Compose(ground.County.Code.Value, day.AddYears(-20).AddDays(-random.Next(14_000)), 1 + (n % 998)).Value;
        return new(name, id, string.Create(CultureInfo.InvariantCulture, $"1{30 + (n / 1000 % 70)}00000{n % 1000:000}"), roles, null, true);
    }

    private PremisesDraft Place() =>
        new(villages[random.Next(villages.Length)], $"{Lucky[random.Next(Lucky.Length)]}{Lucky[random.Next(Lucky.Length)]}路{1 + random.Next(400)}号", PremisesProof.Lease, 20 + random.Next(200));

    private T Pick<T>(IReadOnlyList<T> all, Func<T, int> share)
    {
        var at = random.Next(all.Sum(share));
        return all.First(x => (at -= share(x)) < 0);
    }
}
