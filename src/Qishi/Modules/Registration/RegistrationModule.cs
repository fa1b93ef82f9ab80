using Qishi.Kernel;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Api;
using Qishi.Modules.Registration.Addresses;
using Qishi.Modules.Registration.AutoApproval;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Codes;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.CorrectEntity;
using Qishi.Modules.Registration.DecideProposal;
using Qishi.Modules.Registration.DeclareName;
using Qishi.Modules.Registration.DisputeNames;
using Qishi.Modules.Registration.Import;
using Qishi.Modules.Registration.ImportScope;
using Qishi.Modules.Registration.Jobs;
using Qishi.Modules.Registration.ListEntities;
using Qishi.Modules.Registration.Names;
using Qishi.Modules.Registration.Premises;
using Qishi.Modules.Registration.Reference;
using Qishi.Modules.Registration.SearchEntities;
using Qishi.Modules.Registration.Seed;
using Qishi.Modules.Registration.SuperviseNames;
using Qishi.Platform;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Jobs;
using Qishi.Platform.Web;

namespace Qishi.Modules.Registration;

public sealed class RegistrationModule : IModule
{
    public static ModuleInfo Info => new("Registration", "主体登记、名称、住所、经营范围", "reg_", "Identity", "Worklist", "Documents");

    public static IEnumerable<Permission> Permissions => [.. Registration.Permissions.All, .. ActPermissions.All, .. Exit.ExitUrls.Permissions, .. PremisesPermissions.All, .. AddressUrls.All];

    public static IEnumerable<MenuItem> Menu =>
    [
        new("登记许可", "设立登记（各类主体）", Urls.Establish, ActPermissions.Counter, "document", 19), new("登记许可", "主体库", Urls.List, Registration.Permissions.Read, "shop", 30),
        new("登记许可", "导入旧登记库", Urls.Imports, Registration.Permissions.Import, "upload", 32), new("登记监管", "限期办理", Urls.Obligations, Registration.Permissions.Read, "clock", 33),
        new("登记许可", "执照收回", Urls.PaperLicences, ActPermissions.Approve, "document", 27), new("登记许可", "迁入登记", Urls.MoveIn, ActPermissions.Counter, "swap", 28),
        new("登记许可", "迁移档案", Urls.Archives, ActPermissions.Review, "clock", 29),
        new("登记许可", "自动审批", Urls.AutoVerdicts, Registration.Permissions.Read, "check", 34),
        new("登记许可", "名称申报", Urls.DeskNames, Registration.Permissions.ReadNames, "document", 35), new("登记监管", "名称争议", Urls.Disputes, Registration.Permissions.ReadNames, "comment", 36),
        new("登记许可", "经营范围建议", Urls.ScopeSuggestions, Registration.Permissions.AnswerSuggestions, "comment", 37),
        new("登记许可", "经营范围目录", Urls.ScopeCatalogue, Registration.Permissions.ImportScope, "upload", 38),
        new("登记监管", "住所核查任务", PremisesUrls.Checks, PremisesPermissions.ReadChecks, "pin", 41), new("登记监管", "退信登记", PremisesUrls.Mail, PremisesPermissions.RecordMail, "comment", 41), new("登记监管", "住所负面清单", PremisesUrls.Rules, PremisesPermissions.KeepRules, "lock", 42),
        new("登记监管", "集群注册托管企业", PremisesUrls.Hosts, PremisesPermissions.KeepRules, "shop", 43),
        new("登记监管", "标准地址和网格", AddressUrls.Tree, AddressUrls.Read, "pin", 44),
        .. ActsSetup.Menu,
    ];

