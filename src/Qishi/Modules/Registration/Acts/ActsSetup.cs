using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Registration.Changes;
using Qishi.Modules.Registration.Exit;
using Qishi.Modules.Registration.Lanes;
using Qishi.Modules.Registration.Notices;
using Qishi.Modules.Registration.Suspend;
using Qishi.Platform.Auth;
using Qishi.Platform.Jobs;
using Qishi.Platform.Web;

namespace Qishi.Modules.Registration.Acts;

/// <summary>Puts the acts and their mechanism together.</summary>
internal static class ActsSetup
{
    public static IEnumerable<MenuItem> Menu => [new("登记许可", "登记、备案申请", ActUrls.List, ActPermissions.Review, "swap", 20), .. ExitUrls.Menu];

    public static IEnumerable<JobPlan> Jobs =>
        [JobPlan.Each<AdvanceSuspensions>(TimeSpan.FromMinutes(10)), JobPlan.Each<AdvanceExits>(TimeSpan.FromMinutes(10)), JobPlan.Each<AdvanceForcedExits>(TimeSpan.FromMinutes(10)), JobPlan.Each<AdvanceGaps>(TimeSpan.FromMinutes(10))];

    public static void Add(IServiceCollection services)
    {
        services.AddScoped<ActList>().AddScoped<ApplicationFiles>().AddScoped<ApplicationAccess>().AddScoped<ApplicationNumbers>().AddScoped<ApplicationPapers>().AddScoped<ApplicationRun>().AddScoped<ApplicationHistory>();
        services.AddScoped<IDocumentAccess, ApplicationDocumentAccess>().AddScoped<IDocumentAccess, EntityDocumentAccess>();
        services.AddScoped<EntityReader>().AddScoped<EntityRewriter>().AddScoped<ChangeJudge>().AddScoped<LicenceReissue>().AddScoped<Relocation.ArchiveDesk>();
        services.AddScoped<ApplicationGrant>().AddScoped<ApplicationWatchers>().AddScoped<NoticeBoard>().AddScoped<FactsOfExit>().AddScoped<PermitsOfExit>().AddScoped<EndOfEntity>();
        services.AddScoped<IAct, Establish.EstablishAct>().AddScoped<IAct, ChangeAct>().AddScoped<SuspendAct>().AddScoped<IAct>(s => s.GetRequiredService<SuspendAct>()).AddScoped<IAct, ProlongAct>().AddScoped<IAct, ResumeAct>();
        services.AddScoped<IAct, WithdrawNoticeAct>().AddScoped<IAct, PublishSimpleExitAct>().AddScoped<SimpleDeregAct>().AddScoped<IAct>(s => s.GetRequiredService<SimpleDeregAct>()).AddScoped<IAct, LiquidationAct>().AddScoped<IAct, GeneralDeregAct>();
        services.AddScoped<SimpleExitDesk>().AddScoped<IApplicationWatcher>(s => s.GetRequiredService<SimpleExitDesk>()).AddScoped<INoticeOwner>(s => s.GetRequiredService<SimpleExitDesk>());
        services.AddScoped<IAct, RestructureAct>().AddScoped<IAct, Premises.ExtraPlaceAct>().AddScoped<IAct, PaperLicences.LostLicenceAct>().AddScoped<IAct, Relocation.MoveInAct>().AddScoped<IAct, OperatorAct>().AddScoped<IAct, ConvertAct>().AddScoped<IAct, MoveOutAct>();
        services.AddScoped<ToleranceDesk>().AddScoped<IPaperRelief>(s => s.GetRequiredService<ToleranceDesk>()).AddScoped<IApplicationWatcher>(s => s.GetRequiredService<ToleranceDesk>()).AddScoped<IReviewPanel>(s => s.GetRequiredService<ToleranceDesk>());
        services.AddScoped<IReviewPanel, AutoApproval.AutoReviewPanel>();
        services.AddScoped<INoticeOwner, FalseRegistrationOwner>().AddScoped<INoticeOwner, ForcedExitOwner>().AddScoped<INoticeOwner, SeparateRegisterOwner>();
    }

    public static void MapEndpoints(IEndpointRouteBuilder app)
    {
        app.MapGet(ExitUrls.DormantExport, (HttpContext http, FindDormantHandler handler, CancellationToken ct) => handler.ExportAsync(ListQuery.From(http), ct)).Needs(ExitUrls.Handle).ExcludeFromDescription();
        app.MapGet(ActUrls.Export, (HttpContext http, ListApplicationsHandler handler, CancellationToken ct) => handler.ExportAsync(ListQuery.From(http), ct)).Needs(ActPermissions.Review).ExcludeFromDescription();
    }
}
