using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Registration.Seed;
using Qishi.Modules.StartUp.Model;
using Qishi.Modules.StartUp.Seed;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Rules;

namespace Qishi;

/// <summary>
/// What the demo county did before anybody opened the demo: firms of the last months with their finished cases, and a few that wait, so that desks, lists and figures
/// show life from the first start. Fictional; written once, when there is no case at all; <c>DemoHistory=false</c> leaves it out.
/// </summary>
internal static class DemoHistory
{
    private const int Entities = 140, Days = 330, Waiting = 6, Number = 4515;

    // Above the numbers a day of the demo, or of a county seed, reaches.
    private const int FirstNumber = 9_000;

    public static async Task RunAsync(WebApplication app)
    {
        if (!app.Configuration.GetValue("DemoHistory", !app.Environment.IsEnvironment("Testing")))
            return;
        await using var scope = app.Services.CreateAsyncScope();
        var (services, today) = (scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<TimeProvider>().Today());
        if (await services.GetRequiredService<AppDb>().Set<StartUpCase>().AnyAsync())
            return;
        var firms = await services.GetRequiredService<RegistrationCountySeed>().RunAsync(Entities, Number, default, new SeedSpan(today.AddDays(-4), Days, FirstNumber));
        // Licences are issued on days the office is open; the other firms came in some other way.
        var days = await services.GetRequiredService<IRules>().WorkingDaysAsync();
        var registrars = await services.GetRequiredService<IDirectory>().WithRoleAsync(Roles.Registrar, null, today, default);
        await services.GetRequiredService<StartUpCountySeed>().RunHistoryAsync(
            [.. firms.Where(f => days.IsWorkingDay(f.EstablishedOn)).Select(f => new CountyFirm(f.Uscc, f.Name, f.Kind, f.EstablishedOn, f.CaseNo))], Waiting, Number, [.. registrars.Select(r => new SeedRegistrar(r.AccountId, r.Name))], default);
    }
}
