using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Modules.Inspections.Libraries;
using Qishi.Modules.Inspections.Model;
using Qishi.Modules.Registration.Contracts;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;
using Entity = Qishi.Modules.Registration.Model.Entity;

namespace Qishi.Tests.Modules.Inspections;

public sealed class LibraryTests
{
    /// <summary>全覆盖、底数清: the library holds what the register holds, and who left it is not drawn.</summary>
    [Theory, OnEachDatabase]
    public async Task Library_HoldsEveryEntity_AndFollowsItsStatus(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        await app.AsAsync(null, s => s.GetRequiredService<ObjectLibrary>().CompareAsync(default));
        var (entities, objects) = await app.WithDbAsync(async db => (await db.Set<Entity>().OrderBy(e => e.Uscc).Select(e => new { e.Uscc, e.Status, e.Name }).ToListAsync(), await db.Set<CheckObject>().ToDictionaryAsync(o => o.Code)));
        Assert.True(entities.Count > 20);
        Assert.Empty(entities.Where(e => !objects.ContainsKey(e.Uscc)));
        var gone = entities.Where(e => e.Status is EntityStatus.Deregistered or EntityStatus.Revoked or EntityStatus.Suspended).ToList();
        Assert.NotEmpty(gone);
        Assert.Empty(gone.Where(e => objects[e.Uscc].Drawable));
        Assert.Empty(entities.Where(e => e.Status == EntityStatus.Registered && !objects[e.Uscc].Drawable));
        Assert.Contains(objects.Values, o => o.Tags.Contains("|食品经营|", StringComparison.Ordinal));
        Assert.DoesNotContain(objects.Values, o => o.Tags.Contains("|食品经营|", StringComparison.Ordinal) && o.Tags.Contains("|旅馆|食品", StringComparison.Ordinal));
    }

    [Theory, OnEachDatabase]
    public async Task Lists_ShowItemsOfTheDay_AndAreNotForEverybody(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        using var inspector = await app.SignedInAsync("inspector1");
        Assert.Contains("食品销售监督检查", (await inspector.GetPageAsync("/inspections/items?q=食品销售")).Text());
        // Before its first publication an item is not on the list.
        Assert.DoesNotContain("建材产品质量检查", (await inspector.GetPageAsync("/inspections/items?q=建材&on=2021-12-31")).Text());
        Assert.Contains("建材产品质量检查", (await inspector.GetPageAsync("/inspections/items?q=建材&on=2022-01-01")).Text());
        Assert.Contains("相差", (await inspector.GetPageAsync("/inspections/objects")).Text());
        Assert.Contains("甘志明", (await inspector.GetPageAsync("/inspections/inspectors?speciality=药品")).Text());
        await inspector.GetPageAsync("/inspections/tasks");
        foreach (var list in new[] { "items", "objects", "inspectors", "tasks" })
        {
            using var excel = await inspector.GetAsync($"/inspections/{list}/excel");
            Assert.Equal(HttpStatusCode.OK, excel.StatusCode);
        }

        using var liaison = await app.SignedInAsync("liaison:TAX");
        await liaison.GetPageAsync("/inspections/items", HttpStatusCode.Forbidden);
    }
}
