using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Tests.Support;

namespace Qishi.Tests.Modules.Registration;

/// <summary>Drafts in a known state and short ways to the register.</summary>
internal static class Given
{
    private static int counter = Random.Shared.Next(1_000_000);

    public static DateOnly Day { get; } = new(2026, 11, 24);

    /// <summary>
    /// A trade name nobody else uses and nobody else's is like: four characters of ranges without words of the lists, which all four change from name to name, so that
    /// two names never share three syllables.
    /// </summary>
    public static string TradeName()
    {
        var n = Interlocked.Increment(ref counter);
        return string.Concat((char)(0x8C00 + (n % 251)), (char)(0x7500 + (n % 241)), (char)(0x6741 + (n % 83)), (char)(0x9A00 + (n % 239)));
    }

    public static NameParts Name(string? tradeName = null, string form = "店（个体工商户）", string industry = "米粉") => new("望溪县", tradeName ?? TradeName(), industry, form);

    public static string Id(int age = 40, DateOnly? on = null) =>
        CitizenId.Compose("451521", (on ?? Day).AddYears(-age).AddDays(-1 - (Interlocked.Increment(ref counter) % 300)), counter % 900 + 100).Value;

    public static PersonDraft Person(PersonRoles roles, string name = "梁小河", string? id = null) => new(name, id ?? Id(), "13800000001", roles, null, true);

    public static EntityDraft SoleTrader(Func<EntityDraft, EntityDraft>? change = null)
    {
        var draft = new EntityDraft
        {
            Kind = EntityKind.Individual,
            Composition = CompositionForm.Personal,
            Name = Name(),
            People = [Person(PersonRoles.Operator | PersonRoles.Liaison)],
            Premises = new("451521101001", $"兴隆街{Interlocked.Increment(ref counter)}号", PremisesProof.Lease, 48),
            ScopeItems = ["H001", "F029"],
        };
        return change is null ? draft : change(draft);
    }

    public static EntityDraft Company(Func<EntityDraft, EntityDraft>? change = null)
    {
        var draft = new EntityDraft
        {
            Kind = EntityKind.Llc,
            Name = Name(form: "有限公司", industry: "食品"),
            CapitalFen = 100_000_000,
            ScopeItems = ["F029"],
            People = [Person(PersonRoles.LegalRepresentative | PersonRoles.Director | PersonRoles.Manager | PersonRoles.Shareholder), Person(PersonRoles.Supervisor | PersonRoles.Shareholder | PersonRoles.Liaison, "覃小兰")],
            Shareholders = [new(0, 60_000_000, ContributionForm.Money, Day.AddYears(2)), new(1, 40_000_000, ContributionForm.Money, Day.AddYears(2))],
            Premises = new("451521101001", $"兴隆街{Interlocked.Increment(ref counter)}号", PremisesProof.Lease, 120),
        };
        return change is null ? draft : change(draft);
    }

    private static PremisesDraft Place() => new("451521101001", $"兴隆街{Interlocked.Increment(ref counter)}号", PremisesProof.Lease, 120);

    /// <summary>A credit code of an organisation, new each time.</summary>
    public static string Code(char category = '1')
    {
        var body = "MA" + (Interlocked.Increment(ref counter) % 1_000_000).ToString("D6", null);
        return Uscc.Compose('9', category, DivisionCode.Parse("451521").Value, OrganisationCode.WithCheck(body)).Value;
    }

    public static OrganisationDraft Organisation(OrganisationKind kind = OrganisationKind.Company, string name = "望溪县兴隆投资有限公司") =>
        new(name, Code(kind == OrganisationKind.Coop ? '3' : '1'), kind, "望溪县城关镇1号");

    /// <summary>A draft of the kind in which nothing is wrong but, where the county may not register it, the jurisdiction.</summary>
    public static EntityDraft Of(EntityKind kind, Func<EntityDraft, EntityDraft>? change = null)
    {
        var draft = Filled(kind);
        return change is null ? draft : change(draft);
    }

