using Microsoft.AspNetCore.Authentication;
using Qishi.Modules.Identity.Audit;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Identity.DemoAccounts;
using Qishi.Modules.Identity.Jobs;
using Qishi.Modules.Identity.Machines;
using Qishi.Modules.Identity.Passwords;
using Qishi.Modules.Identity.People;
using Qishi.Modules.Identity.Regional;
using Qishi.Modules.Identity.Seed;
using Qishi.Modules.Identity.Sessions;
using Qishi.Modules.Identity.SignIn;
using Qishi.Platform;
using Qishi.Platform.Auth;
using Qishi.Platform.Jobs;
using Qishi.Platform.Ops;
using Qishi.Platform.Web;

namespace Qishi.Modules.Identity;

public sealed class IdentityModule : IModule
{
    public static ModuleInfo Info => new("Identity", "机构、人员、账号", "idn_");

    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<IDirectory, StaffDirectory>().AddScoped<IApplicants, Applicants>().AddScoped<IOneTimeCodes, SmsCodes.SmsCodes>();
        services.AddSingleton<PasswordHashing>().AddScoped<PasswordChange>();
        services.AddScoped<AuthRulesReader>().AddScoped<SessionStore>().AddScoped<SignInSteps>().AddScoped<SignInLimits>().AddScoped<OwnPostings>().AddScoped<UnitOptions>().AddScoped<MyAccount.ShowMyAccount>().AddScoped<MyAccount.ShowHistory>().AddScoped<DemoPeople>().AddScoped<ListDemoAccounts>();
        services.AddAuthentication().AddScheme<SessionSchemeOptions, SessionAuthentication>(AuthSchemes.Session, null);
        services.AddScoped<IStartupNotice, AnnounceAccounts>();
        RegionalProvider.Add(services, configuration);
        MachineAccess.Add(services, configuration);
    }

    public static void MapEndpoints(IEndpointRouteBuilder app)
    {
        SignOut.Map(app);
        ExportAudit.Map(app);
        IssueToken.Map(app);
        RegionalProvider.Map(app);
    }

    public static IEnumerable<Permission> Permissions => Identity.Permissions.All;

    public static IEnumerable<MenuItem> Menu =>
    [
        new("管理", "人员", Urls.Staff, Identity.Permissions.ReadStaff, "person", 10),
        new("管理", "机构", Urls.Units, Identity.Permissions.ReadStaff, "pin", 20),
        new("管理", "接口客户端", Urls.Machines, Identity.Permissions.KeepMachines, "plug", 30),
        new("管理", "审计日志", Urls.Audit, Identity.Permissions.ReadAudit, "document", 40),
    ];

    public static IEnumerable<JobPlan> Jobs => [JobPlan.Each<ClearSignIns>(TimeSpan.FromMinutes(15))];

    public static Task SeedAsync(SeedContext context, CancellationToken ct) =>
        context.Demo ? context.Services.GetRequiredService<DemoPeople>().SeedAsync(context.SeedFolder, ct) : Task.CompletedTask;
}
