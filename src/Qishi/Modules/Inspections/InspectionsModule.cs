using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Inspections.AssignInspectors;
using Qishi.Modules.Inspections.DecidePlan;
using Qishi.Modules.Inspections.DrawObjects;
using Qishi.Modules.Inspections.Draws;
using Qishi.Modules.Inspections.Field.SendVisits;
using Qishi.Modules.Inspections.Field.ShowField;
using Qishi.Modules.Inspections.Field.TakeOperation;
using Qishi.Modules.Inspections.Field;
using Qishi.Modules.Inspections.FollowUpWork;
using Qishi.Modules.Inspections.Jobs;
using Qishi.Modules.Inspections.Libraries;
using Qishi.Modules.Inspections.LibraryImports;
using Qishi.Modules.Inspections.ListInspectors;
using Qishi.Modules.Inspections.ListItems;
using Qishi.Modules.Inspections.ListObjects;
using Qishi.Modules.Inspections.ListPlans;
using Qishi.Modules.Inspections.ListTasks;
using Qishi.Modules.Inspections.OfficeWork;
using Qishi.Modules.Inspections.Plans;
using Qishi.Modules.Inspections.Seed;
using Qishi.Modules.Inspections.ShowDraws;
using Qishi.Modules.Inspections.ShowLoad;
using Qishi.Modules.Inspections.ShowResults;
using Qishi.Modules.Inspections.ShowTask;
using Qishi.Modules.Inspections.Subscribers;
using Qishi.Platform.Auth;
using Qishi.Platform.Jobs;
using Qishi.Platform.Web;
using Qishi.Platform;

namespace Qishi.Modules.Inspections;

public sealed class InspectionsModule : IModule
{
    public static ModuleInfo Info => new("Inspections", "双随机、一公开", "ins_", "Identity", "Worklist", "Documents", "Registration", "Exchange");

    public static IEnumerable<Permission> Permissions => Inspections.Permissions.All;

    public static IEnumerable<MenuItem> Menu =>
    [
        new("双随机监管", "我的检查", Urls.Field, Inspections.Permissions.Check, "camera", 5),
        new("双随机监管", "我的利益关系", Urls.Interests, Inspections.Permissions.Check, "person", 6),
        new("双随机监管", "年度计划", Urls.Plans, Inspections.Permissions.Read, "document", 8),
        new("双随机监管", "抽查任务", Urls.Tasks, Inspections.Permissions.Read, "dice", 10),
        new("双随机监管", "进度", Urls.Progress, Inspections.Permissions.Read, "clock", 20),
        new("双随机监管", "后续处理", Urls.FollowUps, Inspections.Permissions.Read, "exit", 25),
        new("双随机监管", "上报和回执", Urls.HandedUp, Inspections.Permissions.Publish, "exit", 25),
        new("双随机监管", "联席会议和文件", Urls.Office, Inspections.Permissions.Read, "comment", 26),
        new("双随机监管", "监管所合并", Urls.Merges, Inspections.Permissions.People, "swap", 28),
        new("双随机监管", "待映射", Urls.Unmapped, Inspections.Permissions.People, "pin", 30),
        new("双随机监管", "抽查事项清单", Urls.Items, Inspections.Permissions.Read, "document", 40),
        new("双随机监管", "检查对象名录库", Urls.Objects, Inspections.Permissions.Read, "shop", 50),
        new("双随机监管", "检查人员名录库", Urls.Inspectors, Inspections.Permissions.Read, "person", 60),
    ];

