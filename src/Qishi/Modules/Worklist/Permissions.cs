using Qishi.Platform.Auth;

namespace Qishi.Modules.Worklist;

/// <summary>What may be done in this module, and by whom.</summary>
internal static class Permissions
{
    public const string Desk = "worklist.desk";
    public const string TakeNext = "worklist.take-next";

    public static IEnumerable<Permission> All =>
    [
        new(Desk, "看自己的待办", Roles.Staff),
        new(TakeNext, "按次序领取下一件", Roles.Registrar, Roles.RegistrationSupervisor, Roles.Guide, Roles.Liaison, Roles.OutletClerk, Roles.StationInspector),
    ];
}
