using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Exchange.Order;

public sealed class HandOverBookTests
{
    private static readonly DateTime At = new(2026, 11, 24, 2, 0, 0, DateTimeKind.Utc);

    [Theory, OnEachDatabase]
    public async Task Order_IsRealOnlyWithTheCallersSave(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var caseNo = "KB" + Guid.NewGuid().ToString("N")[..12];
        await app.AsAsync(null, s =>
        {
            s.GetRequiredService<IHandOvers>().Order(Order(caseNo));
            return Task.CompletedTask;
        });
        Assert.Empty(await CardsAsync(app, caseNo));
        await app.AsAsync(null, async s =>
        {
            s.GetRequiredService<IHandOvers>().Order(Order(caseNo));
            await s.GetRequiredService<AppDb>().SaveChangesAsync();
        });
        var card = Assert.Single(await CardsAsync(app, caseNo));
        Assert.Equal((HandOverStatus.Pending, 1, 0), (card.Status, card.Version, card.Attempts));
        var row = await app.WithDbAsync(db => db.Set<HandOver>().SingleAsync(h => h.CaseNo == caseNo));
        Assert.Equal("""{"a":{"y":null,"z":1.50},"b":"甲"}""", row.Payload);
        Assert.Equal(3, row.FieldsPushed);
    }

    [Theory, OnEachDatabase]
    public async Task Order_TheSameVersionTwice_IsRefusedByTheDatabase(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var caseNo = "KB" + Guid.NewGuid().ToString("N")[..12];
        await Assert.ThrowsAsync<DbUpdateException>(() => app.AsAsync(null, async s =>
        {
            s.GetRequiredService<IHandOvers>().Order(Order(caseNo));
            s.GetRequiredService<IHandOvers>().Order(Order(caseNo));
            await s.GetRequiredService<AppDb>().SaveChangesAsync();
        }));
    }

    [Fact]
    public void Canonical_OrderAndSpace_DoNotMatter() =>
        Assert.Equal(CanonicalJson.Of("""{"b":[1,{"d":null,"c":true}],"a":"é\u4e2d"}"""), CanonicalJson.Of("""{ "a" : "é中", "b":[1,{"c":true,"d":null}] }"""));

    private static HandOverOrder Order(string caseNo) =>
        new(caseNo, caseNo[^12..] + "000000", "望溪县梁记米粉店", "MEDICAL", "MEDINS", """{"b":"甲", "a": {"z":1.50,"y":null}}""", At, At.AddHours(7));

    private static Task<IReadOnlyList<HandOverCard>> CardsAsync(TestApp app, string caseNo) => app.AsAsync(null, s => s.GetRequiredService<IHandOvers>().OfAsync(caseNo, default));
}