    public static IEnumerable<JobPlan> Jobs => [JobPlan.Daily<CompareObjectLibrary>("02:20"), JobPlan.Daily<HandUpResults>("05:10"), JobPlan.Each<TakeHandUpReceipts>(TimeSpan.FromMinutes(10)), JobPlan.Daily<AlertInspections>("07:40")];

    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<ObjectLibrary>().AddScoped<LibraryLine>().AddScoped<ItemBook>().AddScoped<ItemRows>().AddScoped<ObjectRows>().AddScoped<InspectorRows>().AddScoped<TaskRows>();
        services.AddScoped<PoolReader>().AddScoped<DrawFiles>().AddScoped<VisitMaker>().AddScoped<PublicDraws>().AddScoped<TeamPools>().AddScoped<StationMap>().AddScoped<FollowUps>().AddScoped<PublicResults>().AddScoped<FoodRepeats>();
        services.AddScoped<PlanBook>().AddScoped<PlanRows>().AddScoped<PublicPlans>().AddScoped<CreditLines>().AddScoped<InspectorLines>().AddScoped<IDocumentAccess, PlanPapers>().AddScoped<OfficeRows>().AddScoped<IDocumentAccess, OfficePapers>();
        services.AddScoped<FieldVisits>().AddScoped<FieldSubmission>().AddScoped<IDocumentAccess, VisitDocumentAccess>();
    }

    public static void MapEndpoints(IEndpointRouteBuilder app)
    {
        app.MapGet(Urls.ItemsExcel, ItemsExport.HandleAsync).Needs(Inspections.Permissions.Read);
        app.MapGet(Urls.ObjectsExcel, ObjectsExport.HandleAsync).Needs(Inspections.Permissions.Read);
        app.MapGet(Urls.InspectorsExcel, InspectorsExport.HandleAsync).Needs(Inspections.Permissions.Read);
        app.MapGet(Urls.VisitsExcelPattern, VisitsExport.HandleAsync).Needs(Inspections.Permissions.Read);
        app.MapGet(Urls.LoadExcel, LoadExport.HandleAsync).Needs(Inspections.Permissions.Read);
        app.MapGet(Urls.DrawRecordPattern, DrawDownloads.RecordAsync).OpenToAll("任何人都可以下载抽取记录，自己核验");
        app.MapGet(Urls.DrawPoolPattern, DrawDownloads.PoolAsync).OpenToAll("冻结的名录在抽取前公开，摘要加盐");
        app.MapGet(Urls.PublicPlanTextPattern, PublicPlanText.HandleAsync).OpenToAll("公布过的年度计划，各版都可以看");
        app.MapGet(Urls.PlansExcel, PlansExport.HandleAsync).Needs(Inspections.Permissions.Read);
        app.MapGet(Urls.OfficeExcel, OfficeExport.HandleAsync).Needs(Inspections.Permissions.Read);
        app.MapGet(Urls.ImportReportPattern, ImportDownloads.ReportAsync).Needs(Inspections.Permissions.People);
        app.MapGet(Urls.CreditTemplate, ImportDownloads.CreditTemplate).Needs(Inspections.Permissions.People);
        app.MapGet(Urls.InspectorTemplate, ImportDownloads.InspectorTemplate).Needs(Inspections.Permissions.People);
        app.MapGet(Urls.TasksExcel, TasksExport.HandleAsync).Needs(Inspections.Permissions.Read);
        app.MapGet(Urls.FieldBundle, BundleDownload.HandleAsync).Needs(Inspections.Permissions.Check);
        app.MapPost(Urls.FieldOperations, OperationPost.HandleAsync).Needs(Inspections.Permissions.Check);
        app.MapGet(Urls.FieldManifest, FieldFiles.Manifest).OpenToAll("安装到手机桌面要读的说明，没有个人信息");
        app.MapGet(Urls.FieldWorker, FieldFiles.Worker).OpenToAll("没有信号时打开页面的脚本，没有个人信息");
    }

    public static async Task SeedAsync(SeedContext context, CancellationToken ct)
    {
        await SeedLibraries.RunAsync(context, ct);
        if (!context.Demo)
            return;
        await new SeedTasks(context).RunAsync(ct);
        await SeedOffice.RunAsync(context, ct);
    }
}