    private static EntityDraft Filled(EntityKind kind)
    {
        var liaison = Person(PersonRoles.Liaison, "黄小明");
        switch (kind)
        {
            case EntityKind.Individual:
                return SoleTrader();
            case EntityKind.Llc:
                return Company();
            case EntityKind.Jsc:
                return Company(d => d with { Kind = kind, Name = Name(form: "股份有限公司", industry: "食品"), Shareholders = [.. d.Shareholders.Select(s => s with { PaidFen = s.AmountFen })] });
            case EntityKind.NonCompanyLegal:
                return Bare(kind, "厂", Person(PersonRoles.LegalRepresentative), liaison) with { Ownership = Ownership.Collective, CapitalFen = 1_000_000, Organisations = [Organisation(OrganisationKind.Collective)], Shareholders = [Share(0, 1_000_000)] };
            case EntityKind.SoleProp:
                return Bare(kind, "厂（个人独资）", Person(PersonRoles.Investor) with { HomeAddress = "望溪县城关镇2号" }, liaison) with { CapitalFen = 1_000_000 };
            case EntityKind.PartnershipGeneral or EntityKind.PartnershipSpecial or EntityKind.PartnershipLimited or EntityKind.FiePartnershipGeneral or EntityKind.FiePartnershipLimited:
                return Partnership(kind, liaison);
            case EntityKind.Coop:
                var farmers = Enumerable.Range(0, 5).Select(i => Person(PersonRoles.Member | (i == 0 ? PersonRoles.LegalRepresentative | PersonRoles.Liaison : 0), "成员" + "甲乙丙丁戊"[i])).ToArray();
                return Bare(kind, "农民专业合作社", farmers) with { CapitalFen = 500_000, Shareholders = [.. farmers.Select((_, i) => new ShareholderDraft(i, 100_000, ContributionForm.Money, Day, Farmer: true))] };
            case EntityKind.CoopUnion:
                return Bare(kind, "农民专业合作社联合社", Person(PersonRoles.LegalRepresentative), liaison) with
                {
                    CapitalFen = 300_000,
                    Organisations = [.. Enumerable.Range(1, 3).Select(i => Organisation(OrganisationKind.Coop, $"望溪县第{"一二三"[i - 1]}农民专业合作社"))],
                    Shareholders = [Share(0, 100_000), Share(1, 100_000), Share(2, 100_000)],
                };
            case EntityKind.Branch:
                return Bare(kind, "分公司", Person(PersonRoles.PersonInCharge), liaison) with { Parent = new("望溪县兴隆食品有限公司", Code(), EntityKind.Llc), Name = new("望溪县兴隆食品有限公司", TradeName(), "", "分公司") };
            case EntityKind.ForeignBranch:
                return Bare(kind, "分公司", Person(PersonRoles.PersonInCharge), liaison) with
                {
                    Parent = new("日本望海食品株式会社", "JP-0100", null, "JP", "株式会社"),
                    Name = new("日本望海食品株式会社", TradeName(), "", "分公司"),
                    CapitalFen = 10_000_000,
                };
            default:
                return Filled(kind == EntityKind.FieJsc ? EntityKind.Jsc : EntityKind.Llc) is var form ? form with
                {
                    Kind = kind,
                    People = [.. form.People.Select((p, i) => i == 1 ? p with { Roles = p.Roles & ~PersonRoles.Shareholder | PersonRoles.DocumentRecipient } : p)],
                    Organisations = [new("望海国际有限公司", "HK-1", OrganisationKind.ForeignEnterprise, "香港", "HK")],
                    // Two promoters of three live here, so that the joint-stock form holds as well.
                    Shareholders = kind == EntityKind.FieLlc ? [form.Shareholders[0], form.Shareholders[1] with { Person = -1, Organisation = 0 }]
                        : [form.Shareholders[0] with { AmountFen = 30_000_000, PaidFen = 30_000_000 }, form.Shareholders[1] with { Person = -1, Organisation = 0 }, form.Shareholders[1] with { Person = 2, AmountFen = 30_000_000, PaidFen = 30_000_000 }],
                } is var made && kind == EntityKind.FieJsc ? made with { People = [.. made.People, Person(PersonRoles.Shareholder, "韦小春")] } : made : throw new InvalidOperationException();
        }
    }

