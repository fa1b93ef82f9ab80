using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Kernel;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Identity.Model;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Identity;

public sealed class SignedInTests
{
    [Theory, OnEachDatabase]
    public async Task SignedIn_DemoPeople_HaveTheirRolesAndUnits(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        using var registrar = await app.SignedInAsync("registrar1");
        using var liaison = await app.SignedInAsync("liaison:POLICE:2");
        using var applicant = await app.SignedInAsync("applicant1");
        Assert.Equal("MSA-REG", (await app.ActorAsync("registrar1")).Unit);
        Assert.Equal("POLICE", (await app.ActorAsync("liaison:POLICE:2")).Department);
        Assert.Contains("applicant", (await app.ActorAsync("applicant1")).Roles);
    }

    [Theory, OnEachDatabase]
    public async Task Directory_OnADay_TellsUnitsAndPeopleOfThatDay(DatabaseKind kind) => await TestApp.Shared(kind).AsAsync(null, async services =>
    {
        var directory = services.GetRequiredService<IDirectory>();
        var (before, after) = (new DateOnly(2023, 12, 31), new DateOnly(2024, 1, 1));
        Assert.NotNull(await directory.UnitAsync("MSA-S05A", before, default));
        Assert.Null(await directory.UnitAsync("MSA-S05A", after, default));
        Assert.Contains(await directory.UnitsAsync(OrgUnitKind.Station, after, default), u => u.Code == "MSA-S05");
        var police = await directory.WithRoleAsync("liaison", "POLICE", after, default);
        Assert.Equal(["2001", "2002"], police.Select(p => p.StaffNo));
        Assert.Empty(await directory.WithRoleAsync("outlet-clerk", "OUT-13", after, default));
    });

    [Theory, OnEachDatabase]
    public async Task Seed_Twice_AddsNothing(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        await app.AsAsync(null, async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            var events = await db.Set<Qishi.Platform.Events.EventRow>().CountAsync(e => e.Type == "Identity.StaffAdded");
            await s.GetRequiredService<Qishi.Modules.Identity.Seed.DemoPeople>().SeedAsync(Path.Combine(AppContext.BaseDirectory, "SeedData"), default);
            Assert.Equal(events, await db.Set<Qishi.Platform.Events.EventRow>().CountAsync(e => e.Type == "Identity.StaffAdded"));
        });
    }

    [Theory, OnEachDatabase]
    public async Task Database_HoldsNoReadablePersonalData(DatabaseKind kind) => await TestApp.Shared(kind).AsAsync(null, async services =>
    {
        var db = services.GetRequiredService<AppDb>();
        var person = await db.Set<Applicant>().OrderBy(a => a.AccountId).FirstAsync();
        var entity = db.Model.FindEntityType(typeof(Applicant))!;
        foreach (var property in new[] { nameof(Applicant.Name), nameof(Applicant.IdNumber), nameof(Applicant.Mobile) })
        {
            var stored = entity.FindProperty(property)!.GetValueConverter()!.ConvertToProvider("451521199605180126");
            Assert.DoesNotContain("451521199605180126", (string)stored!, StringComparison.Ordinal);
        }

        Assert.Equal(64, person.IdKey!.Length);
    });
}
