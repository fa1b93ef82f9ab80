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

    /// <summary>A trade name nobody else uses: three characters of a range without words of the lists.</summary>
    public static string TradeName()
    {
        var n = Interlocked.Increment(ref counter);
        return string.Concat((char)(0x8C00 + (n % 250)), (char)(0x7500 + (n / 250 % 250)), (char)(0x6700 + (n / 62_500 % 100)));
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
}
