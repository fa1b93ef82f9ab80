using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Kernel;
using Qishi.Modules.Registration.Codes;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Registration;

public sealed class EstablishEntityTests
{
    [Theory, OnEachDatabase]
    public async Task Establish_WritesEntityPeopleScopeAndLicence_WithAValidCode(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var draft = Given.Company();
        var made = await Given.EstablishedAsync(app, draft);
        Assert.True(Uscc.TryParse(made.Uscc, out var code));
        Assert.StartsWith("91451521MACX", made.Uscc, StringComparison.Ordinal);
        Assert.Empty(code.Warnings);
        Assert.Equal("壹佰万元整", made.LicenceSlots["Capital"]);
        Assert.Equal("有限责任公司（自然人投资或控股）", made.LicenceSlots["TypeText"]);
        var card = await app.AsAsync(null, s => s.GetRequiredService<IRegistration>().FindAsync(made.Uscc, default));
        Assert.Equal((draft.Name!.Full, "梁小河", "MSA-S02"), (card!.Name, card.HeadName, card.Station));
        Assert.StartsWith("望溪县清河镇", card.Address, StringComparison.Ordinal);
        Assert.Equal(2, await app.WithDbAsync(db => db.Set<Shareholder>().CountAsync(s => s.EntityId == made.EntityId)));
    }

    [Theory, OnEachDatabase]
    public async Task T_1_6_SoleTraderWithoutName_ShowsAStar(DatabaseKind kind)
    {
        var made = await Given.EstablishedAsync(TestApp.Shared(kind), Given.SoleTrader(d => d with { Name = null }));
        Assert.Equal(("*", "梁小河", "经营者"), (made.Name, made.LicenceSlots["HeadName"], made.LicenceSlots["HeadTitle"]));
    }

    [Theory, OnEachDatabase]
    public async Task Establish_WithoutATransaction_IsAMistake(DatabaseKind kind) => await Assert.ThrowsAsync<InvalidOperationException>(() =>
        TestApp.Shared(kind).AsAsync(null, s => s.GetRequiredService<IRegistration>().EstablishAsync(Given.SoleTrader(), "KB1", DateTime.UtcNow, default)));

    [Theory, OnEachDatabase]
    public async Task Establish_WhenTheNameWasTakenMeanwhile_SaysSo(DatabaseKind kind)
    {
        var draft = Given.SoleTrader();
        await Given.EstablishedAsync(TestApp.Shared(kind), draft);
        var refused = await Assert.ThrowsAsync<NameTakenException>(() => Given.EstablishedAsync(TestApp.Shared(kind), draft));
        Assert.Equal("R-3.20", refused.Problem.Rule);
    }

    [Theory, OnEachDatabase]
    public async Task PersonalFields_AreSealedInTheDatabase(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var draft = Given.SoleTrader();
        var made = await Given.EstablishedAsync(app, draft);
        var raw = await app.WithDbAsync(async db =>
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            await db.Database.OpenConnectionAsync();
            command.CommandText = "select id_number || mobile from reg_person where name = '梁小河'";
            await using var reader = await command.ExecuteReaderAsync();
            var all = new List<string>();
            while (await reader.ReadAsync())
                all.Add(reader.GetString(0));
            return all;
        });
        Assert.NotEmpty(raw);
        Assert.DoesNotContain(raw, r => r.Contains(draft.People[0].IdNumber, StringComparison.Ordinal) || r.Contains("13800000001", StringComparison.Ordinal));
        Assert.Equal(draft.People[0].IdNumber, await app.WithDbAsync(db => db.Set<Person>().Where(p => p.EntityId == made.EntityId).Select(p => p.IdNumber).SingleAsync()));
    }

    [Theory, OnEachDatabase]
    public async Task TwoHundredAtOnce_SomeRolledBack_TakeDistinctCodesOfTheSegment_AndLoseNone(DatabaseKind kind)
    {
        await using var app = new TestApp(kind);
        const int all = 200;
        var division = DivisionCode.Parse("451521").Value;
        await app.AsAsync(null, s => s.GetRequiredService<CodePool>().DeliverAsync("MACY", division, all - 20, default));
        var before = await app.WithDbAsync(db => db.Set<CodeSegment>().SingleAsync(s => s.Prefix == "MACY"));
        var codes = new string?[all];
        await Parallel.ForEachAsync(Enumerable.Range(0, all), new ParallelOptions { MaxDegreeOfParallelism = 12 }, async (i, ct) => codes[i] = await OneAsync(app, rollBack: i % 5 == 4));
        var kept = codes.OfType<string>().ToList();
        Assert.Equal(all * 4 / 5, kept.Count);
        Assert.Equal(kept.Count, kept.Distinct().Count());
        Assert.All(kept, c => Assert.True(Uscc.TryParse(c, out _) && c.StartsWith("92451521MACY", StringComparison.Ordinal)));

        // What was delivered is either given or still ready: nothing lost by the rollbacks, nothing invented.
        var ready = await app.WithDbAsync(db => db.Set<ReadyCode>().Where(c => c.Prefix == "MACY").Select(c => c.Code).ToListAsync());
        var after = await app.WithDbAsync(db => db.Set<CodeSegment>().SingleAsync(s => s.Prefix == "MACY"));
        var delivered = new HashSet<string>();
        for (var body = "MACY0200"; body != after.NextBody; body = OrganisationCode.Next(body))
            delivered.Add(Uscc.Compose('9', '2', division, OrganisationCode.WithCheck(body)).Value);
        Assert.Equal(delivered.Order(), kept.Concat(ready).Order());
        Assert.True(string.CompareOrdinal(after.NextBody, before.NextBody) >= 0);
    }

    private static Task<string?> OneAsync(TestApp app, bool rollBack) => app.AsAsync(null, async s =>
    {
        var db = s.GetRequiredService<AppDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var made = await s.GetRequiredService<IRegistration>().EstablishAsync(Given.SoleTrader(), "KB202611240001", new DateTime(2026, 11, 24, 2, 0, 0, DateTimeKind.Utc), default);
        await db.SaveChangesAsync();
        if (rollBack)
        {
            await transaction.RollbackAsync();
            return null;
        }

        await transaction.CommitAsync();
        return made.Uscc;
    });
}
