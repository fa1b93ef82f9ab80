using Qishi.Modules.Operations.ComputeDeadline;
using Qishi.Platform;
using Qishi.Platform.Auth;
using Qishi.Platform.Web;

namespace Qishi.Modules.Operations;

public sealed class OperationsModule : IModule
{
    public static ModuleInfo Info => new("Operations", "参数、日历、期限、运行", "ops_");

    public static IEnumerable<Permission> Permissions =>
    [
        new(Operations.Permissions.ReadParameters, "查看规则参数和日历", [.. Roles.Staff]),
        new(Operations.Permissions.ChangeParameters, "提出和批准规则参数", Roles.RegistrationSupervisor, Roles.Leader, Roles.Operator),
        new(Operations.Permissions.EnterCalendar, "录入工作日历", Roles.Operator, Roles.SystemAdmin),
        new(Operations.Permissions.ComputeDeadlines, "计算期限", [.. Roles.Staff, Roles.MachineClient]),
    ];

    public static IEnumerable<MenuItem> Menu =>
    [
        new("查询", "期限计算", Urls.Deadlines, Operations.Permissions.ComputeDeadlines, "clock", 60),
        new("管理", "规则参数", Urls.Parameters, Operations.Permissions.ReadParameters, "document", 70),
        new("管理", "工作日历", Urls.Calendar, Operations.Permissions.ReadParameters, "clock", 71),
    ];

    public static void MapEndpoints(IEndpointRouteBuilder app) =>
        app.MapGet(Urls.DeadlinesApi, DeadlinesEndpoint.HandleAsync)
            .Needs(Operations.Permissions.ComputeDeadlines)
            .WithTags("期限").WithSummary("计算期限，并说明每一天怎么数");
}
