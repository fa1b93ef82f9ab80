using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Kernel;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Seed;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Registration;

public sealed class CountySeedTests
{
    [Theory, OnEachDatabase]
    public async Task Seed_WritesWholeEntities_ThatReadBackAsAnyOther(DatabaseKind kind)
    {
        await using var app = new TestApp(kind);
        var before = await app.WithDbAsync(db => db.Set<Entity>().CountAsync());
        var made = await app.AsAsync(null, s => s.GetRequiredService<RegistrationCountySeed>().RunAsync(300, 7, default));
        Assert.Equal(300, made.Select(m => m.Uscc).Distinct().Count());
        Assert.All(made, m => Assert.True(Uscc.TryParse(m.Uscc, out _)));
        Assert.Equal(before + 300, await app.WithDbAsync(db => db.Set<Entity>().CountAsync()));
        var one = made[0].Uscc;
        var (entity, person, licence) = await app.WithDbAsync(async db =>
        {
            var e = await db.Set<Entity>().SingleAsync(x => x.Uscc == one);
            return (e, await db.Set<Person>().FirstAsync(p => p.EntityId == e.Id), await db.Set<Licence>().SingleAsync(l => l.EntityId == e.Id));
        });
        Assert.True(CitizenId.Parse(person.IdNumber, Given.Day).Ok);
        Assert.Equal(made[0].EstablishedOn, entity.EstablishedOn);
        Assert.Equal(DateTimeKind.Utc, licence.IssuedAt.Kind);
        using var client = app.CreateClient();
        Assert.Contains(entity.Name, (await client.GetPageAsync("/public/entities?q=" + Uri.EscapeDataString(entity.Name))).Text(), StringComparison.Ordinal);
        Assert.Contains("核验时间", (await client.GetPageAsync("/verify/" + licence.Token)).Text(), StringComparison.Ordinal);
        var again = await app.AsAsync(null, s => s.GetRequiredService<RegistrationCountySeed>().RunAsync(10, 7, default));
        Assert.Empty(again.Select(m => m.Uscc).Intersect(made.Select(m => m.Uscc)));
    }

    [Fact]
    public void Firms_OfOneNumber_AreAlwaysTheSame()
    {
        string[] Names() => [.. Enumerate(new(3, Given.Ground(), [], new SeedSpan(Given.Day, 3_650, 0))).Take(50).Select(f => $"{f.Draft.Name!.Full} {f.Day} {f.Status}")];
        Assert.Equal(Names(), Names());
    }

    private static IEnumerable<FictionalFirm> Enumerate(FictionalFirms firms)
    {
        while (true)
            yield return firms.Next();
    }
}
