using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.StartUp.CheckAndSign;
using Qishi.Modules.StartUp.FillForm;
using Qishi.Modules.StartUp.Model;
using Qishi.Modules.StartUp.Notices;
using Qishi.Modules.StartUp.ShowProgress;
using Qishi.Platform;
using Qishi.Platform.Auth;
using Qishi.Platform.Jobs;
using Qishi.Platform.Metrics;
using Qishi.Platform.Web;

namespace Qishi.Modules.StartUp;

public sealed class StartUpModule : IModule
{
    public static ModuleInfo Info => new("StartUp", "企业开办", "stu_", "Identity", "Worklist", "Documents", "Registration", "Exchange", "Permits");

    public static IEnumerable<Permission> Permissions => [.. StartUp.Permissions.All, .. StartUp.Permissions.Office];

    public static IEnumerable<JobPlan> Jobs => Office.Jobs;

    public static IEnumerable<Metric> Metrics => Office.Metrics;

    public static IEnumerable<MenuItem> Menu => [new("大厅", "窗口帮办", Urls.CounterStart, StartUp.Permissions.Counter, "person", 10), .. Office.Menu];

    public static void MapEndpoints(IEndpointRouteBuilder app)
    {
        app.MapPost(Urls.Autosave, AutosaveDraft.HandleAsync).Needs(StartUp.Permissions.Apply);
        SubmitByInterface.StartUpApi.Map(app);
        app.MapGet(Urls.Evidence, TakeEvidence.HandleAsync).Needs(StartUp.Permissions.Apply);
        app.MapGet(Urls.NameCheck, CheckNameNow.HandleAsync).Needs(StartUp.Permissions.Apply);
        Office.MapEndpoints(app);
    }

    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<CaseNumbers>();
        services.AddScoped<Seed.StartUpCountySeed>();
        services.AddScoped<CaseAccess>();
        services.AddScoped<FormContextReader>();
        services.AddScoped<FormReview>();
        services.AddScoped<FormSummary>();
        services.AddScoped<Signers>();
        services.AddScoped<ShowProgress.ProgressReader>();
        services.AddScoped<Subscribers.FinishStartUp>();
        services.AddScoped<CaseMessages>();
        services.AddScoped<CaseDocuments>();
        services.AddScoped<IDocumentAccess, CaseDocumentAccess>();
        Office.AddServices(services);
    }
}
