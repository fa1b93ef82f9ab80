using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Exchange.Certificates;
using Qishi.Modules.Exchange.Channels;
using Qishi.Modules.Exchange.Channels.CountyPlatform;
using Qishi.Modules.Exchange.Channels.FileDrop;
using Qishi.Modules.Exchange.Channels.HttpPull;
using Qishi.Modules.Exchange.Channels.HttpPush;
using Qishi.Modules.Exchange.Channels.RabbitMq;
using Qishi.Modules.Exchange.Channels.WebDesk;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Deliver;
using Qishi.Modules.Exchange.Evidence;
using Qishi.Modules.Exchange.Figures;
using Qishi.Modules.Exchange.Jobs;
using Qishi.Modules.Exchange.LiaisonDesk;
using Qishi.Modules.Exchange.Order;
using Qishi.Modules.Exchange.Outages;
using Qishi.Modules.Exchange.ReceiveReceipts;
using Qishi.Modules.Exchange.ReconcileDepartments;
using Qishi.Modules.Exchange.RepairDeadLetters;
using Qishi.Modules.Exchange.ReportMonth;
using Qishi.Modules.Exchange.Routes;
using Qishi.Modules.Exchange.Seed;
using Qishi.Modules.Exchange.ShowExchange;
using Qishi.Modules.Exchange.ShowQuality;
using Qishi.Modules.Exchange.ShowReconciliations;
using Qishi.Modules.Exchange.Sign;
using Qishi.Platform;
using Qishi.Platform.Auth;
using Qishi.Platform.Jobs;
using Qishi.Platform.Metrics;
using Qishi.Platform.Web;

namespace Qishi.Modules.Exchange;

