using Qishi.Platform.Auth;
using Qishi.Platform.Web;

namespace Qishi.Modules.Registration.Exit;

/// <summary>Addresses and permissions of the office's exit work.</summary>
internal static class ExitUrls
{
    public const string Forced = "/desk/exits/forced";
    public const string Separate = "/desk/exits/separate";
    public const string False = "/desk/exits/false";
    public const string Dormant = "/desk/exits/dormant";
    public const string DormantExport = "/desk/exits/dormant.xlsx";

    public const string Handle = "registration.exits";

    public static IEnumerable<Permission> Permissions => [new(Handle, "办理强制注销、另册、撤销登记", Roles.Registrar, Roles.RegistrationSupervisor)];

    public static IEnumerable<MenuItem> Menu =>
    [
        new("登记监管", "长期停业未注销", Dormant, Handle, "search", 40), new("登记监管", "强制注销", Forced, Handle, "exit", 41), new("登记监管", "另册管理", Separate, Handle, "document", 42), new("登记监管", "撤销登记", False, Handle, "warning", 43),
    ];
}
