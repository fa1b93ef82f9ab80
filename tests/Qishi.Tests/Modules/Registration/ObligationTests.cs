using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Registration;

/// <summary>What is due by a day: found by the register itself.</summary>
public sealed class ObligationTests
{
    [Theory, OnEachDatabase]
    public async Task T_1_3_OldCompanyWithALongTerm_StandsInTheList_AndOnItsPage(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var at = ChinaTime.ToUtc(new DateOnly(2023, 6, 1), new TimeOnly(10, 0));
        var old = Given.Company(d => d with { Shareholders = [.. d.Shareholders.Select(s => s with { DueOn = new(2053, 6, 1) })] });
        var made = await Given.EstablishedAsync(app, old, at);
        var fine = await Given.EstablishedAsync(app, Given.Company(d => d with { Shareholders = [.. d.Shareholders.Select(s => s with { DueOn = new(2032, 6, 30) })] }), at);
        using var registrar = await app.SignedInAsync("registrar1");
        var list = (await registrar.GetPageAsync("/desk/obligations")).Text();
        Assert.Contains(old.Name!.Full, list, StringComparison.Ordinal);
        Assert.DoesNotContain(fine.Name, list, StringComparison.Ordinal);
        var page = (await registrar.GetPageAsync($"/entities/{made.Uscc}")).Text();
        Assert.Contains("出资期限待调整", page, StringComparison.Ordinal);
        Assert.Contains("应在2027年6月30日前调整到2032年6月30日以内", page, StringComparison.Ordinal);
        Assert.DoesNotContain("出资期限待调整", (await registrar.GetPageAsync($"/entities/{fine.Uscc}")).Text(), StringComparison.Ordinal);
    }
}