    public static IEnumerable<JobPlan> Jobs =>
    [
        JobPlan.Each<DeliverCodes>(TimeSpan.FromMinutes(1)), JobPlan.Each<RunImports>(TimeSpan.FromSeconds(5)), JobPlan.Each<ExpireNames>(TimeSpan.FromMinutes(5)),
        JobPlan.Each<FillNameBook>(TimeSpan.FromHours(1)), JobPlan.Daily<WatchStoppedNames>("01:10"), JobPlan.Daily<LocateEntities>("01:30"), .. ActsSetup.Jobs,
    ];

    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        ActsSetup.Add(services);
        services.AddSingleton<CatalogueCache>().AddSingleton<GroundReader>();
        services.AddScoped<NameLibrary>().AddScoped<NameCheck>().AddScoped<NameBook>().AddScoped<NameIdeas>().AddScoped<RegisterFactsReader>().AddScoped<HostReader>().AddScoped<PlaceFirst>().AddScoped<CodePool>();
        services.AddScoped<EntityNames>().AddScoped<RegistrationCountySeed>().AddScoped<CorrectionAct>().AddScoped<SecondPerson>();
        services.AddScoped<ImportBatch>().AddSingleton<ImportRun>().AddScoped<AutoApprovals>().AddScoped<IAutoApproval>(s => s.GetRequiredService<AutoApprovals>());
        services.AddScoped<IEntityFacts, FactsOfEntities>().AddScoped<ILicenceFacts, FactsOfLicences>();
        services.AddScoped<IEntityRoll, RollOfEntities>();
        services.AddScoped<AddressLibrary>().AddScoped<IAddressSource>(p => p.GetRequiredService<AddressLibrary>());
        services.AddScoped<Register>().AddScoped<IRegistration>(p => p.GetRequiredService<Register>()).AddScoped<ISearchSource, EntitySearchSource>();
    }

    public static void MapEndpoints(IEndpointRouteBuilder app)
    {
        app.MapGet(Urls.Export, (HttpContext http, ListEntitiesHandler handler, CancellationToken ct) => handler.ExportAsync(ListQuery.From(http), ct))
            .Needs(Registration.Permissions.Export).ExcludeFromDescription();
        ActsSetup.MapEndpoints(app);
        app.MapGet(Urls.ObligationsExcel, (HttpContext http, Obligations.ListObligationsHandler handler, CancellationToken ct) => handler.ExportAsync(ListQuery.From(http), ct))
            .Needs(Registration.Permissions.Export).ExcludeFromDescription();
        app.MapGet(PremisesUrls.ChecksExport, (HttpContext http, ListPremisesChecksHandler handler, CancellationToken ct) => handler.ExportAsync(ListQuery.From(http), ct))
            .Needs(PremisesPermissions.ReadChecks).ExcludeFromDescription();
        app.MapGet(Urls.SuggestName, SuggestName.HandleAsync).Needs(Registration.Permissions.DeclareNames).RequireRateLimiting(RateLimits.Search).ExcludeFromDescription();
        app.MapGet(AddressUrls.Suggest, SuggestAddress.HandleAsync).Needs(AddressUrls.Ask).RequireRateLimiting(RateLimits.Search).ExcludeFromDescription();
        app.MapGet(AddressUrls.ImportReportPattern, (Guid id, ImportAddressesHandler handler, CancellationToken ct) => handler.ReportAsync(id, ct)).Needs(AddressUrls.Keep).ExcludeFromDescription();
        app.MapGet(Urls.DeskNamesExport, (HttpContext http, ListNamesHandler handler, CancellationToken ct) => handler.ExportAsync(ListQuery.From(http), ct))
            .Needs(Registration.Permissions.ReadNames).ExcludeFromDescription();
        app.MapGet(Urls.ScopeImportReportPattern, (Guid id, ImportScopeHandler handler, CancellationToken ct) => handler.ReportAsync(id, ct))
            .Needs(Registration.Permissions.ImportScope).ExcludeFromDescription();
        app.MapGet(Urls.DisputesExport, (HttpContext http, ListDisputesHandler handler, CancellationToken ct) => handler.ExportAsync(ListQuery.From(http), ct))
            .Needs(Registration.Permissions.ReadNames).ExcludeFromDescription();
        app.MapGet(Urls.SubjectZipPattern, (string code, HttpContext http, ShowSubject.ExportSubjectHandler handler, CancellationToken ct) => handler.HandleAsync(NormalisedText.Codes(code), ListQuery.From(http).Day("asOf"), ct))
            .Needs(Registration.Permissions.ReadFile).ExcludeFromDescription();
        RegistrationApi.Map(app);
        ImportApiHandler.Map(app);
        app.MapGet(Urls.ImportReportPattern, ImportReport.DownloadAsync).Needs(Registration.Permissions.Import).ExcludeFromDescription();
        app.MapGet(Urls.ImportTemplate, ImportReport.TemplateExcel).Needs(Registration.Permissions.Import).ExcludeFromDescription();
        app.MapGet(Urls.ImportTemplateCsv, ImportReport.TemplateCsv).Needs(Registration.Permissions.Import).ExcludeFromDescription();
    }

    public static async Task SeedAsync(SeedContext context, CancellationToken ct)
    {
        var (services, clock) = (context.Services, context.Services.GetRequiredService<TimeProvider>());
        var db = services.GetRequiredService<AppDb>();
        await ReferenceSeed.RunAsync(db, services.GetRequiredService<CatalogueCache>(), context.SeedFolder, ct);
        await AddressRuleSeed.RunAsync(db, context.SeedFolder, ct);
        if (!context.Demo)
            return;
        await AutoRulesSeed.RunAsync(db, clock, ct);
        await AddressSeed.RunAsync(db, services.GetRequiredService<CatalogueCache>(), context.SeedFolder, ct);
        await DemoSeed.RunAsync(db, services.GetRequiredService<GroundReader>(), services.GetRequiredService<FieldCipher>(), context.SeedFolder, clock.Today(), ct);
        await ActsSeed.RunAsync(services, clock, ct);
        await NameDemoSeed.RunAsync(db, services.GetRequiredService<GroundReader>(), clock.Today(), ct);
    }
}
