using Qishi.Platform.Auth;

namespace Qishi.Modules.Permits;

internal static class Permissions
{
    public const string Board = "permits.board";
    public const string WatchAll = "permits.watch-all";
    public const string Work = "permits.work";
    public const string Assign = "permits.assign";
    public const string ReadMatters = "permits.read-matters";
    public const string ChangeMatters = "permits.change-matters";

    public static readonly Permission[] All =
    [
        new(Board, "查看双告知（联络员只看本部门的和公开待认领的）", Roles.Liaison, Roles.Registrar, Roles.RegistrationSupervisor, Roles.Leader, Roles.StationInspector, Roles.Operator, Roles.AuditAdmin),
        new(WatchAll, "查看全部部门的双告知", Roles.Registrar, Roles.RegistrationSupervisor, Roles.Leader, Roles.StationInspector, Roles.Operator, Roles.AuditAdmin),
        new(Work, "认领本部门的双告知、反馈结果", Roles.Liaison, Roles.Registrar, Roles.RegistrationSupervisor),
        new(Assign, "重新分派双告知、移送无证经营", Roles.RegistrationSupervisor),
        new(ReadMatters, "查看许可事项清单", [.. Roles.Staff]),
        new(ChangeMatters, "提出和复核许可事项清单的更改", Roles.RegistrationSupervisor),
    ];
}