public sealed class ExchangeModule : IModule
{
    public static ModuleInfo Info => new("Exchange", "数据共享与推送、回执", "exc_", "Identity", "Worklist", "Documents");

    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<IOutFiles, OutFiles>().AddScoped<IInFiles, InFiles>();
        services.AddSingleton(ExchangeOptions.From(configuration));
        services.AddSingleton<DepartmentClient>().AddSingleton<DeliveryLane>().AddSingleton<DepartmentProbes>();
        services.AddScoped<IBureauSigning, BureauSigning>().AddScoped<CertificateBook>().AddScoped<HandOverSigner>().AddScoped<ReceiptProofs>().AddScoped<ReceiptIntake>();
        services.AddScoped<ExpiringCertificates>();
        services.AddScoped<EvidenceLog>().AddScoped<IEvidence, MakeEvidence>();
        services.AddSingleton(s => new RabbitLink(s.GetRequiredService<ExchangeOptions>().RabbitMq, "qishi"));
        services.AddSingleton<StoredReceipts>().AddSingleton<ChannelBook>().AddSingleton<ReceiptRounds>();
        services.AddSingleton<IChannel, PushChannel>().AddSingleton<IChannel, PullChannel>().AddSingleton<IChannel, QueueChannel>().AddSingleton<IChannel, FileChannel>().AddSingleton<IChannel, DeskChannel>().AddSingleton<IChannel, PlatformChannel>();
        services.AddScoped<RouteBook>().AddScoped<SignedCallers>();
        services.AddScoped<OutageWindows>().AddScoped<OwnHandOvers>().AddScoped<DifferenceWork>().AddScoped<MonthFigures>().AddScoped<MonthReports>();
        services.AddTransient<OutboundAllowList>();
        services.AddHttpClient(DepartmentClient.ClientName).AddHttpMessageHandler<OutboundAllowList>().RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(s => OutboundAllowList.Connections(s.GetRequiredService<ExchangeOptions>()));
        if (ProgramRoles.From(configuration).Exchange)
            services.AddHostedService<DeliveryWorker>();
        services.AddScoped<IMenuCounts, WaitingAtTheDesk>();
        services.AddScoped<IHandOvers, HandOverBook>();
        services.AddScoped<IDepartments, DepartmentBook>();
        services.AddScoped<IDeskHandOvers, DeskBook>();
        services.AddScoped<IDocumentAccess, ReportAccess>();
    }

    public static IEnumerable<Permission> Permissions =>
    [
        new(Exchange.Permissions.WorkLiaisonDesk, "办理本部门的开办事项", Roles.Liaison),
        new(Exchange.Permissions.Watch, "查看部门数据交换", Roles.Registrar, Roles.RegistrationSupervisor, Roles.Leader, Roles.Operator, Roles.AuditAdmin),
        new(Exchange.Permissions.Repair, "处理推送异常、登记故障、对账", Roles.RegistrationSupervisor, Roles.Operator),
        new(Exchange.Permissions.TakeEvidence, "下载办件的证据包", Roles.Registrar, Roles.RegistrationSupervisor, Roles.Operator, Roles.AuditAdmin),
        new(Exchange.Permissions.KeepCertificates, "登记、停用签名证书", Roles.Operator),
        new(Exchange.Permissions.Steer, "操纵演示用的部门模拟系统", [.. Roles.Staff]),
    ];

    public static IEnumerable<MenuItem> Menu =>
    [
        new("部门协同", "联络员工作台", Urls.Liaison, Exchange.Permissions.WorkLiaisonDesk, "swap", 10),
        new("部门协同", "数据交换观察台", Urls.Board, Exchange.Permissions.Watch, "dot", 20),
        new("部门协同", "待修复件", Urls.DeadLetters, Exchange.Permissions.Watch, "warning", 30),
        new("部门协同", "部门对接方式", Urls.Routes, Exchange.Permissions.Watch, "swap", 40),
        new("部门协同", "签名证书", Urls.Certificates, Exchange.Permissions.KeepCertificates, "shield", 60),
        new("部门协同", "部门模拟系统（演示）", Urls.Steering, Exchange.Permissions.Steer, "plug", 90),
    ];

    public static IEnumerable<Metric> Metrics => ExchangeMetrics.All;

    public static IEnumerable<JobPlan> Jobs =>
    [
        JobPlan.Each<ForgetOldNonces>(TimeSpan.FromMinutes(10)), JobPlan.Daily<ReconcileEveryEvening>("18:00"), JobPlan.Daily<WarnOfExpiringCertificates>("08:00"),
        JobPlan.Each<AlertOverdue.AlertOverdue>(TimeSpan.FromMinutes(10)), JobPlan.Daily<WriteReportsOfLastMonth>("06:00"),
        JobPlan.Each<RemindPeople>(TimeSpan.FromMinutes(10)), JobPlan.Daily<LookAfterLooseEnds>("19:30"),
    ];

    public static void MapEndpoints(IEndpointRouteBuilder app)
    {
        ReceiptsEndpoint.Map(app);
        ContractEndpoints.Map(app);
        app.MapGet(Urls.Evidence, EvidenceDownload.HandleAsync).Needs(Exchange.Permissions.TakeEvidence);
        QueueEndpoints.Map(app);
        PlatformReceiptsEndpoint.Map(app);
        app.MapGet(Urls.LiaisonExport, LiaisonExport.HandleAsync).Needs(Exchange.Permissions.WorkLiaisonDesk);
        app.MapGet(Urls.DifferencesExcel, DifferencesExport.HandleAsync).Needs(Exchange.Permissions.Watch);
        app.MapGet(Urls.QualityExcel, QualityExport.HandleAsync).Needs(Exchange.Permissions.Watch);
        app.MapGet(Urls.ReportPdf, ReportPdf.HandleAsync).Needs(Exchange.Permissions.Watch);
        app.MapGet(Urls.BoardExport, BoardExport.HandleAsync).Needs(Exchange.Permissions.Watch);
        app.MapGet(Urls.DeadLettersExport, DeadLettersExport.HandleAsync).Needs(Exchange.Permissions.Watch);
    }

    public static Task SeedAsync(SeedContext context, CancellationToken ct) => SeedDepartments.RunAsync(context, ct);
}