    private static EntityDraft Bare(EntityKind kind, string form, params PersonDraft[] people) =>
        new() { Kind = kind, Name = Name(form: form, industry: "食品"), People = people, ScopeItems = ["F029"], Premises = Place() };

    private static ShareholderDraft Share(int organisation, long fen) => new(-1, fen, ContributionForm.Money, Day.AddYears(1), organisation);

    private static EntityDraft Partnership(EntityKind kind, PersonDraft liaison)
    {
        var limited = kind is EntityKind.PartnershipLimited or EntityKind.FiePartnershipLimited;
        var foreign = kind is EntityKind.FiePartnershipGeneral or EntityKind.FiePartnershipLimited;
        var ending = limited ? "（有限合伙）" : kind == EntityKind.PartnershipSpecial ? "（特殊普通合伙）" : "（普通合伙）";
        var second = Person(PersonRoles.Partner | (foreign ? PersonRoles.DocumentRecipient : 0), "覃小兰") with { HomeAddress = "望溪县城关镇4号" };
        return Bare(kind, "中心" + ending, Person(PersonRoles.Partner | PersonRoles.ManagingPartner) with { HomeAddress = "望溪县城关镇3号" }, second, liaison) with
        {
            CapitalFen = foreign ? 300_000 : 200_000,
            Organisations = foreign ? [new("望海国际有限公司", "HK-1", OrganisationKind.ForeignEnterprise, "香港", "HK")] : [],
            Shareholders =
            [
                new(0, 100_000, ContributionForm.Money, Day.AddYears(1), Liability: PartnerLiability.Unlimited),
                new(1, 100_000, ContributionForm.Money, Day.AddYears(1), Liability: limited ? PartnerLiability.Limited : PartnerLiability.Unlimited),
                .. foreign ? [new ShareholderDraft(-1, 100_000, ContributionForm.Money, Day.AddYears(1), 0, Liability: limited ? PartnerLiability.Limited : PartnerLiability.Unlimited)] : Array.Empty<ShareholderDraft>(),
            ],
        };
    }

    public static Task<IReadOnlyList<Problem>> ProblemsAsync(DatabaseKind kind, EntityDraft draft, DateOnly? on = null) =>
        TestApp.Shared(kind).AsAsync(null, s => s.GetRequiredService<IRegistration>().ValidateAsync(draft, on ?? Day, default));

    /// <summary>Establishes a draft as a caller does: one transaction with the event.</summary>
    public static Task<EstablishedEntity> EstablishedAsync(TestApp app, EntityDraft draft, DateTime? at = null) => app.AsAsync(null, async s =>
    {
        var db = s.GetRequiredService<AppDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var made = await s.GetRequiredService<IRegistration>().EstablishAsync(draft, "KB202611240001", at ?? new DateTime(2026, 11, 24, 2, 0, 0, DateTimeKind.Utc), default);
        s.GetRequiredService<EventLog>().Record(s.GetRequiredService<Actor>(), "Testing", null, made.Event);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return made;
    });

    /// <summary>The ground of a day, read from the seeded lists.</summary>
    public static Ground Ground(DateOnly? on = null) => TestApp.Shared(DatabaseKind.Sqlite).AsAsync(null, s => s.GetRequiredService<GroundReader>().ReadAsync(on ?? Day, default)).GetAwaiter().GetResult();

    /// <summary>The working days as seeded.</summary>
    public static WorkingDays Days() => TestApp.Shared(DatabaseKind.Sqlite).AsAsync(null, s => s.GetRequiredService<Qishi.Platform.Rules.IRules>().WorkingDaysAsync()).GetAwaiter().GetResult();
}
