using Qishi.Platform.Auth;

namespace Qishi.Modules.StartUp;

/// <summary>What may be done in this module, and by whom.</summary>
internal static partial class Permissions
{
    public const string Apply = "startup.apply";
    public const string Counter = "startup.counter";
    public const string Interface = "startup.interface";

    public static IEnumerable<Permission> All =>
    [
        new(Apply, "申请企业开办、看自己的办件", Roles.Applicant),
        new(Counter, "在窗口或银行网点帮申请人填写企业开办", Roles.Guide, Roles.OutletClerk),
        new(Interface, "经接口提交和查询企业开办", Roles.MachineClient),
    ];
}
