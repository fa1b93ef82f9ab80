using Qishi.Kernel;
using Qishi.Modules.Registration.Api;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Codes;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.CorrectEntity;
using Qishi.Modules.Registration.DecideProposal;
using Qishi.Modules.Registration.Jobs;
using Qishi.Modules.Registration.ListEntities;
using Qishi.Modules.Registration.Names;
using Qishi.Modules.Registration.Reference;
using Qishi.Modules.Registration.SearchEntities;
using Qishi.Modules.Registration.Seed;
using Qishi.Platform;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Jobs;
using Qishi.Platform.Web;

namespace Qishi.Modules.Registration;

public sealed class RegistrationModule : IModule
{
    public static ModuleInfo Info => new("Registration", "主体登记、名称、住所、经营范围", "reg_", "Identity", "Worklist", "Documents");

    public static IEnumerable<Permission> Permissions => Registration.Permissions.All;

    public static IEnumerable<MenuItem> Menu => [new("登记许可", "主体库", Urls.List, Registration.Permissions.Read, "shop", 30)];

    public static IEnumerable<JobPlan> Jobs => [JobPlan.Each<DeliverCodes>(TimeSpan.FromMinutes(1))];

    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<CatalogueCache>();
        services.AddScoped<GroundReader>().AddScoped<NameLibrary>().AddScoped<NameCheck>().AddScoped<RegisterFactsReader>().AddScoped<CodePool>();
        services.AddScoped<EntityNames>().AddScoped<RegistrationCountySeed>().AddScoped<CorrectionAct>().AddScoped<SecondPerson>();
        services.AddScoped<IRegistration, Register>().AddScoped<ISearchSource, EntitySearchSource>();
    }

    public static void MapEndpoints(IEndpointRouteBuilder app)
    {
        app.MapGet(Urls.Export, (HttpContext http, ListEntitiesHandler handler, CancellationToken ct) => handler.ExportAsync(ListQuery.From(http), ct))
            .Needs(Registration.Permissions.Export).ExcludeFromDescription();
        RegistrationApi.Map(app);
    }

    public static async Task SeedAsync(SeedContext context, CancellationToken ct)
    {
        var (services, clock) = (context.Services, context.Services.GetRequiredService<TimeProvider>());
        var db = services.GetRequiredService<AppDb>();
        await ReferenceSeed.RunAsync(db, services.GetRequiredService<CatalogueCache>(), context.SeedFolder, ct);
        if (context.Demo)
            await DemoSeed.RunAsync(db, services.GetRequiredService<GroundReader>(), services.GetRequiredService<FieldCipher>(), context.SeedFolder, clock.Today(), ct);
    }
}
